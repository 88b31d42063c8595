//! The keys of an act's file: scenes, choices, arms.

use super::super::shape::TableSpec;
use super::super::spelling::Name;
use super::{KeySpec, LINE, PLAIN, PROSE, ValueKind, key};

const EFFECTS: &str = "What changes: an integer is added to a stance or counter, which stops at its bounds; `true` or \
    `false` assigns a flag. A list of tables happens in order, each, if it has a `when`, only while that holds.";
const SET: &str = "Gives stances and counters a value, after all `effects`: `set = { evenings = 0 }`.";

/// A scene.
pub(crate) const SCENE: TableSpec = TableSpec {
    what: "a scene",
    keys: &SCENE_KEYS,
    one_of: &["choice", "goto", "ending"],
    with: &[("hint", "ending")],
    ..TableSpec::ANY
};
/// The root of an act's file.
pub(crate) const SCENES: ValueKind = ValueKind::Named(Name::Scene, &ValueKind::Table(&SCENE));
const SCENE_KEYS: [KeySpec; 12] = [
    key("title", LINE, "The heading of the scene. That of an ending is the ending's name."),
    key("time", LINE, "When it takes place, shown under the title and in the debrief: \"Tue 11:10\"."),
    key("place", LINE, "Where it takes place, shown under the title."),
    key(
        "text",
        PROSE,
        "What the player reads. Blank lines part paragraphs; `{if buyer >= 0}…{else}…{end}` shows one thing or the \
         other; `{evenings}` prints a number, `{buyer.name}` a name; `*emphasis*`, `**strong**`; lines that begin with \
         `> ` are a letter; `---` alone is a break.",
    ),
    key("effects", ValueKind::Effects, EFFECTS),
    key("set", ValueKind::Set, SET),
    key("told", LINE, "How the debrief tells what happened here, for a scene that is nobody's decision."),
    key("hint", PLAIN, "What the list of endings says of this one until it is found."),
    key("allow", ValueKind::Lints, "Lints that are not said of this scene."),
    key(
        "choice",
        ValueKind::Named(Name::Choice, &ValueKind::Table(&CHOICE)),
        "What the player can choose, in this order: one table each, `[quay.choice.listen]`.",
    ),
    key(
        "goto",
        ValueKind::Goto,
        "Where the scene goes on by itself: a scene, or a list of arms of which one is taken.",
    ),
    key("ending", ValueKind::True, "The story ends here."),
];

/// A choice.
pub(crate) const CHOICE: TableSpec =
    TableSpec { what: "a choice", keys: &CHOICE_KEYS, needs: &["label", "goto"], ..TableSpec::ANY };
const CHOICE_KEYS: [KeySpec; 10] = [
    key("label", LINE, "What the player reads and chooses. One line, at most 120 characters."),
    key(
        "told",
        LINE,
        "How history and debrief tell it, after \"you\": \"heard the buyer out\". The label, when left out.",
    ),
    key("when", ValueKind::Condition, "The choice can be made only while this holds."),
    key(
        "locked",
        LINE,
        "The reason shown while `when` does not hold. Without a reason the choice is not shown at all.",
    ),
    key("once", ValueKind::Switch, "Not shown again once it was made in this game."),
    key("fallback", ValueKind::Switch, "Shown only while no other choice of the scene is available."),
    key("text", PROSE, "What the player reads when choosing it, before the next scene."),
    key("effects", ValueKind::Effects, EFFECTS),
    key("set", ValueKind::Set, SET),
    key("goto", ValueKind::Goto, "Where it leads: a scene, or a list of arms of which one is taken."),
];

/// An arm of a `goto`.
pub(crate) const ARM: TableSpec =
    TableSpec { what: "an arm of a `goto`", keys: &ARM_KEYS, needs: &["to"], ..TableSpec::ANY };
const ARM_KEYS: [KeySpec; 8] = [
    key("to", ValueKind::Name(Name::Scene), "The scene that the arm leads to."),
    key(
        "id",
        ValueKind::Name(Name::Arm),
        "The arm's name, for translations and playthroughs. Left out, it is the target's name.",
    ),
    key(
        "when",
        ValueKind::Condition,
        "The arm counts only while this holds. All are judged before any arm's effects.",
    ),
    key(
        "weight",
        ValueKind::Weight,
        "With weights the arms are drawn from: each has its weight over the sum of those that hold. A weight may be an \
         expression, such as `\"1 + buyer\"`; while that is 0 or less, the arm takes no part. All arms of a list have a \
         weight, or none has; then the first that holds is taken.",
    ),
    key("text", PROSE, "What the player reads when the arm is taken, before the next scene."),
    key("told", LINE, "How the debrief tells what was drawn."),
    key("effects", ValueKind::Effects, EFFECTS),
    key("set", ValueKind::Set, SET),
];
