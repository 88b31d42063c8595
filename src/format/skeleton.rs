//! The files with which a translation begins: every text that it does not have, as a comment.

use crate::source::{FileId, Sources};
use crate::story::{Story, Texts};
use std::collections::{BTreeMap, HashMap};

/// For each file of the source with texts that a translation does not have, the file of the translation: the address
/// of each of these texts, and the source's text as a comment. Uncommented and translated, it is a translation.
pub fn skeleton(sources: &Sources, story: &Story, translation: Option<&Texts>) -> Vec<(FileId, String)> {
    let mut files: BTreeMap<FileId, Tables> = BTreeMap::new();
    for (index, slot) in story.slots.iter().enumerate() {
        let Some(span) = story.texts[0].spans[index] else { continue };
        if translation.is_none_or(|texts| texts.spans[index].is_none()) {
            let (table, key) = slot.address.rsplit_once('.').unwrap_or(("", &slot.address));
            files.entry(span.file).or_default().add(table, &format!("{key} = {}", sources.text(span)));
        }
    }
    let source = &story.texts[0].language;
    let file = |(id, tables): (FileId, Tables)| {
        let head = format!(
            "# Remove the `# ` before a text to translate it. What stays a comment is read in the source language, `{source}`.\n"
        );
        (id, schema_line(sources.file(id).text()) + &head + &tables.write())
    };
    files.into_iter().map(file).collect()
}

/// The tables of a file in the order in which they first come, each with its keys as comments.
#[derive(Default)]
struct Tables {
    positions: HashMap<String, usize>,
    tables: Vec<(String, String)>,
}

impl Tables {
    fn add(&mut self, table: &str, text: &str) {
        let next = self.tables.len();
        let position = *self.positions.entry(table.to_owned()).or_insert(next);
        if position == next {
            self.tables.push((table.to_owned(), String::new()));
        }
        for line in text.lines() {
            self.tables[position].1 += &format!("{}\n", format!("# {line}").trim_end());
        }
    }

    /// What stands in no table comes first, as TOML has it.
    fn write(mut self) -> String {
        self.tables.sort_by_key(|(table, _)| !table.is_empty());
        let write = |(table, texts): &(String, String)| match table.as_str() {
            "" => format!("\n{texts}"),
            table => format!("\n[{table}]\n{texts}"),
        };
        self.tables.iter().map(write).collect()
    }
}

/// The line by which editors find the schema of a translation, where the source has one for its own.
fn schema_line(source: &str) -> String {
    let schema = source.lines().next().and_then(|line| line.strip_prefix("#:schema ")?.rsplit_once('/'));
    schema.map_or(String::new(), |(folder, _)| format!("#:schema ../{folder}/translation.schema.json\n"))
}
