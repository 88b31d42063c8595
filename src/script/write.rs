//! Writes a game as a playthrough file, whose replay gives the same game, and adds expectations to playthrough files.

use super::failure::Witness;
use super::playthrough::{Action, Playthrough, read};
use crate::game::{Game, Moment};
use crate::story::VariableId;

/// One decision of a game, by the player or by the world, with its full name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenStep {
    /// The player's choice, as `scene.choice`.
    Choice(String),
    /// The arm that the world drew, as `scene.arm`.
    Draw(String),
}

impl WrittenStep {
    pub fn name(&self) -> &String {
        let (WrittenStep::Choice(name) | WrittenStep::Draw(name)) = self;
        name
    }

    /// The decision as TOML for the list of steps.
    pub fn step(&self) -> String {
        match self {
            WrittenStep::Choice(name) => quoted(name),
            WrittenStep::Draw(name) => format!("{{ draw = {} }}", quoted(name)),
        }
    }
}

/// What a playthrough file says besides its steps. A key that is `None` is not written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heading<'h> {
    pub title: Option<&'h str>,
    pub seed: Option<u64>,
    pub language: Option<&'h str>,
    /// When the game was saved, as a date-time of TOML, such as [`date_time`] writes.
    pub saved: Option<&'h str>,
    /// Whether a player who goes on from here cannot undo its decisions.
    pub is_final: bool,
    /// A condition that holds in the last state.
    pub expect: Option<&'h str>,
}

/// The decisions of a game, in order: every choice, and every draw.
pub fn decisions(game: &Game) -> Vec<WrittenStep> {
    let story = game.story;
    let mut decisions = Vec::new();
    for turn in game.turns() {
        decisions.extend(turn.choice.as_ref().map(|(choice, _)| WrittenStep::Choice(story.choice_name(*choice))));
        decisions.extend(turn.draws().map(|drawn| WrittenStep::Draw(story.arm_name(drawn.exit, drawn.arm))));
    }
    decisions
}

/// Writes a game as a playthrough file. Steps name every draw, so that a replay gives the same game.
pub fn write(game: &Game, heading: &Heading) -> String {
    let entries = [
        ("title", heading.title.map(quoted)),
        ("story", Some(quoted(&game.story.fingerprint))),
        ("language", heading.language.map(quoted)),
        ("saved", heading.saved.map(str::to_owned)),
        ("seed", heading.seed.map(|seed| seed.to_string())),
        ("undo", heading.is_final.then(|| "false".to_owned())),
        ("ending", game.ending().map(|ending| quoted(&game.story.scene(ending).name))),
        ("expect", heading.expect.map(quoted)),
    ];
    let head: String = entries.into_iter().filter_map(|(key, value)| Some(entry(key, &value?))).collect();
    let steps: Vec<String> = decisions(game).iter().map(WrittenStep::step).collect();
    head + &steps_of(&steps)
}

/// One line of a playthrough file; `value` is TOML.
pub(super) fn entry(key: &str, value: &str) -> String {
    format!("{key:8} = {value}\n")
}

pub(super) fn steps_of(steps: &[String]) -> String {
    let lines: String = steps.iter().map(|step| format!("\n  {step},")).collect();
    entry("steps", &if lines.is_empty() { "[]".to_owned() } else { format!("[{lines}\n]") })
}

