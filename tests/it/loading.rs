//! What loading makes of a story's files.

use crate::folder::story;
use counterpitch::format::accepted_lock;
use counterpitch::report::short;
use counterpitch::source::Label;
use counterpitch::story::{Body, Change, Claim, Play, Story, TextId};

const STORY: &str = r#"
format = 1
title = "The ferry"
language = "en"
start = "quay"
acts = ["crossing", "arrival"]
act.crossing.title = "The crossing"
act.arrival.title = "Arrival"

[stance]
min = -5
max = 5
[stance.word]
3 = "for you"
-5 = "done with you"
0 = "undecided"

[stakeholder.designer]
name = "Noor"
role = "designer"
stance = 3
[stakeholder.buyer]
name = "Gerard"
role = "head of purchasing"
stance = -3
known = "listened"
unknown = "no sound"

[counter.evenings]
start = 3
max = 3
name = "evenings left"
show = "act('crossing')"

[flag]
won = "the order is yours"
listened = "you heard the buyer out"

[define]
two_to_one = "designer >= 3 and buyer > -5"

[goal.order]
name = "an order"
worth = [{ when = "won and listened", value = 1 }, { when = "won", value = 0.5 }]

[[property]]
name = "it is hard to win by accident"
chance = { of = "won", play = "random", max = 0.5 }

[lint]
single-choice = "deny"
"#;

const CROSSING: &str = r#"
[quay]
title = "The quay"
text = "Rain."
effects = { evenings = -1 }

[quay.choice.wait]
label = "Wait in the rain"
set = { evenings = 0 }
goto = "deck"

[quay.choice.listen]
label = "Hear him out"
effects = [{ listened = true }, { when = "designer >= 4", buyer = 1 }]
once = true
goto = [
  { to = "deck", weight = 6, text = "He talks." },
  { to = "deck", weight = 1 },
  { to = "signed", weight = 1, id = "at-once" },
]

[deck]
goto = [{ when = "two_to_one", to = "signed" }, { to = "quay" }]
"#;

const ARRIVAL: &str = r#"
[signed]
title = "Signed"
ending = true
hint = "the boat has a pen"
"#;

const DUTCH: &str = r#"
[quay]
title = "De kaai"
[quay.choice.listen]
label = "Laat hem uitpraten"
[quay.choice.listen.goto.deck-1]
text = "Hij praat."
"#;

fn ferry() -> Story {
    load(&[("story.toml", STORY), ("crossing.toml", CROSSING), ("arrival.toml", ARRIVAL)])
}

#[track_caller]
fn load(files: &[(&str, &str)]) -> Story {
    let read = story(files);
    let said: Vec<String> = read.loaded.diagnostics.iter().map(|fault| short(&read.sources, fault)).collect();
    read.loaded.story.unwrap_or_else(|| panic!("{}", said.join("\n")))
}

/// Loads the ferry with one replacement in each of some files, and compares what is said, a line a fault.
#[track_caller]
fn check(changes: &[(&str, &str, &str)], expected: &[&str]) {
    let mut files = [
        ("story.toml", STORY.to_owned()),
        ("crossing.toml", CROSSING.to_owned()),
        ("arrival.toml", ARRIVAL.to_owned()),
        ("nl/crossing.toml", DUTCH.to_owned()),
    ];
    for (path, old, new) in changes {
        let file = files.iter_mut().find(|file| file.0 == *path).expect("the ferry has this file");
        assert!(file.1.contains(old), "{path} has no {old}");
        file.1 = file.1.replacen(old, new, 1);
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let read = story(&files);
    let said: Vec<String> = read.loaded.diagnostics.iter().map(|fault| short(&read.sources, fault)).collect();
    assert_eq!(said, expected);
    assert_eq!(read.loaded.story.is_none(), !expected.is_empty());
}

#[test]
fn scenes_are_numbered_act_by_act_and_choices_keep_the_order_of_the_file() {
    let story = ferry();
    let names: Vec<&str> = story.scenes.iter().map(|scene| scene.name.as_str()).collect();
    assert_eq!(names, ["quay", "deck", "signed"]);
    assert_eq!(story.acts[0].scenes, 0..2);
    assert_eq!(story.acts[1].scenes, 2..3);
    let choices: Vec<String> = story.choice_ids().map(|choice| story.choice_name(choice)).collect();
    assert_eq!(choices, ["quay.wait", "quay.listen"]);
}

#[test]
fn variables_are_stances_then_counters_then_flags() {
    let story = ferry();
    let names: Vec<&str> = story.variables.iter().map(|variable| variable.name.as_str()).collect();
    assert_eq!(names, ["designer", "buyer", "evenings", "won", "listened"]);
    let buyer = &story.variables[1];
    assert_eq!((buyer.min, buyer.max, buyer.start, buyer.is_flag), (-5, 5, -3, false));
    assert!(story.variables[4].is_flag);
}

#[test]
fn stance_words_ascend_from_the_least() {
    let story = ferry();
    let scale = story.scale.as_ref().expect("there are stakeholders");
    let froms: Vec<i32> = scale.words.iter().map(|&(from, _)| from).collect();
    assert_eq!(froms, [-5, 0, 3]);
    assert_eq!(story.texts[0].template(scale.word(2)).as_literal(), Some("undecided"));
}

#[test]
fn arms_are_named_for_themselves_or_their_targets() {
    let story = ferry();
    let listen = &story.scenes[0].choices()[1];
    let names: Vec<&str> = listen.goto.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["deck-1", "deck-2", "at-once"]);
    assert!(listen.goto.drawn);
    let deck = story.scenes[1].goto().expect("the deck goes on by itself");
    assert!(!deck.drawn);
    assert_eq!(deck.arms[1].name, "quay");
}

