//! A game as the text of a playthrough file, which reads back to the same game.

use crate::game::Game;
use std::fmt::Write;

/// One decision of a game, the player's or the world's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenStep {
    /// A choice, `scene.choice`.
    Choice(String),
    /// The outcome of a draw, `scene.arm`.
    Draw(String),
}

impl WrittenStep {
    /// The decision as a step of a playthrough file.
    pub fn step(&self) -> String {
        match self {
            WrittenStep::Choice(name) => quoted(name),
            WrittenStep::Draw(name) => format!("{{ draw = {} }}", quoted(name)),
        }
    }
}

/// What a file says besides the game's decisions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heading<'h> {
    /// Where the schema for editors is, relative to the file.
    pub schema: Option<&'h str>,
    /// What the playthrough shows.
    pub title: Option<&'h str>,
    /// The seed of draws to come.
    pub seed: Option<u64>,
    /// The language it was read in.
    pub language: Option<&'h str>,
    /// When it was saved, as a date-time of TOML, such as [`date_time`] writes.
    pub saved: Option<&'h str>,
    /// Whether its decisions cannot be taken back when it is played on.
    pub is_final: bool,
    /// A condition that holds in the last state.
    pub expect: Option<&'h str>,
}

/// The decisions of a game, in order: every choice, and every draw.
pub fn decisions(game: &Game) -> Vec<WrittenStep> {
    let story = game.story();
    let mut decisions = Vec::new();
    for turn in game.turns() {
        decisions.extend(turn.choice.as_ref().map(|(choice, _)| WrittenStep::Choice(story.choice_name(*choice))));
        decisions.extend(turn.draws().map(|drawn| WrittenStep::Draw(story.arm_name(drawn.exit, drawn.arm))));
    }
    decisions
}

/// Writes a game as the text of a playthrough file. Every draw is named in it, so that it reads back to the same game
/// whatever the seed.
pub fn write(game: &Game, heading: &Heading) -> String {
    let mut out = String::new();
    if let Some(schema) = heading.schema {
        writeln!(out, "#:schema {schema}").expect("a string takes what is written");
    }
    let ending = game.ending().map(|ending| game.story().scene(ending).name.as_str());
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            writeln!(out, "{key:8} = {value}").expect("a string takes what is written");
        }
    };
    line("title", heading.title.map(quoted));
    line("story", Some(quoted(&game.story().fingerprint)));
    line("language", heading.language.map(quoted));
    line("saved", heading.saved.map(str::to_owned));
    line("seed", heading.seed.map(|seed| seed.to_string()));
    line("undo", heading.is_final.then(|| "false".to_owned()));
    line("ending", ending.map(quoted));
    line("expect", heading.expect.map(quoted));
    let steps: Vec<String> = decisions(game).iter().map(WrittenStep::step).collect();
    out + &steps_of(&steps)
}

/// A list of steps, each as it is written.
pub(super) fn steps_of(steps: &[String]) -> String {
    match steps {
        [] => format!("{:8} = []\n", "steps"),
        steps => {
            let lines: String = steps.iter().map(|step| format!("  {step},\n")).collect();
            format!("{:8} = [\n{lines}]\n", "steps")
        }
    }
}

/// A string as TOML writes it, between double quotes on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                write!(out, "\\u{:04X}", u32::from(control)).expect("a string takes what is written");
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A moment, in seconds since the beginning of 1970 (UTC), as a date-time of TOML.
///
/// The calendar is Howard Hinnant's `civil_from_days` ("chrono-Compatible Low-Level Date Algorithms").
pub fn date_time(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest % 3_600 / 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::{date_time, quoted};

    #[test]
    fn a_moment_is_written_as_a_date_time() {
        assert_eq!(date_time(0), "1970-01-01T00:00:00Z");
        assert_eq!(date_time(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(date_time(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date_time(1_763_884_799), "2025-11-23T07:59:59Z");
    }

    #[test]
    fn a_string_keeps_to_its_quotes_and_its_line() {
        assert_eq!(quoted("a \"b\" \\ c\n\u{1b}é"), r#""a \"b\" \\ c\n\u001Bé""#);
    }
}
