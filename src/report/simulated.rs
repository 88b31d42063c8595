//! Writes the results of many random games.

use super::json::write_line;
use crate::game::Simulated;
use crate::story::Story;
use crate::view::Reader;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub fn json(out: &mut dyn Write, story: &Story, simulated: &Simulated, seconds: f64) -> io::Result<()> {
    let reached = story.endings().map(|id| (story.scene(id).name.as_str(), simulated.endings[id.index()]));
    let object = json!({
        "games": simulated.games,
        "seconds": seconds,
        "choices": simulated.choices,
        "words": simulated.words,
        "endings": reached.filter(|(_, games)| *games > 0).collect::<BTreeMap<_, _>>(),
        "dead_ends": simulated.dead_ends,
        "unfinished": simulated.unfinished,
    });
    write_line(out, &object)
}

/// Writes a page for people: how often each ending came, how long games are, and how many games ran in a second.
pub fn page(out: &mut dyn Write, reader: Reader, simulated: &Simulated, seconds: f64) -> io::Result<()> {
    let games = simulated.games.max(1) as f64;
    let mut endings: Vec<_> = reader.story.endings().map(|id| (simulated.endings[id.index()], id)).collect();
    endings.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
    for (count, id) in endings {
        let title = reader.ending_title(id);
        writeln!(out, "{:>7.2} %  {title}", count as f64 / games * 100.0)?;
    }
    if simulated.dead_ends + simulated.unfinished > 0 {
        writeln!(out, "{:>7.2} %  dead ends", simulated.dead_ends as f64 / games * 100.0)?;
        writeln!(out, "{:>7.2} %  unfinished", simulated.unfinished as f64 / games * 100.0)?;
    }
    let rate = simulated.games as f64 / seconds.max(1e-9);
    let choices = simulated.choices as f64 / games;
    write!(out, "\n{} random games in {seconds:.2} s ({rate:.0} a second)", simulated.games)?;
    writeln!(out, ", {choices:.1} choices a game")?;
    if simulated.words > 0 {
        writeln!(out, "{:.0} words a game", simulated.words as f64 / games)?;
    }
    Ok(())
}
