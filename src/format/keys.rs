//! Every key of the format with its meaning. This one table serves the faults about keys and types, the JSON Schemas
//! that editors complete from, and translations, which may repeat some keys. Authors read a description while typing,
//! so it says what the key does for the story.

use super::Scope;
use super::limits;
use super::spec::{KeySpec, Presence, TableSpec, ValueKind as Kind};
use super::spelling::Name;
use crate::story::TextKind;

/// The levels that a lint can have.
pub(crate) const LEVELS: &[&str] = &["allow", "warn", "deny"];
/// The ways of playing for which a property may bound a chance.
const PLAYS: &[&str] = &["random", "ordinary", "best", "worst", "first"];

/// The kind of the root table of an act's file: scenes by name.
pub(super) const SCENES: Kind = Kind::Named(Name::Scene, &Kind::Table(&SCENE));
/// A template of one line.
const LINE: Kind = Kind::Text(TextKind::Line);
/// A template of paragraphs.
const PROSE: Kind = Kind::Text(TextKind::Prose);
/// A line without braces.
const PLAIN: Kind = Kind::Text(TextKind::Plain);
const NUMBER: Kind = Kind::Integer(-limits::INTEGER, limits::INTEGER);
const LAST_STATE: &str = "Judged in the last state of the game. It may also ask `choices`, the number of choices made.";
const SAID: &str = "What the debrief says.";
const EFFECTS: &str = "What changes: an integer is added to a stance or counter, which stops at its bounds; `true` or \
    `false` assigns a flag. A list of tables happens in order, each, if it has a `when`, only while that holds.";
const SET: &str = "Gives stances and counters a value, after all `effects`: `set = { evenings = 0 }`.";

/// Declares kinds of tables, each with its name in messages and the scope of its conditions and texts. Each line below
/// is a key: its presence, its name, the kind of its value, and what it does.
macro_rules! tables {
    ($(
        $table:ident = $what:literal, $scope:ident {
            $($presence:ident $(($beside:literal))? $key:ident: $kind:expr, $about:expr;)*
        }
    )*) => {$(
        pub(crate) const $table: TableSpec = TableSpec {
            what: $what,
            scope: Scope::$scope,
            keys: &[$(KeySpec {
                name: stringify!($key),
                presence: Presence::$presence $(($beside))?,
                kind: $kind,
                about: $about,
            }),*],
        };
    )*};
}

