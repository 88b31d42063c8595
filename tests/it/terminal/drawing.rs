//! A model of a screen as a picture: SVG without embedded fonts, every word placed by its cell.

use std::fmt::Write;

/// The colours around the text.
pub struct Theme {
    pub background: &'static str,
    pub text: &'static str,
}

pub const DARK: Theme = Theme { background: "#1b1e24", text: "#d7dae0" };
pub const LIGHT: Theme = Theme { background: "#fbfaf6", text: "#2b2d31" };

/// A cell, in units of the picture, and the free space around all of them.
const WIDE: f64 = 9.0;
const HIGH: usize = 21;
const PAD: usize = 24;

/// What neighbouring cells share when they can be one piece of text.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    colour: vt100::Color,
    is_bold: bool,
    is_slanted: bool,
}

/// Draws the rows of a screen that hold something, the first of them `from` or below.
pub fn draw(screen: &vt100::Screen, from: usize, theme: &Theme, title: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (usize::from(rows.get()), columns.get());
    let row_text: Vec<String> = screen.rows(0, columns).collect();
    let is_used = |row: &usize| !row_text[*row].trim().is_empty();
    let first = (from..rows).find(is_used).unwrap_or(0);
    let last = (0..rows).rev().find(is_used).unwrap_or(0);
    let width = f64::from(columns) * WIDE + 2.0 * PAD as f64;
    let height = (last - first + 1) * HIGH + 2 * PAD;
    let Theme { background, text } = theme;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"{background}\"/>\n\
         <g font-family=\"'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"15\" fill=\"{text}\">\n"
    );
    for row in first..=last {
        draw_row(screen, row as u16, PAD + (row - first) * HIGH + 15, &mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws a row, word by word: programs that show pictures disagree on runs of spaces, and on how wide a sign is that
/// their font lacks.
fn draw_row(screen: &vt100::Screen, row: u16, y: usize, out: &mut String) {
    let mut word: Option<(u16, Look, String)> = None;
    let columns = screen.size().1.get();
    for column in 0..=columns {
        let cell = screen.cell(row, column).filter(|cell| !cell.contents().trim().is_empty());
        let look = cell.map(|cell| Look { colour: cell.fgcolor(), is_bold: cell.bold(), is_slanted: cell.italic() });
        let is_plain = cell.is_some_and(|cell| cell.contents().is_ascii());
        let goes_on = word.as_ref().is_some_and(|(_, old, text)| look == Some(*old) && is_plain && text.is_ascii());
        if !goes_on && let Some((from, look, text)) = word.take() {
            piece(from, y, look, &text, out);
        }
        if let (Some(cell), Some(look)) = (cell, look) {
            word.get_or_insert_with(|| (column, look, String::new())).2.push_str(cell.contents());
        }
    }
}

fn piece(column: u16, y: usize, look: Look, text: &str, out: &mut String) {
    let x = PAD as f64 + f64::from(column) * WIDE;
    if text == "─" {
        // A line of the font's own would have gaps between rows of another height.
        let middle = y - 5;
        let _ =
            writeln!(out, "<path d=\"M{x} {middle}h{WIDE}\" stroke=\"{}\"/>", colour(look.colour).unwrap_or_default());
        return;
    }
    let fill = colour(look.colour).map(|colour| format!(" fill=\"{colour}\"")).unwrap_or_default();
    let weight = if look.is_bold { " font-weight=\"700\"" } else { "" };
    let style = if look.is_slanted { " font-style=\"italic\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\"{fill}{weight}{style}>{text}</text>");
}

/// The colour of a sign, when it has one of its own. Pictures are drawn from terminals with all colours.
fn colour(colour: vt100::Color) -> Option<String> {
    match colour {
        vt100::Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        vt100::Color::Default | vt100::Color::Idx(_) => None,
    }
}
