//! The keys of story.toml.

use super::super::limits;
use super::super::shape::TableSpec;
use super::super::spelling::Name;
use super::{KeySpec, LINE, PLAIN, ValueKind, key};

/// The levels that a lint can have.
pub(crate) const LEVELS: &[&str] = &["allow", "warn", "deny"];
/// The ways of playing that a chance can be about.
pub(crate) const PLAYS: &[&str] = &["random", "ordinary", "best", "worst", "first"];

const NUMBER: ValueKind = ValueKind::Integer(-limits::INTEGER as i64, limits::INTEGER as i64);

/// The root of story.toml.
pub(crate) const STORY: TableSpec = TableSpec {
    what: "story.toml",
    keys: &STORY_KEYS,
    needs: &["format", "title", "language", "start", "acts", "act"],
    ..TableSpec::ANY
};
const STORY_KEYS: [KeySpec; 14] = [
    key("format", ValueKind::Integer(1, 1), "The version of the story format. It is 1."),
    key("title", PLAIN, "The title of the story, as the player reads it."),
    key(
        "language",
        ValueKind::Language,
        "The language that the texts beside this file are written in, as a tag: `en`, `nl`, `pt-BR`.",
    ),
    key("start", ValueKind::Name(Name::Scene), "The scene in which every game begins."),
    key(
        "acts",
        ValueKind::List(&ValueKind::Name(Name::Act)),
        "The acts in their order. The scenes of the act `arrival` stand in the file arrival.toml.",
    ),
    key(
        "act",
        ValueKind::Named(Name::Act, &ValueKind::Table(&ACT)),
        "One table for each act, with its title: `[act.arrival]`.",
    ),
    key("stance", ValueKind::Table(&STANCE), "The one scale on which all stakeholders stand, and its words."),
    key(
        "stakeholder",
        ValueKind::Named(Name::Stakeholder, &ValueKind::Table(&STAKEHOLDER)),
        "The people who must be won over. Conditions and effects name them by their key.",
    ),
    key(
        "counter",
        ValueKind::Named(Name::Counter, &ValueKind::Table(&COUNTER)),
        "Numbers that the story keeps: evenings left, coins, days.",
    ),
    key(
        "flag",
        ValueKind::Named(Name::Flag, &ValueKind::Remark),
        "Things that happened or did not. Each is false at the start; write what it means, for yourself.",
    ),
    key(
        "define",
        ValueKind::Named(Name::Definition, &ValueKind::Expression),
        "Expressions with a name, to be used in any other: `two_to_one = \"designer >= 3 and buyer > -5\"`.",
    ),
    key(
        "goal",
        ValueKind::Named(Name::Goal, &ValueKind::Table(&GOAL)),
        "What is worth reaching. Chances are computed for every goal; the debrief draws the first.",
    ),
    key(
        "property",
        ValueKind::Tables(&PROPERTY),
        "What is to hold of all games. `check` proves or refutes it, with a playthrough that shows why not.",
    ),
    key("lint", ValueKind::Levels, "How loudly each lint is said: `allow`, `warn` or `deny`."),
];

/// An act's table in story.toml.
pub(crate) const ACT: TableSpec =
    TableSpec { what: "an act", keys: &ACT_KEYS, needs: &["title"], ..TableSpec::ANY };
const ACT_KEYS: [KeySpec; 1] = [key("title", PLAIN, "The title of the act, shown where the act begins.")];

/// The scale of stances.
pub(crate) const STANCE: TableSpec =
    TableSpec { what: "`stance`", keys: &STANCE_KEYS, needs: &["min", "max", "word"], ..TableSpec::ANY };
const STANCE_KEYS: [KeySpec; 3] = [
    key("min", NUMBER, "The lowest stance. Effects stop here."),
    key("max", NUMBER, "The highest stance. Effects stop here."),
    key(
        "word",
        ValueKind::Words,
        "What the player reads in place of the number: each word from its number up to the next. The lowest number \
         must be `min`.",
    ),
];

