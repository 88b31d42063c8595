//! What an exploration found, as pages for people, and for programs.

mod json;

pub use json::json;

use crate::explore::{Chance, ChoiceFacts, ChoiceWorth, Defect, Details, EXACT, Explored, Limit, Verdict};
use crate::report::verdict;
use crate::story::{ChoiceId, Goal, SceneId, Story};
use crate::view::Reader;
use std::io::{self, Write};

const BAR: usize = 24;

/// Writes a page for people: the endings with their chances, the goals under four ways of playing, how long a game is,
/// what is never seen, and which of the story's properties hold.
pub fn page(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let search = &explored.search;
    let kind = if search.reduced { "states after abstraction" } else { "states" };
    writeln!(
        out,
        "{}\n{} {kind}, {} transitions, {seconds:.2} s",
        reader.title(),
        grouped(search.states),
        grouped(search.transitions)
    )?;
    if let Some(limit) = search.limit {
        let reason = match limit {
            Limit::States => "the limit of states",
            Limit::Memory => "the limit of memory",
            Limit::Precision => "the limit of precision",
        };
        writeln!(out, "stopped at {reason}: a chance below is an interval, and nothing else is claimed")?;
    }
    let Some(details) = &explored.details else { return Ok(()) };
    endings(out, reader, details)?;
    goals(out, reader, details)?;
    lengths(out, details)?;
    unseen(out, reader.story, details)?;
    promises(out, reader.story, details)
}

/// Where games end for each way of playing, and how likely each ending is for a player who aims at it alone.
fn endings(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    let story = reader.story;
    let random: Vec<Chance> = details.endings.iter().map(|facts| facts.chances[0]).collect();
    let mut ends = vec![[details.dead_end, details.never_ends]];
    let mut columns = vec![("random", random)];
    writeln!(out, "\nWhere games end. Each column is one player and adds up to 100 %:")?;
    writeln!(out, "  random    takes any available choice, all equally likely")?;
    if let Some(aims) = &details.aims {
        if let Some(goal) = story.goals.first() {
            let goal = reader.plain(goal.name);
            writeln!(out, "  ordinary  aims at \"{goal}\": the best choice half the time, otherwise any")?;
            writeln!(out, "  best      aims at \"{goal}\" and always takes the best choice")?;
        }
        writeln!(out, "  first     always takes the first available choice")?;
        let aimed = aims.aimed.iter().filter(|aimed| aimed.goal == 0).map(|aimed| &aimed.ends);
        let names = if story.goals.is_empty() { &["first"][..] } else { &["ordinary", "best", "first"] };
        for (&name, of) in names.iter().zip(aimed.chain([&aims.first.ends])) {
            columns.push((name, of.endings.iter().copied().map(Chance::known).collect()));
            ends.push([of.dead_end, of.never_ends].map(Chance::known));
        }
    }
    writeln!(out)?;
    columns.iter().try_for_each(|(name, _)| write!(out, "{name:>10}"))?;
    writeln!(out)?;
    let most = columns[0].1.iter().map(|chance| chance.high).fold(1e-9, f64::max);
    for (at, facts) in details.endings.iter().enumerate() {
        columns.iter().try_for_each(|(_, chances)| write!(out, "{:>10}", percent(chances[at])))?;
        let bar = "█".repeat((columns[0].1[at].low / most * BAR as f64).round() as usize);
        writeln!(out, "  {bar:<BAR$}  {}", reader.ending_title(facts.scene))?;
    }
    for (at, name) in ["(dead ends)", "(never ends)"].into_iter().enumerate() {
        if ends.iter().any(|chances| chances[at].high > EXACT) {
            ends.iter().try_for_each(|chances| write!(out, "{:>10}", percent(chances[at])))?;
            writeln!(out, "  {:<BAR$}  {name}", "")?;
        }
    }
    writeln!(out, "\nHow likely an ending is for a player who aims at it alone. Each line is another player:\n")?;
    writeln!(out, "{:>10}{:>10}", "ordinary", "best")?;
    for facts in &details.endings {
        let [_, ordinary, best, _] = facts.chances.map(percent);
        writeln!(out, "{ordinary:>10}{best:>10}  {}", reader.ending_title(facts.scene))?;
    }
    Ok(())
}

fn goals(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    if details.goals.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nWhat a goal is worth on average. The first two players aim at nothing; in the other columns, each line is\n\
         another player, who aims at this goal (worst: away from it):\n"
    )?;
    writeln!(out, "{:>10}{:>10}{:>10}{:>10}{:>10}", "random", "first", "ordinary", "best", "worst")?;
    for (at, (goal, chances)) in reader.story.goals.iter().zip(&details.goals).enumerate() {
        let [random, ordinary, best, worst] = chances.map(percent);
        let first = details.aims.as_ref().map_or("–".into(), |aims| percent(Chance::known(aims.first.goals[at])));
        let name = reader.plain(goal.name);
        writeln!(out, "{random:>10}{first:>10}{ordinary:>10}{best:>10}{worst:>10}  {name}")?;
    }
    Ok(())
}

fn lengths(out: &mut dyn Write, details: &Details) -> io::Result<()> {
    writeln!(out)?;
    for (name, length) in [("choices", details.choices), ("words", details.words)] {
        if let Some(length) = length {
            if length.max == Some(length.min) {
                let name = if length.min == 1 { name.trim_end_matches('s') } else { name };
                writeln!(out, "{} {name} in every game", grouped(length.min))?;
                continue;
            }
            let most = length.max.map_or("any number of".into(), grouped);
            let mean = length.mean.map_or("unknown".into(), |mean| format!("{mean:.1}"));
            let of =
                length.games.map(|games| format!(" (in {} random games)", grouped(games.into()))).unwrap_or_default();
            writeln!(out, "{} to {most} {name} in a game, {mean} on average{of}", grouped(length.min))?;
        }
    }
    Ok(())
}

