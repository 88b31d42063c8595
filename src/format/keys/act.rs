//! The keys of an act's file: scenes, choices, arms.

use super::super::shape::Shape;
use super::super::spelling::Name;
use super::{Key, Kind, LINE, PLAIN, PROSE, key};

const EFFECTS: &str = "What changes: an integer is added to a stance or counter, which stops at its bounds; `true` or \
    `false` assigns a flag. A list of tables happens in order, each, if it has a `when`, only while that holds.";
const SET: &str = "Gives stances and counters a value, after all `effects`: `set = { evenings = 0 }`.";

/// A scene.
pub(crate) const SCENE: Shape = Shape {
    what: "a scene",
    keys: &SCENE_KEYS,
    one_of: &["choice", "goto", "ending"],
    with: &[("hint", "ending")],
    ..Shape::ANY
};
/// The root of an act's file.
pub(crate) const SCENES: Kind = Kind::Named(Name::Scene, &Kind::Table(&SCENE));
const SCENE_KEYS: [Key; 12] = [
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
    key("effects", Kind::Effects, EFFECTS),
    key("set", Kind::Set, SET),
    key("told", LINE, "How the debrief tells what happened here, for a scene that is nobody's decision."),
    key("hint", PLAIN, "What the list of endings says of this one until it is found."),
    key("allow", Kind::Lints, "Lints that are not said of this scene."),
    key(
        "choice",
        Kind::Named(Name::Choice, &Kind::Table(&CHOICE)),
        "What the player can choose, in this order: one table each, `[quay.choice.listen]`.",
    ),
    key(
        "goto",
        Kind::Goto,
        "Where the scene goes on by itself: a scene, or a list of arms of which one is taken.",
    ),
    key("ending", Kind::True, "The story ends here."),
];

/// A choice.
pub(crate) const CHOICE: Shape =
    Shape { what: "a choice", keys: &CHOICE_KEYS, needs: &["label", "goto"], ..Shape::ANY };
const CHOICE_KEYS: [Key; 10] = [
    key("label", LINE, "What the player reads and chooses. One line, at most 120 characters."),
    key(
        "told",
        LINE,
        "How history and debrief tell it, after \"you\": \"heard the buyer out\". The label, when left out.",
    ),
    key("when", Kind::Condition, "The choice can be made only while this holds."),
    key(
        "locked",
        LINE,
        "The reason shown while `when` does not hold. Without a reason the choice is not shown at all.",
    ),
    key("once", Kind::Switch, "Not shown again once it was made in this game."),
    key("fallback", Kind::Switch, "Shown only while no other choice of the scene is available."),
    key("text", PROSE, "What the player reads when choosing it, before the next scene."),
    key("effects", Kind::Effects, EFFECTS),
    key("set", Kind::Set, SET),
    key("goto", Kind::Goto, "Where it leads: a scene, or a list of arms of which one is taken."),
];

/// An arm of a `goto`.
pub(crate) const ARM: Shape =
    Shape { what: "an arm of a `goto`", keys: &ARM_KEYS, needs: &["to"], ..Shape::ANY };
const ARM_KEYS: [Key; 8] = [
    key("to", Kind::Name(Name::Scene), "The scene that the arm leads to."),
    key(
        "id",
        Kind::Name(Name::Arm),
        "The arm's name, for translations and playthroughs. Left out, it is the target's name.",
    ),
    key(
        "when",
        Kind::Condition,
        "The arm counts only while this holds. All are judged before any arm's effects.",
    ),
    key(
        "weight",
        Kind::Weight,
        "With weights the arms are drawn from: each has its weight over the sum of those that hold. A weight may be an \
         expression, such as `\"1 + buyer\"`; while that is 0 or less, the arm takes no part. All arms of a list have a \
         weight, or none has; then the first that holds is taken.",
    ),
    key("text", PROSE, "What the player reads when the arm is taken, before the next scene."),
    key("told", LINE, "How the debrief tells what was drawn."),
    key("effects", Kind::Effects, EFFECTS),
    key("set", Kind::Set, SET),
];