#[test]
fn effects_add_to_numbers_and_set_assigns_after_them() {
    let story = ferry();
    let changes = |effects: &[counterpitch::story::Effect]| -> Vec<Change> {
        effects.iter().flat_map(|effect| effect.changes.clone()).collect()
    };
    let [wait, listen] = story.scenes[0].choices() else { panic!("the quay has two choices") };
    let evenings = story.counters[0].variable;
    assert_eq!(changes(&story.scenes[0].effects), [Change::Add(evenings, -1)]);
    assert_eq!(changes(&wait.effects), [Change::Assign(evenings, 0)]);
    assert_eq!(listen.effects.len(), 2);
    assert!(listen.effects[1].when.is_some());
}

#[test]
fn goals_and_properties_are_read() {
    let story = ferry();
    assert_eq!(story.goals[0].worths.iter().map(|worth| worth.value).collect::<Vec<_>>(), [1.0, 0.5]);
    let Claim::Chance { play, min, max, .. } = &story.properties[0].claim else { panic!("it is a chance") };
    assert_eq!((*play, *min, *max), (Play::Random, None, Some(0.5)));
}

#[test]
fn texts_have_the_addresses_of_the_contract() {
    let story = ferry();
    let has = |address: &str| story.slots.iter().any(|slot| slot.address == address);
    for address in [
        "title",
        "act.crossing.title",
        "stance.word.-5",
        "stakeholder.buyer.role",
        "stakeholder.buyer.unknown",
        "counter.evenings.name",
        "goal.order.name",
        "quay.text",
        "quay.choice.wait.label",
        "quay.choice.listen.goto.deck-1.text",
        "signed.hint",
    ] {
        assert!(has(address), "{address}");
    }
}

#[test]
fn a_translation_shares_the_ids_and_falls_back_to_the_source() {
    let files =
        [("story.toml", STORY), ("crossing.toml", CROSSING), ("arrival.toml", ARRIVAL), ("nl/crossing.toml", DUTCH)];
    let story = load(&files);
    let dutch = &story.texts[story.language("nl-BE").expect("there is a translation")];
    let find = |address: &str| {
        let index = story.slots.iter().position(|slot| slot.address == address).expect("it is a text");
        TextId(index as u32)
    };
    let said = |address: &str| dutch.template(find(address)).as_literal();
    assert_eq!(said("quay.title"), Some("De kaai"));
    assert_eq!(said("quay.choice.listen.goto.deck-1.text"), Some("Hij praat."));
    assert_eq!(said("quay.text"), Some("Rain."));
    assert_eq!(dutch.spans[find("quay.text").index()], None);
    assert!(dutch.stale.is_empty());
}

#[test]
fn a_translation_is_stale_where_the_source_has_changed_since_it_was_accepted() {
    let mut files = vec![
        ("story.toml", STORY),
        ("crossing.toml", CROSSING),
        ("arrival.toml", ARRIVAL),
        ("nl/crossing.toml", DUTCH),
    ];
    let read = story(&files);
    let whole = read.loaded.story.expect("the ferry loads");
    let lock = accepted_lock(&read.sources, &whole, &whole.texts[1], &[]);
    files.push(("nl/accepted.lock", &lock));
    assert!(load(&files).texts[1].stale.is_empty());

    let changed = CROSSING.replace("The quay", "The pier");
    files[1].1 = &changed;
    let stale = load(&files);
    let addresses: Vec<&str> =
        stale.texts[1].stale.iter().map(|text| stale.slots[text.index()].address.as_str()).collect();
    assert_eq!(addresses, ["quay.title"]);
}

