//! `counterpitch graph`: the story as a picture.

use super::ExitCode;
use super::arguments::{Common, Format, GraphOptions};
use super::cover::shown_by;
use super::replay::{playthroughs, read};
use super::search::Meter;
use super::stories::Opened;
use super::{output, stories};
use crate::engine::Engine;
use crate::explore::{Ask, Options, Showable, explore};
use crate::graph::StoryGraph;
use crate::report::graph as report;
use crate::script::Run;
use crate::story::Story;
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

/// Draws the story.
pub fn run(common: &Common, options: &GraphOptions) -> anyhow::Result<ExitCode> {
    let opened = stories::for_authors(common)?;
    let Some(story) = stories::valid(&opened, common)? else { return Ok(ExitCode::AtFault) };
    let engine = Engine::new(story);
    let language = stories::language(story, common)?;
    let index = story.language(&language).unwrap_or(0);
    let ask = Ask { choices: true, ..Ask::default() };
    let how = Options { ask, limits: options.limits.limits(), ..Options::default() };
    let mut meter = Meter::new();
    let found = explore(story, &engine, &how, &mut |progress| meter.show(progress));
    meter.clear();
    let details = found.details.expect("an exploration that is asked something answers");
    let mut graph = StoryGraph::new(story, index, &opened.sources, &details);
    if !options.coverage.is_empty() {
        graph.cover(&games(&opened, story, &engine, &options.coverage)?);
    }
    if let Some(name) = &options.around {
        let scene = stories::scene(story, name)?;
        graph.keep([scene], 2);
    }
    if let Some(name) = &options.act {
        let act = story.acts.iter().position(|act| act.name == *name);
        let names = story.acts.iter().map(|act| act.name.as_str());
        let act = act.with_context(|| format!("no act is called {}", stories::unknown(name, names)))?;
        graph.keep(story.scene_ids().filter(|&id| story.scene(id).act.index() == act), 1);
    }
    let out = &mut output::results();
    match common.format {
        Format::Json => report::json(out, &graph)?,
        Format::Html => report::html(out, &graph, &language)?,
        Format::Mermaid => report::mermaid(out, &graph)?,
        Format::Dot => report::dot(out, &graph)?,
        _ => report::svg(out, &graph)?,
    }
    out.flush()?;
    Ok(if found.search.complete { ExitCode::Fine } else { ExitCode::Undecided })
}

/// What each of some playthroughs shows. One that does not go as written shows what it came to.
fn games(
    opened: &Opened,
    story: &Story,
    engine: &Engine,
    paths: &[PathBuf],
) -> anyhow::Result<Vec<BTreeSet<Showable>>> {
    let mut sources = opened.sources.clone();
    let ids = read(&playthroughs(paths)?, &mut sources)?;
    let runs = ids.into_iter().map(|id| Run::new(story, engine, &opened.loaded.names, &sources, id));
    let shown: Vec<_> = runs.filter_map(|run| Some(shown_by(story, engine, &run.game?))).collect();
    if shown.is_empty() {
        bail!("none of these playthroughs can be played");
    }
    Ok(shown)
}
