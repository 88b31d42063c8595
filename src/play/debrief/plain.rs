//! The debrief in plain sentences, each on a line of its own.

use crate::debrief::DebriefRow;
use crate::view::{Reader, Text};

pub fn tell(reader: &Reader, rows: &[DebriefRow]) -> String {
    let mut text = Text::new(reader.catalogue);
    let mut is_first = true;
    for row in rows {
        match row {
            DebriefRow::Heading(heading) => {
                if !std::mem::take(&mut is_first) {
                    text.blank();
                }
                text.line(&format!("{heading}."));
            }
            DebriefRow::Title(said)
            | DebriefRow::Sentence(said)
            | DebriefRow::Note(said)
            | DebriefRow::Bullet(said) => text.line(said),
            DebriefRow::Said(prose) => prose.paragraphs().for_each(|paragraph| text.line(paragraph.text())),
            DebriefRow::Person(said, _, moved) => {
                text.line(&[Some(said), moved.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "));
            }
            DebriefRow::Chart(chart) => {
                for row in chart {
                    text.line(&std::iter::once(&row.said).chain(&row.remarks).cloned().collect::<Vec<_>>().join(" "));
                }
                text.blank();
            }
            DebriefRow::Figures(table) => table.said.iter().for_each(|said| text.line(said)),
        }
        is_first = false;
    }
    text.take()
}