/// A stakeholder.
pub(crate) const STAKEHOLDER: TableSpec = TableSpec {
    what: "a stakeholder",
    keys: &STAKEHOLDER_KEYS,
    needs: &["name", "role", "stance"],
    with: &[("known", "unknown"), ("unknown", "known")],
    ..TableSpec::ANY
};
const STAKEHOLDER_KEYS: [KeySpec; 6] = [
    key("name", PLAIN, "What the player calls them. Texts print it with `{buyer.name}`."),
    key("role", PLAIN, "What they are, such as \"head of purchasing\". Texts print it with `{buyer.role}`."),
    key("stance", NUMBER, "Where they stand when a game begins."),
    key(
        "known",
        ValueKind::Condition,
        "Until this holds the player does not see the stance, but the text of `unknown`.",
    ),
    key("unknown", LINE, "What the player reads while the stance is not known."),
    key("show", ValueKind::Condition, "When they are on the board: always, when left out."),
];

/// A counter.
pub(crate) const COUNTER: TableSpec = TableSpec {
    what: "a counter",
    keys: &COUNTER_KEYS,
    needs: &["start", "max"],
    with: &[("show", "name")],
    ..TableSpec::ANY
};
const COUNTER_KEYS: [KeySpec; 5] = [
    key("start", NUMBER, "The number when a game begins."),
    key("min", NUMBER, "The least number, 0 unless given. Effects stop here."),
    key("max", NUMBER, "The greatest number. Effects stop here."),
    key("name", PLAIN, "What the board calls it. A counter without a name is hidden from the player."),
    key("show", ValueKind::Condition, "When it is on the board: always, when left out."),
];

/// A goal.
pub(crate) const GOAL: TableSpec = TableSpec {
    what: "a goal",
    keys: &GOAL_KEYS,
    needs: &["name"],
    one_of: &["when", "worth"],
    ..TableSpec::ANY
};
const GOAL_KEYS: [KeySpec; 3] = [
    key("name", PLAIN, "What the player reads of the goal in the debrief."),
    key("when", ValueKind::Condition, "The goal is reached when this holds at the ending."),
    key(
        "worth",
        ValueKind::List(&ValueKind::Table(&WORTH)),
        "What an ending is worth, when there is more than yes and no: the first entry that holds counts, otherwise 0.",
    ),
];

/// One entry of a goal's `worth`.
pub(crate) const WORTH: TableSpec =
    TableSpec { what: "a goal's worth", keys: &WORTH_KEYS, needs: &["value"], ..TableSpec::ANY };
const WORTH_KEYS: [KeySpec; 2] = [
    key("when", ValueKind::Condition, "When this entry counts. Left out, it always does."),
    key("value", ValueKind::Share, "What the ending is then worth, from 0 to 1."),
];

/// A property.
pub(crate) const PROPERTY: TableSpec = TableSpec {
    what: "a property",
    keys: &PROPERTY_KEYS,
    needs: &["name"],
    one_of: &["always", "sometimes", "eventually", "chance"],
    ..TableSpec::ANY
};
const PROPERTY_KEYS: [KeySpec; 5] = [
    key("name", ValueKind::Remark, "What it says, in your own words. `check` quotes it."),
    key("always", ValueKind::Condition, "It holds in every state that a game can come to."),
    key("sometimes", ValueKind::Condition, "It holds in at least one state that a game can come to."),
    key("eventually", ValueKind::Condition, "Every game comes to a state in which it holds."),
    key(
        "chance",
        ValueKind::Table(&CHANCE),
        "The chance that something holds at the ending lies within bounds.",
    ),
];

/// A property's chance.
pub(crate) const CHANCE: TableSpec =
    TableSpec { what: "a chance", keys: &CHANCE_KEYS, needs: &["of", "play"], ..TableSpec::ANY };
const CHANCE_KEYS: [KeySpec; 4] = [
    key("of", ValueKind::Condition, "What is to hold at the ending."),
    key(
        "play",
        ValueKind::Word(PLAYS),
        "How the player plays: `random`, every available choice alike; `best` and `worst`, aiming at the highest or \
         the lowest chance; `ordinary`, half the time as well as an ordinary player can and half at random; `first`, always the \
         first available choice.",
    ),
    key("min", ValueKind::Share, "The least chance that is allowed, from 0 to 1."),
    key("max", ValueKind::Share, "The greatest chance that is allowed, from 0 to 1."),
];
