//! What it adds up to, in columns of figures.

use super::Brush;
use crate::debrief::{Outlook, Points};
use crate::play::layout::Sheet;
use crate::play::line::{Line, Role, width};
use crate::play::wrap::widest;

/// The gap between columns of figures.
const GAP: usize = 2;

impl Sheet {
    /// Writes how start, decisions and draws add up, for every goal.
    pub(super) fn accounts(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue.debrief.sums;
        self.text(Role::Title, words.heading);
        self.gap();
        let widths = words.columns.map(|column| width(column).max(4) + GAP);
        let names = self.page.measure().saturating_sub(widths.iter().sum());
        // Where the words of a goal's name have no room before the figures, the sums are told in sentences.
        let longest =
            brush.accounts().map(|it| widest([(Role::Body, brush.account(it).as_str())], usize::MAX)).max();
        if longest.is_none_or(|longest| longest + GAP > names) {
            brush.sums().iter().for_each(|sentence| self.text(Role::Body, sentence));
            return self.gap();
        }
        let header = row(&words.columns.map(str::to_owned), &widths, Role::Muted);
        self.line(&Line::indented(names).then(&header));
        for account in brush.accounts() {
            let name = brush.account(account);
            let role = if account.play == 0 { Role::Body } else { Role::Muted };
            let figures = match account.printed {
                Some(it) => {
                    let signed = |points: i32| if points == 0 { "0".into() } else { format!("{points:+}") };
                    [it.start.to_string(), signed(it.decisions), signed(it.draws), it.result.to_string()]
                }
                None => {
                    let value = |chance| bounds(Points::of(chance));
                    [value(account.start), String::new(), String::new(), value(account.result)]
                }
            };
            let figures = row(&figures, &widths, role);
            // A name too long to stand beside its figures stands above them.
            let beside = if width(&name) + GAP <= names {
                Line::of(role, &name).then(&Line::indented(names - width(&name)))
            } else {
                self.text(role, &name);
                Line::indented(names)
            };
            self.line(&beside.then(&figures));
        }
        self.gap();
    }

    /// Writes the values after each decision: under the three ways of playing, and for the other goals.
    pub(super) fn values(&mut self, brush: Brush) {
        let words = &brush.reader.catalogue.debrief.sums;
        let (story, timeline) = (brush.reader.story, &brush.debrief.timeline);
        self.text(Role::Title, words.each);
        self.gap();
        for (at, goal) in story.goals.iter().enumerate().skip(1) {
            self.text(Role::Muted, &(words.legend)(at, &brush.reader.plain(goal.name)));
        }
        self.gap();
        let mut columns: Vec<(String, usize, usize)> =
            words.each_columns.iter().enumerate().map(|(play, name)| (name.to_string(), 0, play)).collect();
        columns.extend((1..story.goals.len()).map(|goal| (format!("({goal})"), goal, 0)));
        let steps: Vec<(String, &Outlook)> = std::iter::once((String::new(), &timeline.start))
            .chain(timeline.decisions().map(|decision| (decision.number.to_string(), &decision.after)))
            .collect();
        let room = self.page.measure().saturating_sub(3);
        let widest = columns.iter().map(|(name, ..)| width(name)).max().unwrap_or(0).max(6) + GAP;
        for block in columns.chunks((room / widest).max(1)) {
            let widths = vec![widest; block.len()];
            let names: Vec<String> = block.iter().map(|(name, ..)| name.clone()).collect();
            self.line(&Line::indented(3).then(&row(&names, &widths, Role::Muted)));
            for (number, outlook) in &steps {
                let value = |(_, goal, play): &(String, usize, usize)| {
                    bounds(Points::of(outlook.chance(*goal, *play)))
                };
                let figures: Vec<String> = block.iter().map(value).collect();
                let mark = Line::of(Role::Muted, &format!("{number:<3}"));
                self.line(&mark.then(&row(&figures, &widths, Role::Body)));
            }
            self.gap();
        }
    }
}

fn bounds(points: Points) -> String {
    points.known().map_or_else(|| format!("{}–{}", points.low, points.high), |points| points.to_string())
}

fn row(figures: &[String], widths: &[usize], role: Role) -> Line {
    let mut line = Line::blank();
    for (figure, &wide) in figures.iter().zip(widths) {
        line = line.then(&Line::indented(wide.saturating_sub(width(figure)))).with(role, figure);
    }
    line
}
