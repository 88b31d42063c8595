//! A debrief as a text in Markdown, with all texts that the player read.

use crate::debrief::{DebriefRow, DebriefRows, DebriefTable};
use crate::game::Game;
use crate::view::Reader;

/// The text of a debrief. If `game` is given, all texts that its player read follow.
pub fn markdown(reader: &Reader, rows: &DebriefRows, game: Option<&Game>) -> String {
    let mut out = String::new();
    let mut was_item = false;
    for row in rows.first.iter().chain(&rows.sums) {
        if std::mem::replace(&mut was_item, row.is_item()) && !row.is_item() {
            out.push('\n');
        }
        out += &match row {
            DebriefRow::Title(title) => format!("# {}\n\n", escaped(title)),
            DebriefRow::Heading(heading) => format!("## {}\n\n", escaped(heading)),
            DebriefRow::Sentence(said) => format!("{}\n\n", escaped(said)),
            DebriefRow::Note(said) => format!("*{}*\n\n", escaped(said)),
            DebriefRow::Bullet(said) => format!("- {}\n", escaped(said)),
            DebriefRow::Said(prose) => {
                let said: Vec<String> = prose.paragraphs().map(|it| escaped(it.text())).collect();
                format!("- {}\n", said.join(" "))
            }
            DebriefRow::Person(said, _, moved) => {
                let moved = moved.as_deref().map(|moved| format!(" {}", escaped(moved))).unwrap_or_default();
                format!("- {}{moved}\n", escaped(said))
            }
            DebriefRow::Chart(chart) => table(&DebriefTable::of_chart(reader.catalogue.debrief.chart_columns, chart)),
            DebriefRow::Figures(figures) => table(figures),
        };
    }
    if let Some(game) = game {
        out += &format!("\n## {}\n\n", escaped(reader.catalogue.debrief.transcript));
        reader.transcript(game).lines().for_each(|line| out += &format!("{}\n", escaped(line)));
    }
    out
}

fn table(table: &DebriefTable) -> String {
    let cells = |cells: &[String]| cells.iter().map(|cell| format!(" {} |", escaped(cell))).collect::<String>();
    let mut out = format!("| |{}\n|---|{}\n", cells(&table.columns), "---:|".repeat(table.columns.len()));
    table.rows.iter().for_each(|(name, figures)| out += &format!("| {} |{}\n", escaped(name), cells(figures)));
    out + "\n"
}

/// Escapes a text, so that Markdown takes no character in it for markup.
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
