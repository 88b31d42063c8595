//! A debrief as one page for a browser, for paper and for a screen reader: it needs no other file and runs no script.

use super::super::escaped::escaped;
use super::chart::svg;
use crate::debrief::{ChartRow, DebriefRow, DebriefRows, DebriefTable};
use crate::game::Game;
use crate::view::{Paragraph, ParagraphKind, Passage, Prose, Reader, Tone};

const STYLE: &str = include_str!("page.css");

/// The page of a debrief. If `game` is given, all texts that its player read follow.
pub fn html(reader: &Reader, rows: &DebriefRows, game: Option<&Game>) -> String {
    let title = if let Some(DebriefRow::Sentence(head)) = rows.first.get(1) { head } else { &reader.title() };
    let mut page = PageWriter { reader, out: String::new(), is_of_group: rows.is_of_group };
    page.rows(&rows.first);
    page.rows(&rows.sums);
    if let Some(game) = game {
        page.element("h2", "story", reader.catalogue.debrief.transcript);
        page.transcript(game);
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" \
         content=\"no-referrer\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body{}>\n<main>\n{}</main>\n\
         </body>\n</html>\n",
        escaped(&reader.story.texts[reader.language].language),
        escaped(title),
        if rows.is_of_group { " class=\"group\"" } else { "" },
        page.out
    )
}

struct PageWriter<'p, 'a> {
    reader: &'p Reader<'a>,
    out: String,
    /// Whether the page is about a group: then the table below the timeline is folded away.
    is_of_group: bool,
}

impl PageWriter<'_, '_> {
    fn rows(&mut self, rows: &[DebriefRow]) {
        let mut heading = "";
        for rows in rows.chunk_by(|one, next| one.is_item() == next.is_item()) {
            let is_list = rows[0].is_item();
            self.out += if is_list { "<ul>\n" } else { "" };
            for row in rows {
                match row {
                    DebriefRow::Title(title) => self.element("h1", "", title),
                    DebriefRow::Heading(text) => {
                        heading = text;
                        self.element("h2", "", text);
                    }
                    DebriefRow::Sentence(said) => self.element("p", "", said),
                    DebriefRow::Note(said) => self.element("p", "note", said),
                    DebriefRow::Bullet(said) => self.element("li", "", said),
                    DebriefRow::Said(prose) => {
                        let said: Vec<String> = prose.paragraphs().map(|it| spans(&it)).collect();
                        self.out += &format!("<li>{}</li>\n", said.join("<br>"));
                    }
                    DebriefRow::Person(said, _, moved) => {
                        let note = |moved: &String| format!("<br><span class=\"note\">{}</span>", escaped(moved));
                        let moved = moved.as_ref().map(note).unwrap_or_default();
                        self.out += &format!("<li>{}{moved}</li>\n", escaped(said));
                    }
                    DebriefRow::Chart(chart) => self.chart(heading, chart),
                    DebriefRow::Figures(table) => self.table(table),
                }
            }
            self.out += if is_list { "</ul>\n" } else { "" };
        }
    }

    fn element(&mut self, tag: &str, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.out += &format!("<{tag}{class}>{}</{tag}>\n", escaped(text));
    }

    fn prose(&mut self, prose: &Prose) {
        for paragraph in prose.paragraphs() {
            match paragraph.kind {
                ParagraphKind::Plain => self.out += &format!("<p>{}</p>\n", spans(&paragraph)),
                ParagraphKind::Letter => self.out += &format!("<p class=\"letter\">{}</p>\n", spans(&paragraph)),
                ParagraphKind::Break => self.element("p", "note", self.reader.catalogue.scene.part_break),
            }
        }
    }

    /// Draws the timeline. Writes the same numbers as a table below it, for readers who cannot see the drawing.
    fn chart(&mut self, title: &str, rows: &[ChartRow]) {
        if rows.iter().any(|row| row.value.is_some()) {
            self.out += &format!("<div class=\"scroll\">{}</div>\n", svg(title, rows));
        }
        let words = &self.reader.catalogue.debrief;
        let table = DebriefTable::of_chart(words.chart_columns, rows);
        let summary = format!("<details><summary>{}</summary>\n", escaped(words.group.figures));
        self.out += if self.is_of_group { &summary } else { "" };
        self.table(&table);
        self.out += if self.is_of_group { "</details>\n" } else { "" };
    }

    fn table(&mut self, table: &DebriefTable) {
        let is_figure = |cell: &str| !cell.contains(char::is_alphabetic);
        let class = |at: usize, text: &str| match text.chars().next() {
            Some('▲') => " class=\"figure up\"",
            Some('▼') => " class=\"figure down\"",
            _ if table.rows.iter().all(|(_, cells)| is_figure(&cells[at])) => " class=\"figure\"",
            _ => "",
        };
        let cells = |tag: &str, cells: &[String]| -> String {
            let cell =
                |(at, text): (usize, &String)| format!("<{tag}{}>{}</{}>", class(at, text), escaped(text), &tag[..2]);
            cells.iter().enumerate().map(cell).collect()
        };
        let heads = cells("th scope=\"col\"", &table.columns);
        self.out += &format!("<div class=\"scroll\"><table>\n<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n");
        for (name, figures) in &table.rows {
            let name = escaped(name);
            self.out += &format!("<tr><th scope=\"row\">{name}</th>{}</tr>\n", cells("td", figures));
        }
        self.out += "</tbody></table></div>\n";
    }

    /// Writes all texts that the player of a game read, with the choices and the draws.
    fn transcript(&mut self, game: &Game) {
        for turn in game.turns() {
            if let Some((choice, offered)) = &turn.choice {
                let label = self.reader.line(self.reader.story.choice(*choice).label, offered);
                self.element("p", "choice", &label);
            }
            for passage in self.reader.passages(turn) {
                match passage {
                    Passage::Scene(scene) => {
                        scene.title.iter().for_each(|title| self.element("h3", "", title));
                        let when = Some(scene.when_and_where().join(", ")).filter(|when| !when.is_empty());
                        when.iter().for_each(|when| self.element("p", "when", when));
                        self.prose(&scene.prose);
                    }
                    Passage::Said(said) => self.prose(&said),
                    Passage::Drew(draw) => {
                        let arm = format!("{}.{}", draw.scene, draw.arm);
                        let said = (self.reader.catalogue.scene.drawn)(&arm, draw.weight, draw.of);
                        self.element("p", "draw", &said);
                    }
                }
            }
        }
    }
}

fn spans(paragraph: &Paragraph) -> String {
    let span = |(tone, text): (Tone, &str)| match tone {
        Tone::Plain => escaped(text),
        Tone::Emphasis => format!("<em>{}</em>", escaped(text)),
        Tone::Strong => format!("<strong>{}</strong>", escaped(text)),
    };
    paragraph.spans().map(span).collect()
}