tables! {
STORY = "story.toml", Scene {
    Must format: Kind::Integer(1, 1), "The version of the story format. It is 1.";
    Must title: PLAIN, "The title of the story, as the player reads it.";
    May subtitle: PLAIN,
        "What a player should know before the first scene, such as how long a game takes. It stands under the title.";
    Must language: Kind::Language,
        "The language that the texts beside this file are written in, as a tag: `en`, `nl`, `pt-BR`.";
    Must start: Kind::Name(Name::Scene), "The scene in which every game begins.";
    Must acts: Kind::List(&Kind::Name(Name::Act)),
        "The acts in their order. The scenes of the act `arrival` stand in the file arrival.toml.";
    Must act: Kind::Named(Name::Act, &Kind::Table(&ACT)), "One table for each act, with its title: `[act.arrival]`.";
    May stance: Kind::Table(&STANCE), "The one scale on which all stakeholders stand, and its words.";
    May stakeholder: Kind::Named(Name::Stakeholder, &Kind::Table(&STAKEHOLDER)),
        "The people who must be won over. Conditions and effects name them by their key.";
    May counter: Kind::Named(Name::Counter, &Kind::Table(&COUNTER)),
        "Numbers that the story keeps: evenings left, coins, days.";
    May flag: Kind::Named(Name::Flag, &Kind::Remark),
        "Things that happened or did not. Each is false at the start; write what it means, for yourself.";
    May define: Kind::Named(Name::Definition, &Kind::Expression),
        "Expressions with a name, to be used in any other: `two_to_one = \"designer >= 3 and buyer > -5\"`.";
    May goal: Kind::Named(Name::Goal, &Kind::Table(&GOAL)),
        "What is worth reaching. Chances are computed for every goal; the debrief draws the first, or the one that an act names.";
    May property: Kind::Tables(&PROPERTY),
        "What is to hold of all games. `check` proves or refutes it, with a playthrough that shows why not.";
    May lint: Kind::Levels, "How loudly each lint is said: `allow`, `warn` or `deny`.";
}

ACT = "an act", Scene {
    Must title: PLAIN, "The title of the act, shown where the act begins.";
    May goal: Kind::Name(Name::Goal),
        "The goal that the debrief draws of a game that ends in this act: the first, when left out. With another goal \
         the moments stand before the lessons.";
}

STANCE = "`stance`", Scene {
    Must min: NUMBER, "The lowest stance. Effects stop here.";
    Must max: NUMBER, "The highest stance. Effects stop here.";
    Must word: Kind::Words,
        "What the player reads in place of the number: each word from its number up to the next. The lowest number \
         must be `min`.";
}

STAKEHOLDER = "a stakeholder", Board {
    Must name: PLAIN, "What the player calls them. Texts print it with `{buyer.name}`.";
    Must role: PLAIN, "What they are, such as \"head of purchasing\". Texts print it with `{buyer.role}`.";
    Must stance: NUMBER, "Where they stand when a game begins.";
    With("unknown") known: Kind::Condition,
        "Until this holds the player does not see the stance, but the text of `unknown`.";
    With("known") unknown: LINE, "What the player reads while the stance is not known.";
    May show: Kind::Condition, "When they are on the board: always, when left out.";
}

COUNTER = "a counter", Board {
    Must start: NUMBER, "The number when a game begins.";
    May min: NUMBER, "The least number, 0 unless given. Effects stop here.";
    Must max: NUMBER, "The greatest number. Effects stop here.";
    May name: PLAIN, "What the board calls it. A counter without a name is hidden from the player.";
    With("name") show: Kind::Condition, "When it is on the board: always, when left out.";
}

GOAL = "a goal", Goal {
    Must name: PLAIN, "What the player reads of the goal in the debrief.";
    One when: Kind::Condition, "The goal is reached when this holds at the ending.";
    One worth: Kind::List(&Kind::Table(&WORTH)),
        "What an ending is worth, when there is more than yes and no: the first entry that holds counts, otherwise \
         0.";
}

WORTH = "a goal's worth", Goal {
    May when: Kind::Condition, "When this entry counts. Left out, it always does.";
    Must value: Kind::Share, "What the ending is then worth, from 0 to 1.";
}

PROPERTY = "a property", Property {
    Must name: Kind::Remark, "What it says, in your own words. `check` quotes it.";
    One always: Kind::Condition, "It holds in every state that a game can come to.";
    One sometimes: Kind::Condition, "It holds in at least one state that a game can come to.";
    One eventually: Kind::Condition, "Every game comes to a state in which it holds.";
    One chance: Kind::Table(&CHANCE), "The chance that something holds at the ending lies within bounds.";
}

CHANCE = "a chance", Property {
    Must of: Kind::Condition, "What is to hold at the ending.";
    Must play: Kind::Word("way of playing", PLAYS),
        "How the player plays: `random`, every available choice alike; `best` and `worst`, aiming at the highest \
         or the lowest chance; `ordinary`, half the time as well as an ordinary player can and half at random; \
         `first`, always the first available choice.";
    May min: Kind::Share, "The least chance that is allowed, from 0 to 1.";
    May max: Kind::Share, "The greatest chance that is allowed, from 0 to 1.";
}

SCENE = "a scene", Scene {
    May title: LINE, "The heading of the scene. That of an ending is the ending's name.";
    May time: LINE, "When it takes place, shown under the title and in the debrief: \"Tue 11:10\".";
    May place: LINE, "Where it takes place, shown under the title.";
    May text: PROSE,
        "What the player reads. Blank lines part paragraphs; `{if buyer >= 0}…{else}…{end}` shows one thing or the \
         other; `{evenings}` prints a number, `{buyer.name}` a name; `*emphasis*`, `**strong**`; lines that begin \
         with `> ` are a letter; `---` alone is a break.";
    May effects: Kind::Effects, EFFECTS;
    May set: Kind::Set, SET;
    May told: LINE, "How the debrief tells what happened here, for a scene that is nobody's decision.";
    May sign: LINE,
        "What showed beforehand how a draw of this scene might come out. The debrief says it beside the draw.";
    With("ending") hint: PLAIN, "What the list of endings says of this one until it is found.";
    May allow: Kind::Lints, "Lints that are not said of this scene.";
    One choice: Kind::Named(Name::Choice, &Kind::Table(&CHOICE)),
        "What the player can choose, in this order: one table each, `[quay.choice.listen]`.";
    One goto: Kind::Goto(&Kind::Table(&ARM)),
            "Where the scene goes on by itself: a scene, or a list of arms of which one is taken.";
    One ending: Kind::True, "The story ends here.";
}

CHOICE = "a choice", Scene {
    Must label: LINE, "What the player reads and chooses. One line, at most 120 characters.";
    May told: LINE,
        "How history and debrief tell it, after \"you\": \"heard the buyer out\". The label, when left out.";
    May when: Kind::Condition, "The choice can be made only while this holds.";
    May locked: LINE, "The reason shown while `when` does not hold. Without a reason the choice is not shown at all.";
    May once: Kind::Switch, "Not shown again once it was made in this game.";
    May fallback: Kind::Switch, "Shown only while no other choice of the scene is available.";
    May text: PROSE, "What the player reads when choosing it, before the next scene.";
    May effects: Kind::Effects, EFFECTS;
    May set: Kind::Set, SET;
    Must goto: Kind::Goto(&Kind::Table(&ARM)), "Where it leads: a scene, or a list of arms of which one is taken.";
}

ARM = "an arm of a `goto`", Scene {
    Must to: Kind::Name(Name::Scene), "The scene that the arm leads to.";
    May id: Kind::Name(Name::Arm),
        "The arm's name, for translations and playthroughs. Left out, it is the target's name.";
    May when: Kind::Condition, "The arm counts only while this holds. All are judged before any arm's effects.";
    May weight: Kind::Weight,
        "With weights the arms are drawn from: each has its weight over the sum of those that hold. A weight may \
         be an expression, such as `\"1 + buyer\"`; while that is 0 or less, the arm takes no part. All arms of a \
         list have a weight, or none has; then the first that holds is taken.";
    May text: PROSE, "What the player reads when the arm is taken, before the next scene.";
    May told: LINE, "How the debrief tells what was drawn.";
    May effects: Kind::Effects, EFFECTS;
    May set: Kind::Set, SET;
}

DEBRIEF = "debrief.toml", Scene {
    May most_lessons: Kind::Integer(0, limits::INTEGER), "How many lessons a debrief shows at most: 4, when left out.";
    May lesson: Kind::Named(Name::Lesson, &Kind::Table(&LESSON)),
        "What can be learnt from a game, each said when its condition holds at the end.";
    May moment: Kind::Named(Name::Moment, &Kind::Table(&MOMENT)),
        "Moments of a game that are worth remembering, each listed when its condition holds at the end.";
}

LESSON = "a lesson", Debrief {
    Must when: Kind::Condition, LAST_STATE;
    Must text: PROSE, SAID;
    May question: PLAIN, "What a trainer may ask a group about it. The debrief of a group shows it.";
}

MOMENT = "a moment", Debrief {
    Must when: Kind::Condition, LAST_STATE;
    Must text: PROSE, SAID;
}

PLAYTHROUGH = "a playthrough", Playthrough {
    May title: Kind::Remark, "What this playthrough shows.";
    May ending: Kind::Name(Name::Scene), "The ending that it must come to. Without one it may stop anywhere.";
    May expect: Kind::Condition, "What must hold in the last state.";
    May steps: Kind::Steps,
        "What happens, in order: a choice (`\"quay.listen\"`), the outcome of a draw (`{ draw = \
         \"the-knot.bram-rings\" }`), or what must be so (`{ expect = \"buyer >= 0\" }`, `{ locked = [\"press\"] \
         }`).";
    May seed: Kind::Seed, "Decides the draws that no step names.";
    May story: Kind::Fingerprint, "The fingerprint of the story that it was recorded in.";
    May language: Kind::Language, "The language that it was read in.";
    May saved: Kind::DateTime, "When it was saved.";
    May undo: Kind::Switch, "`false` in a game whose decisions cannot be taken back. `replay` does not read it.";
}

STEP = "a step", Playthrough {
    May draw: Kind::Step, "The outcome of the draw that comes next, `scene.arm`; alone in its step.";
    May expect: Kind::Condition, "What must hold in the state last entered.";
    May available: Kind::Choices, "Choices that must be available.";
    May locked: Kind::Choices, "Choices that must be shown with a reason why not.";
    May hidden: Kind::Choices, "Choices that must not be shown.";
}}

/// The kinds of tables in an act's file, in story.toml and in debrief.toml.
const FILES: &[&[TableSpec]] = &[
    &[SCENE, CHOICE, ARM],
    &[STORY, ACT, STANCE, STAKEHOLDER, COUNTER, GOAL, WORTH, PROPERTY, CHANCE],
    &[DEBRIEF, LESSON, MOMENT],
];

/// The kinds of tables that have `key`: in the same file as a table of `spec`, or else in other files.
pub(super) fn homes(key: &str, spec: &TableSpec) -> Vec<&'static str> {
    let names = |specs: &[TableSpec]| -> Vec<&'static str> {
        specs.iter().filter(|spec| spec.key(key).is_some()).map(|spec| spec.what).collect()
    };
    let Some(own) = FILES.iter().find(|file| file.contains(spec)) else { return vec![] };
    let near = names(own);
    if near.is_empty() { FILES.iter().flat_map(|file| names(file)).collect() } else { near }
}

/// Whether the key means something in some table of a story.
pub(super) fn is_key(key: &str) -> bool {
    FILES.iter().flat_map(|file| file.iter()).any(|spec| spec.key(key).is_some())
}
