//! What holds in a playthrough, as expectations that are written into its file.

use super::failure::Witness;
use super::parse::parse_alone;
use super::playthrough::{Action, Playthrough};
use super::write::{WrittenStep, quoted};
use crate::game::{Game, Moment, Turn};

/// What holds at the end of a game, as a condition: every value that is not as it was at the start. `None` when there
/// is none.
pub fn outcome(game: &Game) -> Option<String> {
    let moved = witness(game, game.moment()).moved();
    let holds = |(name, value): (&str, Option<i32>)| match value {
        Some(value) => format!("{name} == {value}"),
        None => name.to_owned(),
    };
    (!moved.is_empty()).then(|| moved.into_iter().map(holds).collect::<Vec<_>>().join(" and "))
}

/// The text of a playthrough's file with what holds in its game: `ending`, `expect`, its draws, and before each choice how the
/// choices of the scene are offered, where that depends on the game. What the file asks for already stays as it is.
pub fn with_expectations(text: &str, playthrough: &Playthrough, game: &Game) -> String {
    let mut insertions: Vec<(usize, String)> = Vec::new();
    let ending = game.ending().filter(|_| playthrough.ending.is_none());
    let head = [
        ending.map(|ending| ("ending", game.story().scene(ending).name.clone())),
        outcome(game).filter(|_| playthrough.expect.is_none()).map(|expect| ("expect", expect)),
    ];
    let at = line_start(text, playthrough.span.start as usize);
    insertions.extend(head.into_iter().flatten().map(|(key, it)| (at, format!("{key:8} = {}\n", quoted(&it)))));
    let mut turns = game.turns().iter();
    let mut is_said = false;
    // A seed that the file does not have decided some draws: each is named, after those of its turn that a step names.
    let is_seeded = parse_alone(text.as_bytes().to_vec()).is_some_and(|own| own.seed.is_some());
    let (mut named, mut place) = (0, None);
    let drawn = |turn: &Turn, named: usize| -> Vec<String> {
        let open = turn.draws().skip(named).filter(|_| !is_seeded);
        open.map(|it| WrittenStep::Draw(game.story().arm_name(it.exit, it.arm)).step()).collect()
    };
    for step in &playthrough.steps {
        match &step.action {
            Action::Draw(_) => (named, place) = (named + 1, None),
            Action::Look(_) | Action::Choose(_) => place = place.or(Some(step.span.start as usize)),
        }
        match &step.action {
            Action::Look(look) => {
                is_said |= [&look.available, &look.locked, &look.hidden].iter().any(|list| !list.is_empty());
            }
            Action::Draw(_) => is_said = false,
            Action::Choose(_) => {
                let turn = turns.next();
                let at = place.take().unwrap_or(step.span.start as usize);
                insertions.extend(turn.iter().flat_map(|turn| drawn(turn, named)).map(|it| before(text, at, &it)));
                named = 0;
                let look = turn.and_then(|turn| offers(game, &turn.end)).filter(|_| !is_said);
                insertions.extend(look.map(|look| before(text, step.span.start as usize, &look)));
                is_said = false;
            }
        }
    }
    if let (Some(last), Some(turn)) = (playthrough.steps.last(), turns.next()) {
        let end = last.span.end as usize;
        let indent = indent(text, last.span.start as usize).map_or(" ".to_owned(), |it| format!("\n{it}"));
        let added = drawn(turn, named).into_iter().map(|draw| match place {
            Some(at) => before(text, at, &draw),
            None => (end, format!(",{indent}{draw}")),
        });
        insertions.extend(added);
    }
    if let (Some(last), false) = (playthrough.steps.last(), is_said || game.ending().is_some()) {
        let look = offers(game, game.moment());
        let indent = indent(text, last.span.start as usize).map_or(" ".to_owned(), |it| format!("\n{it}"));
        insertions.extend(look.map(|look| (last.span.end as usize, format!(",{indent}{look}"))));
    }
    let (mut out, mut done) = (String::new(), 0);
    for (at, inserted) in insertions {
        out += &text[done..at];
        out += &inserted;
        done = at;
    }
    out + &text[done..]
}

/// A step that says how the choices of a scene are offered; `None` when they always are.
fn offers(game: &Game, moment: &Moment) -> Option<String> {
    let witness = witness(game, moment);
    let choices = game.story().scene(witness.scene()).choices();
    if !choices.iter().any(|choice| choice.when.is_some() || choice.once || choice.fallback) {
        return None;
    }
    let ids = game.story().choice_ids().filter(|id| id.scene == witness.scene());
    let offered: Vec<_> = ids.map(|id| (witness.offered(id), &game.story().choice(id).name)).collect();
    let list = |key: &str| {
        let names = offered.iter().filter(|(offered, _)| offered.name() == key);
        let names: Vec<String> = names.map(|(_, name)| quoted(name)).collect();
        (!names.is_empty()).then(|| format!("{key} = [{}]", names.join(", ")))
    };
    let lists: Vec<String> = ["available", "locked", "hidden"].into_iter().filter_map(list).collect();
    Some(format!("{{ {} }}", lists.join(", ")))
}

fn witness<'w>(game: &'w Game<'w>, moment: &'w Moment) -> Witness<'w> {
    Witness { story: game.story(), engine: game.engine(), moment }
}

/// Where a step goes that comes before another: on a line of its own, if the other has one.
fn before(text: &str, at: usize, step: &str) -> (usize, String) {
    match indent(text, at) {
        Some(indent) => (line_start(text, at), format!("{indent}{step},\n")),
        None => (at, format!("{step}, ")),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The white space before a place, if there is nothing else on its line.
fn indent(text: &str, at: usize) -> Option<&str> {
    Some(&text[line_start(text, at)..at]).filter(|before| before.trim().is_empty())
}