/// A text as a TOML string on one line. A story's texts have no other control characters than the three here.
pub(super) fn quoted(text: &str) -> String {
    let escapes = [('\\', "\\\\"), ('"', "\\\""), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")];
    let escaped = escapes.iter().fold(text.to_owned(), |text, (character, escape)| text.replace(*character, escape));
    format!("\"{escaped}\"")
}

/// Writes seconds since the beginning of 1970 (UTC) as a date-time of TOML.
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

/// A condition that holds in the last state of a game: it has every value that differs from the start. `None` when no
/// value differs.
pub fn outcome(game: &Game) -> Option<String> {
    let witness = Witness::new(game, game.moment());
    let holds = |id: VariableId| match &game.story.variables[id.index()] {
        flag if flag.is_flag => flag.name.clone(),
        variable => format!("{} == {}", variable.name, witness.number(id)),
    };
    let held: Vec<String> = witness.moved().map(holds).collect();
    (!held.is_empty()).then(|| held.join(" and "))
}

/// Adds to a playthrough file what is true in its game: `ending`, `expect`, the seed if the file has none, and before
/// each choice a step that says how the scene offers its choices, if that depends on the game. Adds nothing that the
/// file already says.
pub fn with_expectations(text: &str, playthrough: &Playthrough, game: &Game) -> String {
    let at = line_start(text, playthrough.span.start as usize);
    let ending = game.ending().filter(|_| playthrough.ending.is_none());
    let ending = ending.map(|ending| ("ending", quoted(&game.story.scene(ending).name)));
    let expect = outcome(game).filter(|_| playthrough.expect.is_none()).map(|expect| ("expect", quoted(&expect)));
    let is_seeded = read(text.as_bytes().to_vec(), None).is_some_and(|own| own.seed.is_some());
    let seed = playthrough.seed.filter(|_| !is_seeded).map(|seed| ("seed", seed.to_string()));
    let head = ending.into_iter().chain(expect).chain(seed);
    let mut insertions: Vec<(usize, String)> = head.map(|(key, it)| (at, entry(key, &it))).collect();
    let mut turns = game.turns().iter();
    let mut is_said = false;
    for step in &playthrough.steps {
        match &step.action {
            Action::Draw(_) => is_said = false,
            Action::Look(look) => is_said |= !look.offered.is_empty(),
            Action::Choose(_) => {
                let look = turns.next().and_then(|turn| offers(game, &turn.end)).filter(|_| !is_said);
                insertions.extend(look.map(|look| before(text, step.span.start as usize, &look)));
                is_said = false;
            }
        }
    }
    if let Some(last) = playthrough.steps.last().filter(|_| !is_said && game.ending().is_none()) {
        let indent = indent(text, last.span.start as usize).map_or(" ".to_owned(), |it| format!("\n{it}"));
        let look = offers(game, game.moment());
        insertions.extend(look.map(|look| (last.span.end as usize, format!(",{indent}{look}"))));
    }
    // The last insertion comes first, so that the other places stay right.
    insertions.into_iter().rev().fold(text.to_owned(), |mut text, (at, inserted)| {
        text.insert_str(at, &inserted);
        text
    })
}

/// A step that says how a scene offers its choices; `None` when all of them are always available.
fn offers(game: &Game, moment: &Moment) -> Option<String> {
    let witness = Witness::new(game, moment);
    let choices = game.story.scene(witness.scene()).choices();
    if !choices.iter().any(|choice| choice.when.is_some() || choice.once || choice.fallback) {
        return None;
    }
    let offered: Vec<_> =
        game.story.choices_of(witness.scene()).map(|id| (witness.offered(id), &game.story.choice(id).name)).collect();
    let list = |key: &str| {
        let names = offered.iter().filter(|((offered, _), _)| *offered == key);
        let names: Vec<String> = names.map(|(_, name)| quoted(name)).collect();
        (!names.is_empty()).then(|| format!("{key} = [{}]", names.join(", ")))
    };
    let lists: Vec<String> = ["available", "locked", "hidden"].into_iter().filter_map(list).collect();
    Some(format!("{{ {} }}", lists.join(", ")))
}

/// Inserts `step` before the step at `at`, as (place, text). `step` gets its own line if the step at `at` begins one.
fn before(text: &str, at: usize, step: &str) -> (usize, String) {
    match indent(text, at) {
        Some(indent) => (line_start(text, at), format!("{indent}{step},\n")),
        None => (at, format!("{step}, ")),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The white space between the beginning of a line and `at`; `None` when something else stands before `at`.
fn indent(text: &str, at: usize) -> Option<&str> {
    Some(&text[line_start(text, at)..at]).filter(|before| before.trim().is_empty())
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
        assert_eq!(quoted("a \"b\" \\ c\r\n\té"), r#""a \"b\" \\ c\r\n\té""#);
    }
}
