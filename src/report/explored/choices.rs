//! The choices of a story scene by scene, as a table for people: how often each comes up, and what it is worth.

use super::page::percent;
use crate::explore::{Chance, ChoiceFacts, ChoiceWorth, Details};
use crate::story::{ChoiceId, Story};
use crate::view::Reader;
use std::io::{self, Write};

/// What the columns mean.
const OFFERED: &str = "
Choices, scene by scene.
  offered, taken  how likely a random game offers the choice, and takes it, at least once";
const OF_GOALS: &str = "
  For each goal, where the choice comes beside others, for an ordinary player who aims at that goal:
  best            in how many of the cases it is the best choice, or as good as the best
  loses           how much less than the best choice it is worth on average, in points of a hundred
  at most         how much less in the worst case";

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written to.
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

/// What a choice is worth, a line for each goal, or why nothing is said of that.
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
    let line = |(goal, worth): (&crate::story::Goal, Option<ChoiceWorth>)| {
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
