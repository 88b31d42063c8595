//! A debrief as a text in Markdown, with all that was read in the game.

use crate::debrief::{DebriefRow, DebriefRows, DebriefTable};
use crate::game::Game;
use crate::view::Reader;
use std::fmt::Write;

/// The text of a debrief, with all that was read in the game, where there is one.
pub fn markdown(reader: &Reader, rows: &DebriefRows, game: Option<&Game>) -> String {
    let words = &reader.catalogue.debrief;
    let mut out = String::new();
    let mut put = |text: std::fmt::Arguments| writeln!(out, "{text}").expect("a string takes everything");
    let mut was_item = false;
    for row in rows.first.iter().chain(&rows.sums) {
        let is_item = matches!(row, DebriefRow::Bullet(_) | DebriefRow::Said(_) | DebriefRow::Person(..));
        if was_item && !is_item {
            put(format_args!(""));
        }
        was_item = is_item;
        match row {
            DebriefRow::Title(title) => put(format_args!("# {}\n", escaped(title))),
            DebriefRow::Heading(heading) => put(format_args!("## {}\n", escaped(heading))),
            DebriefRow::Sentence(said) => put(format_args!("{}\n", escaped(said))),
            DebriefRow::Note(said) => put(format_args!("*{}*\n", escaped(said))),
            DebriefRow::Bullet(said) => put(format_args!("- {}", escaped(said))),
            DebriefRow::Said(prose) => {
                let said: Vec<String> = prose.paragraphs().map(|it| escaped(it.text())).collect();
                put(format_args!("- {}", said.join(" ")));
            }
            DebriefRow::Person(said, _, moved) => {
                let moved = moved.as_deref().map(|moved| format!(" {}", escaped(moved)));
                put(format_args!("- {}{}", escaped(said), moved.unwrap_or_default()));
            }
            DebriefRow::Chart(chart) => {
                put(format_args!("{}", table(&DebriefTable::of_chart(words.chart_columns, chart))))
            }
            DebriefRow::Figures(figures) => put(format_args!("{}", table(figures))),
        }
    }
    if let Some(game) = game {
        put(format_args!("\n## {}\n", escaped(words.transcript)));
        reader.transcript(game).lines().for_each(|line| put(format_args!("{}", escaped(line))));
    }
    out
}

fn table(table: &DebriefTable) -> String {
    let cells = |cells: &[String]| cells.iter().map(|cell| format!(" {} |", escaped(cell))).collect::<String>();
    let mut out = format!("| |{}\n|---|{}\n", cells(&table.columns), "---:|".repeat(table.columns.len()));
    table.rows.iter().for_each(|(name, figures)| out += &format!("| {} |{}\n", escaped(name), cells(figures)));
    out
}

/// A text in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => out.extend(['\\', c]),
            c if c.is_control() => {}
            '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out
}
