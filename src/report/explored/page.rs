//! What an exploration found, as a page for people.

use crate::explore::{Chance, Defect, Details, EXACT, Explored, Limit, Verdict};
use crate::report::verdict;
use crate::story::{SceneId, Story};
use crate::view::Reader;
use std::io::{self, Write};

/// The width of a full bar.
const BAR: usize = 24;

/// Writes a page for people: the endings with their chances, the goals under four ways of playing, how long a game is,
/// what is never seen, and what became of the story's promises.
///
/// # Errors
/// When `out` cannot be written to.
pub fn page(out: &mut dyn Write, reader: Reader, explored: &Explored, seconds: f64) -> io::Result<()> {
    let search = &explored.search;
    let kind = if search.reduced { "states (after forgetting what nothing reads)" } else { "states" };
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

fn endings(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    let most = details.endings.iter().map(|facts| facts.chances[0].high).fold(1e-9, f64::max);
    writeln!(out, "\n  random  ordinary    best  {:<BAR$}  the chance of each ending", "")?;
    for facts in &details.endings {
        let [random, ordinary, best, _] = facts.chances;
        let bar = "█".repeat((random.low / most * BAR as f64).round() as usize);
        let title = reader.ending_title(facts.scene);
        let [random, ordinary, best] = [random, ordinary, best].map(percent);
        writeln!(out, "{random:>8}{ordinary:>10}{best:>8}  {bar:<BAR$}  {title}")?;
    }
    for (name, chance) in [("dead ends", details.dead_end), ("never ends", details.never_ends)] {
        if chance.high > EXACT {
            writeln!(out, "{:>8}{:>20}{name}", percent(chance), "")?;
        }
    }
    Ok(())
}

fn goals(out: &mut dyn Write, reader: Reader, details: &Details) -> io::Result<()> {
    if details.goals.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  random  ordinary    best   worst  what each goal is worth on average")?;
    for (goal, chances) in reader.story.goals.iter().zip(&details.goals) {
        let [random, ordinary, best, worst] = chances.map(percent);
        writeln!(out, "{random:>8}{ordinary:>10}{best:>8}{worst:>8}  {}", reader.plain(goal.name))?;
    }
    Ok(())
}

fn lengths(out: &mut dyn Write, details: &Details) -> io::Result<()> {
    writeln!(out)?;
    for (name, length) in [("choices", details.choices), ("words", details.words)] {
        if let Some(length) = length {
            let most = length.max.map_or("any number of".into(), grouped);
            let mean = length.mean.map_or("unknown".into(), |mean| format!("{mean:.1}"));
            writeln!(out, "{} to {most} {name} in a game, {mean} on average", grouped(length.min))?;
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
            Defect::AlwaysAvailable(_) | Defect::NeverLocked(_) | Defect::NeverShown(..) => continue,
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

/// A number with its thousands set apart.
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
