//! Writes what an exploration found, as pages for people and as JSON for programs.

mod json;

pub use json::json;

use crate::check;
use crate::explore::{Chance, ChoiceFacts, ChoiceWorth, Defect, Details, EXACT, Explored, Verdict};
use crate::report::{limit_names, verdict};
use crate::story::{ChoiceId, Goal, Story};
use crate::view::Reader;
use std::fmt::Display;
use std::io::{self, Write};

const BAR: usize = 24;

/// Writes a page for people: the endings with their chances, the goals under four ways of playing, how long a game is,
/// what is never seen, and which of the story's properties hold.
pub fn page(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let search = &explored.search;
    let kind = if search.reduced { "states after abstraction" } else { "states" };
    let (states, transitions) = (grouped(search.states), grouped(search.transitions));
    writeln!(out, "{}\n{states} {kind}, {transitions} transitions, {seconds:.2} s", reader.title())?;
    if let Some((_, limit)) = search.limit.map(limit_names) {
        writeln!(out, "stopped at {limit}: a chance below is an interval, and nothing else is claimed")?;
    }
    let Some(details) = &explored.details else { return Ok(()) };
    endings(out, reader, details)?;
    goals(out, reader, details)?;
    lengths(out, details)?;
    unseen(out, reader.story, details)?;
    promises(out, reader.story, details)
}

/// Where games end under each way of playing, and how likely each ending is for a player who wants only this ending.
fn endings(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    // For each player: the chance of each ending, then of a dead end, then of a game without an end.
    let random = details.endings.iter().map(|facts| facts.chances[0]).chain([details.dead_end, details.never_ends]);
    let how = "takes any available choice, all equally likely".to_owned();
    let mut players: Vec<(&str, String, Vec<Chance>)> = vec![("random", how, random.collect())];
    if let Some(aims) = &details.aims {
        let goal = reader.goal(0);
        let how = format!("aims at \"{goal}\": the best choice half the time, otherwise any");
        let aiming = [("ordinary", how), ("best", format!("aims at \"{goal}\" and always takes the best choice"))];
        let first = ("first", "always takes the first available choice".to_owned());
        // A story without goals has nobody who aims at one.
        let aimed = aims.aimed.iter().filter(|aimed| aimed.goal == 0).map(|aimed| &aimed.ends);
        for ((name, how), of) in aiming.into_iter().zip(aimed).chain([(first, &aims.first.ends)]) {
            let chances = of.endings.iter().copied().chain([of.dead_end, of.never_ends]);
            players.push((name, how, chances.map(Chance::known).collect()));
        }
    }
    writeln!(out, "\nWhere games end. Each column is one player and adds up to 100 %:")?;
    players.iter().try_for_each(|(name, how, _)| writeln!(out, "  {name:<10}{how}"))?;
    writeln!(out, "\n{}", columns(players.iter().map(|(name, ..)| name)))?;
    let most = players[0].2[..details.endings.len()].iter().map(|chance| chance.high).fold(1e-9, f64::max);
    let bar = |chance: Chance| "█".repeat((chance.low / most * BAR as f64).round() as usize);
    let titles = details.endings.iter().map(|facts| reader.ending_title(facts.scene));
    for (at, title) in titles.chain(["(dead ends)", "(never ends)"].map(String::from)).enumerate() {
        let is_ending = at < details.endings.len();
        let chances = || players.iter().map(|(.., chances)| chances[at]);
        if is_ending || chances().any(|chance| chance.high > EXACT) {
            let bar = if is_ending { bar(players[0].2[at]) } else { String::new() };
            writeln!(out, "{}  {bar:<BAR$}  {title}", columns(chances().map(percent)))?;
        }
    }
    writeln!(out, "\nHow likely an ending is for a player who aims at it alone. Each line is another player:\n")?;
    writeln!(out, "{}", columns(["ordinary", "best"]))?;
    for facts in &details.endings {
        let [_, ordinary, best, _] = facts.chances.map(percent);
        writeln!(out, "{}  {}", columns([ordinary, best]), reader.ending_title(facts.scene))?;
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
    writeln!(out, "{}", columns(["random", "first", "ordinary", "best", "worst"]))?;
    for (at, (goal, chances)) in reader.story.goals.iter().zip(&details.goals).enumerate() {
        let [random, ordinary, best, worst] = chances.map(percent);
        let first = details.aims.as_ref().map_or("–".into(), |aims| percent(Chance::known(aims.first.goals[at])));
        writeln!(out, "{}  {}", columns([random, first, ordinary, best, worst]), reader.plain(goal.name))?;
    }
    Ok(())
}

/// A row of a table: each cell is ten columns wide.
fn columns(cells: impl IntoIterator<Item = impl Display>) -> String {
    cells.into_iter().map(|cell| format!("{cell:>10}")).collect()
}

fn lengths(out: &mut dyn Write, details: &Details) -> io::Result<()> {
    writeln!(out)?;
    for (name, length) in [("choices", details.choices), ("words", details.words)] {
        let Some(length) = length else { continue };
        let least = grouped(length.min);
        if length.max == Some(length.min) {
            let name = if length.min == 1 { name.trim_end_matches('s') } else { name };
            writeln!(out, "{least} {name} in every game")?;
            continue;
        }
        let most = length.max.map_or("any number of".into(), grouped);
        let mean = length.mean.map_or("unknown".into(), |mean| format!("{mean:.1}"));
        let of = length.games.map(|games| format!(" (in {} random games)", grouped(games.into())));
        writeln!(out, "{least} to {most} {name} in a game, {mean} on average{}", of.unwrap_or_default())?;
    }
    Ok(())
}

fn unseen(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    for finding in &details.findings {
        let message = match finding.what {
            Defect::Pointless(id) => Some(format!("nothing depends on the choice `{}`", story.choice_name(id))),
            Defect::NeverTaken(exit, arm) => Some(format!("no game takes `{}`", story.arm_name(exit, arm))),
            Defect::AlwaysAvailable(_) | Defect::NeverLocked(_) | Defect::NeverBest(_) => None,
            what => check::found(story, what).map(|(_, found)| found.message),
        };
        message.iter().try_for_each(|message| writeln!(out, "{message}"))?;
    }
    Ok(())
}

fn promises(out: &mut dyn Write, story: &Story, details: &Details) -> io::Result<()> {
    let all = story.properties.iter().zip(&details.properties);
    let (proved, others): (Vec<_>, Vec<_>) = all.partition(|(_, judgement)| judgement.verdict == Verdict::Proved);
    if !story.properties.is_empty() {
        writeln!(out, "\n{} of {} properties proved", proved.len(), story.properties.len())?;
    }
    let mut others = others.into_iter();
    others.try_for_each(|(property, it)| writeln!(out, "{}: {}", verdict(it.verdict), property.name))
}

fn percent(chance: Chance) -> String {
    match chance.value() {
        Some(value) if value > 0.0 && value < 0.0005 => "<0.1 %".into(),
        Some(value) => format!("{:.1} %", value * 100.0),
        None => format!("{:.0}–{:.0} %", (chance.low * 100.0).floor(), (chance.high * 100.0).ceil()),
    }
}

/// A number with a comma before each group of three digits.
fn grouped(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", grouped(number / 1000), number % 1000) }
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

/// What a choice is worth: one line for each goal. If there is nothing to compare, one line says why.
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
