//! `counterpitch graph`: the story as a picture.

use super::arguments::{Format, GraphOptions};
use super::cover::shown_by;
use super::files;
use super::output::{CommandEnd, ExitCode};
use super::replay::playthroughs;
use super::search::metered;
use super::stories::{self, Setting};
use crate::explore::{Ask, Options, Showable, explore};
use crate::graph::StoryGraph;
use crate::report::graph as report;
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

pub fn run(setting: Setting, options: &GraphOptions, out: &mut dyn Write) -> CommandEnd {
    let reader = setting.reader;
    let story = reader.story;
    let ask = Ask { choices: true, ..Ask::default() };
    let how = Options { ask, limits: options.limits.limits(), ..Options::default() };
    let found = metered(|progress| explore(story, reader.engine, &how, progress));
    let details = found.details.expect("an exploration that is asked something answers");
    let mut graph = StoryGraph::new(story, reader.language, &setting.opened.sources, &details);
    if !options.coverage.is_empty() {
        graph.cover(&games(setting, &options.coverage)?);
    }
    if let Some(name) = &options.around {
        let scene = stories::scene(story, name)?;
        graph.keep([scene], 2);
    }
    if let Some(name) = &options.act {
        let act = story.acts.iter().position(|act| act.name == *name);
        let names = story.acts.iter().map(|act| act.name.as_str());
        let help = "`acts` in story.toml lists them all";
        let act = act.with_context(|| format!("no act is called {}", stories::unknown(name, names, help)))?;
        graph.keep(story.scene_ids().filter(|&id| story.scene(id).act.index() == act), 1);
    }
    match setting.common.format {
        Format::Json => report::json(out, &graph)?,
        Format::Html => report::html(out, &graph, reader.tag())?,
        Format::Mermaid => report::mermaid(out, &graph)?,
        Format::Dot => report::dot(out, &graph)?,
        _ => report::svg(out, &graph)?,
    }
    Ok(if found.search.complete { ExitCode::Fine } else { ExitCode::Undecided })
}

/// For each playthrough, what it shows; if the playthrough fails, what it shows before the failure.
fn games(setting: Setting, paths: &[PathBuf]) -> anyhow::Result<Vec<BTreeSet<Showable>>> {
    let mut sources = setting.opened.sources.clone();
    let mut shown = Vec::new();
    for path in playthroughs(paths)? {
        let run = setting.replay(&path, files::read(&path)?, &mut sources);
        shown.extend(run.game.as_ref().map(shown_by));
    }
    if shown.is_empty() {
        bail!("none of these playthroughs can be played");
    }
    Ok(shown)
}
