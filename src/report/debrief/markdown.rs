//! A debrief as a text in Markdown, with all that was read in the game.

use crate::debrief::{DebriefRow, DebriefRows};
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
                put(format_args!("| {} |\n|---:|---|---:|---:|---|", words.chart_columns.join(" | ")));
                for row in chart {
                    let number = row.number.map(|number| number.to_string()).unwrap_or_default();
                    let value = row.value.map(|value| format!("{value}%")).unwrap_or_default();
                    let change = row.change.map(|change| format!("{change:+}")).unwrap_or_default();
                    let (label, why) = (escaped(&row.label), escaped(&row.remarks.join(" ")));
                    put(format_args!("| {number} | {label} | {value} | {change} | {why} |"));
                }
                put(format_args!(""));
            }
            DebriefRow::Figures(table) => {
                let columns: Vec<String> = table.columns.iter().map(|column| escaped(column)).collect();
                put(format_args!("| | {} |\n|---|{}", columns.join(" | "), "---:|".repeat(columns.len())));
                for (name, cells) in &table.rows {
                    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
                    put(format_args!("| {} | {} |", escaped(name), cells.join(" | ")));
                }
                put(format_args!(""));
            }
        }
    }
    if let Some(game) = game {
        put(format_args!("\n## {}\n", escaped(words.transcript)));
        reader.transcript(game).lines().for_each(|line| put(format_args!("{}", escaped(line))));
    }
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