#[test]
fn the_fingerprint_tells_what_a_story_says_and_not_how_it_is_written() {
    let fingerprint = |crossing: &str, head: &str| {
        load(&[("story.toml", head), ("crossing.toml", crossing), ("arrival.toml", ARRIVAL)]).fingerprint
    };
    let plain = fingerprint(CROSSING, STORY);
    assert_eq!(plain.len(), 64);
    let same = [
        CROSSING.replace("text = \"Rain.\"", "# wet\ntext   =  'Rain.'"),
        CROSSING.replace("text = \"Rain.\"", "allow = [\"empty-text\"]\ntext = \"\\u0052ain.\""),
        CROSSING.replace('\n', "\r\n"),
    ];
    for text in same {
        assert_eq!(fingerprint(&text, STORY), plain, "{text}");
    }
    assert_eq!(fingerprint(CROSSING, &STORY.replace("\"deny\"", "\"allow\"")), plain);
    let (wait, listen) = CROSSING.split_once("[quay.choice.listen]").expect("there are two choices");
    let (listen, deck) = listen.split_once("[deck]").expect("the deck follows");
    let (quay, wait) = wait.split_once("[quay.choice.wait]").expect("there are two choices");
    let swapped = format!("{quay}[quay.choice.listen]{listen}[quay.choice.wait]{wait}[deck]{deck}");
    for text in [swapped, CROSSING.replace("Rain.", "Snow."), CROSSING.replace("evenings = -1", "evenings = -2")] {
        assert_ne!(fingerprint(&text, STORY), plain, "{text}");
    }
}

#[test]
fn faults_of_all_files_are_reported_in_one_run() {
    check(
        &[
            ("story.toml", "\"quay\"", "\"quai\""),
            ("crossing.toml", "two_to_one", "two_to_two"),
            ("arrival.toml", "hint", "hnit"),
            ("nl/crossing.toml", "De kaai", "De {kaai}"),
        ],
        &[
            "story.toml:5:10: error[unknown-scene]: no scene is called `quai`",
            "crossing.toml:23:19: error[unknown-name]: nothing is called `two_to_two`",
            "arrival.toml:5:1: error[unknown-key]: `hnit` means nothing in a scene",
            "nl/crossing.toml:3:14: error[unknown-name]: nothing is called `kaai`",
        ],
    );
}

#[test]
fn a_file_that_is_no_toml_brings_no_false_faults_elsewhere() {
    check(
        &[("crossing.toml", "title = \"The quay\"", "title = The quay")],
        &["crossing.toml:3:9: error[toml-syntax]: string values must be quoted, expected literal string"],
    );
    check(
        &[("crossing.toml", "[quay]", "[lobby]\ntext = \"\"\"\n[quay]")],
        &["crossing.toml:3:8: error[toml-syntax]: a string of several lines is not closed"],
    );
    check(
        &[("story.toml", "[stance]", "[stance")],
        &["story.toml:10:8: error[toml-syntax]: unclosed table, expected `]`"],
    );
}

#[test]
fn a_large_broken_file_is_one_fault_in_the_right_words() {
    let filling = format!("# {}\n", "-".repeat(98)).repeat(12_000);
    for (twice, broken) in [(4, 0), (3, 0), (0, 3), (3, 7)] {
        let lines = |at: usize| match at {
            _ if at == twice => "title = \"The pier\"\ntitle = \"The pier again\"\n",
            _ if at == broken => "title = The pier\n",
            _ => "title = \"The pier\"\n",
        };
        let piers: String = (1..9).map(|at| format!("[pier-{at}]\n{}ending = true\n", lines(at))).collect();
        let text = format!("{filling}{CROSSING}{piers}");
        let read = story(&[("story.toml", STORY), ("crossing.toml", &text), ("arrival.toml", ARRIVAL)]);
        let said: Vec<&str> = read.loaded.diagnostics.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(!said[0].contains("a key is there twice"), "{said:?}");
    }
}

#[test]
fn brackets_in_any_order_are_one_fault() {
    check(
        &[("crossing.toml", "title = \"The quay\"", "title = {, {[}")],
        &["crossing.toml:3:10: error[toml-syntax]: extra comma in inline table, expected key"],
    );
}

#[test]
fn faults_that_are_too_many_to_read_are_counted() {
    let keys: String = (0..300).map(|number| format!("key-{number} = 1\n")).collect();
    let text = format!("{keys}{STORY}");
    let read = story(&[("story.toml", &text), ("crossing.toml", CROSSING), ("arrival.toml", ARRIVAL)]);
    let faults = &read.loaded.diagnostics;
    assert_eq!(faults.len(), 101);
    assert_eq!(faults[100].message, "200 more faults are not listed");
}

#[test]
fn a_badly_named_choice_has_its_contents_checked() {
    check(
        &[("crossing.toml", "choice.wait", "choice.Wait"), ("crossing.toml", "\"deck\"", "\"dekc\"")],
        &[
            "crossing.toml:7:14: error[bad-id]: `Wait` is no name for a choice",
            "crossing.toml:10:9: error[unknown-scene]: no scene is called `dekc`",
        ],
    );
}