fn unseen(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    for finding in &details.findings {
        let scene = |id: SceneId| story.scene(id).name.as_str();
        let said = match finding.what {
            Defect::DeadEnd(id) => format!("a game can end dead in `{}`", scene(id)),
            Defect::DeadChoice(id) => format!("nothing follows the choice `{}`", story.choice_name(id)),
            Defect::EndlessChain(id) => format!("from `{}` scenes go round for ever", scene(id)),
            Defect::NoEndingReachable(id) => format!("from `{}` no ending can be reached", scene(id)),
            Defect::UnreachableScene(id) => format!("no game comes to `{}`", scene(id)),
            Defect::UnreachableEnding(id) => format!("no game comes to the ending `{}`", scene(id)),
            Defect::NeverAvailable(id) => format!("no game can choose `{}`", story.choice_name(id)),
            Defect::NeverTaken(exit, arm) => format!("no game takes `{}`", story.arm_name(exit, arm)),
            Defect::Pointless(id) => format!("nothing depends on the choice `{}`", story.choice_name(id)),
            Defect::AlwaysAvailable(_) | Defect::NeverLocked(_) | Defect::NeverShown(..) | Defect::NeverBest(_) => {
                continue;
            }
        };
        writeln!(out, "{said}")?;
    }
    Ok(())
}

fn promises(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    let all = || story.properties.iter().zip(&details.properties);
    let proved = all().filter(|(_, judgement)| judgement.verdict == Verdict::Proved).count();
    if !story.properties.is_empty() {
        writeln!(out, "\n{proved} of {} properties proved", story.properties.len())?;
    }
    for (property, judgement) in all().filter(|(_, judgement)| judgement.verdict != Verdict::Proved) {
        writeln!(out, "{}: {}", verdict(judgement.verdict), property.name)?;
    }
    Ok(())
}

fn percent(chance: Chance) -> String {
    match chance.value() {
        Some(value) if value > 0.0 && value < 0.0005 => "<0.1 %".into(),
        Some(value) => format!("{:.1} %", value * 100.0),
        None => format!("{:.0}–{:.0} %", (chance.low * 100.0).floor(), (chance.high * 100.0).ceil()),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

const OFFERED: &str = "
Choices, scene by scene.
  offered, taken  how likely a random game offers the choice, and takes it, at least once";
const OF_GOALS: &str = "
  For each goal, where the choice comes beside others, for an ordinary player who aims at that goal:
  best            in how many of the cases it is the best choice, or as good as the best
  loses           how much less than the best choice it is worth on average, in points of a hundred
  at most         how much less in the worst case";

pub fn choices(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    let story = reader.story;
    let width = story.choice_ids().map(|id| story.choice(id).name.len()).max().unwrap_or(0).max(6);
    let goals = story.goals.iter().map(|goal| goal.id.len()).max().unwrap_or(0).max(4);
    writeln!(out, "{OFFERED}")?;
    let mut head = format!("  {:width$}{:>9}{:>9}", "choice", "offered", "taken");
    if !story.goals.is_empty() {
        writeln!(out, "{OF_GOALS}")?;
        head += &format!("  {:goals$}{:>9}{:>8}{:>9}", "goal", "best", "loses", "at most");
    }
    writeln!(out, "\n{head}")?;
    for scene in story.scene_ids().filter(|&id| !story.scene(id).choices().is_empty()) {
        writeln!(out, "{}", story.scene(scene).name)?;
        for id in story.choices_of(scene) {
            let ChoiceFacts { available, taken, .. } = details.choice_facts[scene.index()][id.index as usize];
            let (offered, taken) = (percent(available), percent(taken));
            let own = format!("  {:width$}{offered:>9}{taken:>9}", story.choice(id).name);
            let lines = lines(story, details, id, goals);
            writeln!(out, "{own}{}", lines.first().map_or(String::new(), |line| format!("  {line}")))?;
            lines.iter().skip(1).try_for_each(|line| writeln!(out, "{:width$}  {line}", "", width = own.len()))?;
        }
    }
    Ok(())
}

/// What a choice is worth: a line for each goal, or one line on why this is not known.
fn lines(story: &Story, details: &Details, id: ChoiceId, width: usize) -> Vec<String> {
    let Some(aims) = &details.aims else { return vec!["not known".into()] };
    let worth: Vec<Option<ChoiceWorth>> = aims.worth(id).to_vec();
    if details.choice_facts[id.scene.index()][id.index as usize].available.high == 0.0 {
        return vec!["never offered".into()];
    }
    if !worth.is_empty() && worth.iter().all(Option::is_none) {
        return vec!["never beside another".into()];
    }
    let goals = story.goals.iter().zip(worth);
    let line = |(goal, worth): (&Goal, Option<ChoiceWorth>)| {
        let worth = worth.unwrap_or_default();
        let word = match worth {
            ChoiceWorth { best_share: 0.0, .. } => "never best",
            ChoiceWorth { max_loss: 0.0, .. } => "always best",
            _ => "",
        };
        let [loses, most] = [worth.mean_loss, worth.max_loss].map(|loss| format!("{:.1}", loss * 100.0));
        let best = percent(Chance::known(worth.best_share));
        format!("{:width$}{best:>9}{loses:>8}{most:>9}  {word}", goal.id).trim_end().to_owned()
    };
    goals.map(line).collect()
}
