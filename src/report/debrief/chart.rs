//! The timeline as a drawing in SVG: time goes right, the value goes up.

use super::super::escaped::escaped;
use crate::debrief::{ChartRow, Points};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 250.0;

/// The room for percentages.
const LEFT: f64 = 40.0;

/// The room for the numbers of decisions.
const BELOW: f64 = 26.0;

const ABOVE: f64 = 12.0;

/// The room below the numbers for the slanted names of scenes.
const PLACES: f64 = 130.0;

/// The most letters of a scene's name.
const LETTERS: usize = 25;

/// How far each letter of a slanted name goes to the left.
const LETTER: f64 = 4.1;

/// Draws the timeline; screen readers read `title`. A dot is a decision, a ring a draw, and a bar a value of which only
/// the bounds are known. The numbers of the decisions stand at the bottom, with their scenes if the rows name them.
pub fn svg(title: &str, rows: &[ChartRow]) -> String {
    let points: Vec<(&ChartRow, Points)> = rows.iter().filter_map(|row| Some((row, row.value?))).collect();
    let step = (WIDTH - LEFT - 16.0) / (points.len().max(2) - 1) as f64;
    let x = |at: usize| LEFT + 6.0 + step * at as f64;
    let y = |value: i32| ABOVE + (HEIGHT - ABOVE - BELOW) * (100 - value) as f64 / 100.0;
    let has_places = points.iter().any(|(row, _)| row.place.is_some());
    let height = if has_places { HEIGHT + PLACES } else { HEIGHT };
    let mut out = format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\">\n", escaped(title));
    for value in [0, 50, 100] {
        let (class, at) = (if value == 50 { "axis middle" } else { "axis" }, y(value));
        let (left, below) = (LEFT - 6.0, at + 4.0);
        out += &format!("<line class=\"{class}\" x1=\"{LEFT}\" y1=\"{at}\" x2=\"{WIDTH}\" y2=\"{at}\"/>\n");
        out += &format!("<text x=\"{left}\" y=\"{below}\" text-anchor=\"end\">{value}%</text>\n");
    }
    let mut path = String::new();
    for (at, (_, value)) in points.iter().enumerate() {
        if let Some(known) = value.known() {
            let pen = if path.is_empty() { "M" } else { "L" };
            path += &format!("{pen}{:.1} {:.1}", x(at), y(known));
        }
    }
    out += &format!("<path class=\"line\" d=\"{path}\"/>\n");
    for (at, (row, value)) in points.iter().enumerate() {
        let (x, low, high) = (x(at), y(value.low), y(value.high));
        if value.known().is_none() {
            out += &format!("<line class=\"range\" x1=\"{x:.1}\" y1=\"{low:.1}\" x2=\"{x:.1}\" y2=\"{high:.1}\"/>\n");
            continue;
        }
        let class = if row.number.is_some() || at == 0 { "decision" } else { "draw" };
        let title = escaped(&format!("{}: {value}%", row.label));
        let dot = format!("class=\"{class}\" cx=\"{x:.1}\" cy=\"{low:.1}\" r=\"4.5\"");
        out += &format!("<circle {dot}><title>{title}</title></circle>\n");
        out += &row.number.map(|number| below(number, row.place.as_deref(), x)).unwrap_or_default();
    }
    out + "</svg>"
}

/// The text at the bottom for a decision: its number, and the name of its scene if `place` has a name.
fn below(number: usize, place: Option<&str>, x: f64) -> String {
    let y = HEIGHT - 6.0;
    let Some(place) = place else {
        return format!("<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{number}</text>\n");
    };
    let (name, most) = (format!("{number}. {place}"), LETTERS.min((x / LETTER) as usize));
    let name = match name.chars().count() > most {
        true => name.chars().take(most - 1).chain(['…']).collect(),
        false => name,
    };
    let turned = format!("x=\"{x:.1}\" y=\"{y}\" text-anchor=\"end\" transform=\"rotate(-50 {x:.1} {y})\"");
    format!("<text {turned}>{}</text>\n", escaped(&name))
}