#[test]
fn a_translation_of_a_faulty_scene_is_no_orphan() {
    check(
        &[("crossing.toml", "goto = [\n", "gotoo = [\n")],
        &["crossing.toml:16:1: error[unknown-key]: `gotoo` means nothing in a choice"],
    );
}

#[test]
fn an_orphan_is_reported_once_and_named_with_every_address() {
    let dutch = "[pier]\ntitle = \"De pier\"\ntext = \"Zon.\"\n";
    let files =
        [("story.toml", STORY), ("crossing.toml", CROSSING), ("arrival.toml", ARRIVAL), ("nl/crossing.toml", dutch)];
    let read = story(&files);
    assert_eq!(read.loaded.diagnostics.len(), 1);
    assert!(read.loaded.story.is_some(), "nothing is wrong with the story itself");
    let addresses: Vec<&str> = read.loaded.orphans.iter().map(|orphan| orphan.address.as_str()).collect();
    assert_eq!(addresses, ["pier.title", "pier.text"]);
}

#[test]
fn one_fault_shows_every_place_of_its_name_and_no_place_of_another() {
    let faults = |scenes: &str, dutch: &str| -> Vec<(String, Vec<String>)> {
        let crossing = format!("{CROSSING}\n{scenes}");
        let files = [
            ("story.toml", STORY),
            ("crossing.toml", crossing.as_str()),
            ("arrival.toml", ARRIVAL),
            ("nl/crossing.toml", dutch),
        ];
        let read = story(&files);
        let faults = read.loaded.diagnostics.into_iter();
        let others = |labels: &[Label]| labels[1..].iter().map(|label| label.text.clone()).collect();
        faults.map(|fault| (fault.message, others(&fault.labels))).collect()
    };
    let pier = |conditions: [&str; 3]| {
        let choice = |(at, when): (usize, &str)| {
            format!("[pier.choice.c{at}]\nlabel = \"{at}\"\nwhen = \"{when}\"\ngoto = \"deck\"\n")
        };
        conditions.into_iter().enumerate().map(choice).collect::<String>()
    };
    let dutch = "[quay.choice.swim]\nlabel = \"Zwem\"\n";
    let choices = pier(["chosen('deck.swim')", "chosen('quay.swim')", "chosen('deck.swim')"]);
    assert_eq!(
        faults(&choices, dutch),
        [
            ("the scene `deck` has no choice `swim`".into(), vec!["and here".into()]),
            ("the scene `quay` has no choice `swim`".into(), vec!["and translated here".into()]),
        ]
    );
    let namespaces = pier(["tide", "visited('tide')", "not tide"]);
    assert_eq!(
        faults(&namespaces, "[tide]\ntitle = \"Getij\"\n"),
        [
            ("nothing is called `tide`".into(), vec!["and here".into()]),
            ("no scene is called `tide`".into(), vec!["and translated here".into()]),
        ]
    );
}

#[test]
fn limits_are_faults_at_the_first_thing_too_many() {
    let arms = format!("[quay]\ngoto = [{}]\n[deck]\nending = true\n", "{ to = \"deck\" },\n".repeat(256));
    let choices: String = (0..256).map(|n| format!("[quay.choice.c{n}]\nlabel = \"{n}\"\ngoto = \"deck\"\n")).collect();
    let choices = format!("{choices}[deck]\nending = true\n");
    let head = STORY.replace(", \"arrival\"", "").replace("act.arrival.title = \"Arrival\"\n", "");
    for (text, line) in [(arms, 257), (choices, 256 * 3 - 2)] {
        let read = story(&[("story.toml", head.as_str()), ("crossing.toml", text.as_str())]);
        let said: Vec<String> = read.loaded.diagnostics.iter().map(|found| short(&read.sources, found)).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with(&format!("crossing.toml:{line}:")), "{said:?}");
        assert!(said[0].contains("too-large"), "{said:?}");
    }
    let large = " ".repeat(8 * 1024 * 1024 + 1);
    let read = story(&[("story.toml", head.as_str()), ("crossing.toml", large.as_str())]);
    assert_eq!(read.loaded.diagnostics.len(), 1);
}

#[test]
fn an_ending_is_read_with_its_hint() {
    let story = ferry();
    let signed = &story.scenes[2];
    assert!(matches!(signed.body, Body::Ending { hint: Some(_) }));
}

#[test]
fn without_a_story_file_that_is_what_is_said() {
    let read = story(&[("crossing.toml", CROSSING)]);
    let said: Vec<String> = read.loaded.diagnostics.iter().map(|fault| short(&read.sources, fault)).collect();
    assert_eq!(said, ["crossing.toml:1:1: error[unknown-act-file]: there is no story.toml"]);
}
