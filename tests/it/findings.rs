//! What `check` finds, and how it is written in each format.

use crate::explore::{LOOPING, STRAIGHT, generator};
use crate::folder::{self, Folder};
use crate::golden;
use crate::program::{Said, run};
use counterpitch::check::{Finding, Levels, check};
use counterpitch::engine::Engine;
use counterpitch::explore::Limits;
use counterpitch::report::findings::evidence;
use counterpitch::script::Run;
use counterpitch::source::Code;
use std::fs;
use std::path::Path;

/// Everything that there is to say of a story.
pub fn of(folder: &Folder) -> Vec<Finding> {
    within(folder, &Limits::default())
}

/// Everything that there is to say of an example, which has fewer states unless it is about a limit.
pub fn of_example(folder: &Folder) -> Vec<Finding> {
    within(folder, &Limits { states: Some(1000), ..Limits::default() })
}

fn within(folder: &Folder, limits: &Limits) -> Vec<Finding> {
    let Folder { loaded, .. } = folder;
    check(&loaded.diagnostics, loaded.story.as_ref(), &Levels::default(), limits, &mut |_| {}).findings
}

/// What a playthrough says that asks for what should come about.
pub const FAILING: &str = "# This fails as long as the condition is false here.";

const TWENTY: &str = "tests/twenty-mistakes";

#[test]
fn twenty_mistakes_in_four_files_are_twenty_faults_in_one_run() {
    let found = of(&folder::read(Path::new(TWENTY)));
    let codes: Vec<&str> = found.iter().map(|found| found.diagnostic.code.name()).collect();
    assert_eq!(codes.len(), 20, "{codes:#?}");
    let spans: Vec<_> = found.iter().map(|found| found.diagnostic.span()).collect();
    assert!(spans.is_sorted(), "they are said in order");
    assert!(found.iter().all(|found| found.diagnostic.code.lint_level().is_none()));
}

#[track_caller]
fn check_format(format: &str, file: &str) {
    let Said { out, code, .. } = run(&["check", "--story", TWENTY, "--format", format]);
    assert_eq!(code, 1);
    golden::check(Path::new(TWENTY).join(file), &out);
}

#[test]
fn each_format_says_them_as_expected() {
    check_format("human", "expected.txt");
    check_format("short", "expected.short");
    check_format("json", "expected.jsonl");
    check_format("github", "expected.github");
}

#[test]
fn a_line_of_json_holds_what_the_contract_says() {
    let out = run(&["check", "--story", TWENTY, "--format", "json"]).out;
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let (summary, findings) = lines.split_last().expect("there is a summary");
    assert_eq!(summary["errors"], 20);
    assert_eq!(summary["complete"], false);
    let keys = [
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "help",
        "labels",
        "playthrough",
        "verdict",
    ];
    for finding in findings {
        assert!(keys.iter().all(|key| finding.get(key).is_some()), "{finding}");
        assert!(Code::parse(finding["code"].as_str().unwrap_or_default()).is_some());
    }
}

#[test]
fn the_command_line_sets_levels_of_lints() {
    let story = "tests/diagnostics/unused-flag";
    assert_eq!(run(&["check", "--story", story]).code, 0);
    assert_eq!(run(&["check", "--story", story, "--deny", "warnings"]).code, 1);
    assert_eq!(run(&["check", "--story", story, "-D", "unused-flag"]).code, 1);
    let allowed = run(&["check", "--story", story, "-A", "unused-flag", "--deny", "warnings"]);
    assert_eq!((allowed.code, allowed.out.contains("unused-flag")), (0, false));
}

#[test]
fn a_level_for_an_unknown_name_or_for_a_fault_is_an_error() {
    let said = run(&["check", "-D", "unused-flags"]);
    assert_eq!(said.code, 2);
    assert_eq!(said.error, "error: no fault or lint is called `unused-flags`; did you mean `unused-flag`?\n");
    let said = run(&["explain", "nothing-like-it"]);
    assert!(said.error.ends_with("`nothing-like-it`; `counterpitch explain` lists them all\n"), "{}", said.error);
    let said = run(&["check", "-A", "dead-end"]);
    assert_eq!(said.error, "error: `dead-end` is no lint: it is a fault, and faults are always reported\n");
}

#[test]
fn the_playthroughs_that_are_written_down_replay() {
    let story = "tests/diagnostics/dead-end";
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let folder = folder.path().to_str().expect("a plain path");
    assert_eq!(run(&["check", "--story", story, "--playthroughs", folder]).code, 1);
    let replayed = run(&["replay", "--story", story, folder]);
    assert!(replayed.out.contains("dead-end-"), "{}", replayed.out);
    assert_eq!(replayed.code, 0, "{}", replayed.out);
}

#[test]
fn a_counterexample_replays_until_the_story_is_mended_and_is_then_a_test() {
    let root = tempfile::tempdir().expect("there is room for a folder");
    let (story, shown) = (root.path().join("story"), root.path().join("shown"));
    fs::create_dir(&story).expect("there is room for a folder");
    let at = |name: &str| story.join(name);
    for name in ["story.toml", "crossing.toml"] {
        fs::copy(Path::new("tests/diagnostics/property-refuted").join(name), at(name)).expect("it is there");
    }
    let [story, folder] = [&story, &shown].map(|path| path.to_str().expect("a plain path"));
    let file = shown.join("property-refuted-nobody-ends-without-a-coin-does-not-hold.toml");
    let replay = || run(&["replay", "--story", story, file.to_str().expect("a plain path")]).code;
    assert_eq!(run(&["check", "--story", story, "--playthroughs", folder]).code, 1);
    assert_eq!(replay(), 0);

    let crossing = fs::read_to_string(at("crossing.toml")).expect("it is there");
    assert!(crossing.contains("coins = -3"));
    fs::write(at("crossing.toml"), crossing.replace("coins = -3", "coins = -2")).expect("it can be written");
    assert_eq!(replay(), 1);

    let text = fs::read_to_string(&file).expect("it was written");
    assert!(text.contains("expect   = \"not (not ended or coins >= 1)\""), "{text}");
    let test = text.replace("not (not ended or coins >= 1)", "not ended or coins >= 1");
    fs::write(&file, &test).expect("it can be written");
    assert_eq!(replay(), 0);

    // What an author has made of it stays when the mistake comes back.
    fs::write(at("crossing.toml"), crossing).expect("it can be written");
    let said = run(&["check", "--story", story, "--playthroughs", folder]);
    assert!(said.code == 1 && said.error.contains("as it is"), "{}", said.error);
    assert_eq!(fs::read_to_string(&file).expect("it is there"), test);
    assert_eq!(replay(), 1);
}

#[test]
fn properties_that_a_limit_leaves_undecided_have_the_verdict_unknown() {
    let said = run(&["check", "--story", "src/cli/new", "--max-states", "3", "--format", "json"]);
    assert_eq!(said.code, 3, "{}", said.out);
    let lines: Vec<serde_json::Value> =
        said.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let (summary, findings) = lines.split_last().expect("there is a summary");
    assert_eq!(summary["complete"], false);
    assert!(findings.iter().all(|finding| finding["verdict"] == "unknown"), "{}", said.out);
    assert!(findings.iter().all(|finding| finding["help"] == "raise `--max-states`"), "{}", said.out);
}

#[test]
fn one_warning_lists_all_properties_that_a_limit_leaves_undecided() {
    let check = |format: &str| run(&["check", "--story", "src/cli/new", "--max-states", "3", "--format", format]).out;
    let human = "\
warning[property-undecided]: 2 properties are not decided: a limit stopped the search
   ╭▸ src/cli/new/story.toml:53:11
   │
53 │ always = \"not (ticket and ending('the-verge'))\"
   │           ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ whether \"nobody with a ticket is put off the train\"
   ┆
56 │ sometimes = \"ending('agathas-door') and slices == 8\"
   │              ────────────────────────────────────── whether \"the cake can arrive whole\"
   ╰╴
help: raise `--max-states`

1 warning in 1 file; the search stopped at the limit of states, so what needs a look at every game is not decided
";
    assert_eq!(check("human"), human);
    let short = "src/cli/new/story.toml:53:11: warning[property-undecided]: \
                 2 properties are not decided: a limit stopped the search\n";
    assert_eq!(check("short"), short);
}

/// The evidence of every finding of a story, replayed.
#[track_caller]
fn replay_evidence(mut read: Folder, about: &str) -> usize {
    let found = of(&read);
    let Some(story) = read.loaded.story.take() else { return 0 };
    let engine = Engine::new(&story);
    let mut shown = 0;
    for found in found {
        let Some(text) = evidence(&read.sources, &found) else { continue };
        let file = read.sources.add("evidence.toml", text.clone().into_bytes());
        let run = Run::new(&story, &engine, &read.loaded.names, &read.sources, file);
        assert_ne!(run.passed(), text.contains(FAILING), "{about}: {:?}\n{text}", run.message());
        shown += 1;
    }
    shown
}

#[test]
fn replay_accepts_the_evidence_of_three_hundred_stories() {
    let mut shown = 0;
    for seed in 0..300 {
        let recipe = if seed % 2 == 0 { STRAIGHT } else { LOOPING };
        let files = generator::story(seed, recipe);
        let read = folder::story(&files.each_ref().map(|(path, text)| (*path, text.as_str())));
        shown += replay_evidence(read, &format!("seed {seed}"));
    }
    assert!(shown > 100, "only {shown} findings had evidence");
}

const HEAD: &str =
    "format = 1\ntitle = \"T\"\nlanguage = \"en\"\nstart = \"a\"\nacts = [\"one\"]\n[act.one]\ntitle = \"A\"\n";

/// The evidence of the first finding with a code, in a story of one act.
fn evidence_of(head: &str, act: &str, code: Code) -> String {
    let read = folder::story(&[("story.toml", &format!("{HEAD}{head}")), ("one.toml", act)]);
    let found = of(&read);
    let finding = found.iter().find(|found| found.diagnostic.code == code);
    evidence(&read.sources, finding.expect("the code is found")).expect("a playthrough shows it")
}

#[test]
fn the_evidence_of_an_endless_chain_stops_before_the_choice_that_leads_there() {
    let act = "[a]\ntitle = \"A\"\n[a.choice.k]\nlabel = \"k\"\ngoto = \"b\"\n[a.choice.z]\nlabel = \"z\"\ngoto = \"z\"\n\
               [b]\ngoto = \"c\"\n[c]\ngoto = \"b\"\n[z]\ntitle = \"Z\"\nending = true\n";
    let text = evidence_of("", act, Code::EndlessChain);
    assert!(text.contains("# Then `a.k` lead"), "{text}");
    assert!(text.contains("{ available = [\"a.k\"] },"), "{text}");
    let draw = "[{ id = 'left', to = \"b\", weight = 1 }, { id = 'right', to = \"z\", weight = 1 }]";
    let text = evidence_of("", &act.replacen("\"b\"", draw, 1), Code::EndlessChain);
    assert!(text.contains("# Then `a.k`, with the draws `a.left`, leads into"), "{text}");
}

#[test]
fn the_evidence_of_a_property_that_is_false_before_a_draw_says_so_before_the_draw() {
    let head = "[flag]\nf = \"x\"\n[[property]]\nname = \"p\"\nalways = \"not f or ended\"\n";
    let act = "[a]\ntitle = \"A\"\n[a.choice.k]\nlabel = \"k\"\ngoto = \"b\"\n[b]\neffects = { f = true }\n\
               goto = [{ to = \"z\", weight = 1 }, { to = \"y\", weight = 1 }]\n\
               [z]\ntitle = \"Z\"\nending = true\n[y]\ntitle = \"Y\"\nending = true\n";
    let text = evidence_of(head, act, Code::PropertyRefuted);
    assert!(text.contains("\"a.k\",\n  { expect = \"not (not f or ended)\" },\n  { draw ="), "{text}");
}

#[test]
fn the_evidence_of_a_property_that_no_step_can_judge_names_the_scene() {
    let head = "[flag]\nf = \"x\"\n[[property]]\nname = \"p\"\nalways = \"not f\"\n";
    let act = "[a]\ntitle = \"A\"\n[a.choice.k]\nlabel = \"k\"\ngoto = \"b\"\n[b]\neffects = { f = true }\n\
               goto = \"z\"\n[z]\ntitle = \"Z\"\neffects = { f = false }\nending = true\n";
    let text = evidence_of(head, act, Code::PropertyRefuted);
    assert!(text.contains("# The condition is false in `b`") && !text.contains("expect"), "{text}");
}

/// The example `property-refuted` with a trap in it, out of which no choice leads.
fn trapped() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let story =
        format!("{HEAD}[flag]\nout = \"you are out\"\n[[property]]\nname = \"all come out\"\neventually = \"out\"\n");
    let act = "[a]\ntitle = \"A\"\n[a.choice.stay]\nlabel = \"Stay\"\ngoto = \"b\"\n[a.choice.go]\nlabel = \"Go\"\ngoto = \"z\"\n\
               [b]\ngoto = \"a\"\n[z]\ntitle = \"Z\"\neffects = { out = true }\nending = true\n";
    fs::write(folder.path().join("story.toml"), story).expect("it can be written");
    fs::write(folder.path().join("one.toml"), act).expect("it can be written");
    folder
}

#[test]
fn the_counterexample_of_an_eventually_shows_the_loop_and_fails_until_the_story_is_mended() {
    let folder = trapped();
    let at = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    let (story, shown) = (at(""), at(".shown"));
    let said = run(&["check", "--story", &story, "--playthroughs", &shown]);
    assert!(
        said.out.contains("help: from there `a.stay` comes back for ever: let one of them lead on"),
        "{}",
        said.out
    );
    assert!(said.out.contains("# The last step comes back to where it began, and can for ever."), "{}", said.out);
    assert_eq!(run(&["replay", "--story", &story, &shown]).code, 1);
    let act = fs::read_to_string(at("one.toml")).expect("it is there");
    fs::write(at("one.toml"), act.replace("[b]\ngoto = \"a\"", "[b]\ngoto = \"z\"")).expect("it can be written");
    let said = run(&["replay", "--story", &story, &shown]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(run(&["check", "--story", &story]).code, 0);
}

#[test]
fn a_dead_end_that_also_refutes_a_property_is_said_once() {
    let head = "[flag]\nout = \"you are out\"\n[[property]]\nname = \"all come out\"\neventually = \"out\"\n";
    let act = "[a]\ntitle = \"A\"\n[a.choice.stay]\nlabel = \"Stay\"\ngoto = \"b\"\n[a.choice.go]\nlabel = \"Go\"\ngoto = \"z\"\n\
               [b]\ngoto = [{ when = \"out\", to = \"z\" }]\n[z]\ntitle = \"Z\"\neffects = { out = true }\nending = true\n";
    let read = folder::story(&[("story.toml", &format!("{HEAD}{head}")), ("one.toml", act)]);
    let codes: Vec<&str> = of(&read).iter().map(|found| found.diagnostic.code.name()).collect();
    assert_eq!(codes, ["dead-end"]);
}

#[test]
fn every_fix_is_written_and_a_second_time_there_is_none() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let at = |name: &str| folder.path().join(name);
    let act = "# kept\r\n[a]\r\ntitel = \"A\"   # here\r\ngoto = \"zz\"\r\n\n[z]\ntitle = \"Z\"\nending = true\neffects = { out = \"true\" }\n";
    fs::write(at("story.toml"), format!("{HEAD}[flag]\nout = \"you are out\"\n[define]\nsafe = \"otu\"\n"))
        .expect("it can be written");
    fs::write(at("one.toml"), act).expect("it can be written");
    let story = folder.path().to_str().expect("a plain path");
    let said = run(&["check", "--fix", "--story", story]);
    assert!(said.error.contains("`titel` is now `title`") && said.error.contains("4 faults fixed"), "{}", said.error);
    let fixed = act.replace("titel", "title").replace("\"zz\"", "\"z\"").replace("\"true\"", "true");
    assert_eq!(fs::read_to_string(at("one.toml")).expect("it is there"), fixed);
    let said = run(&["check", "--fix", "--story", story]);
    assert!(said.error.contains("nothing to fix") && said.code == 0, "{}\n{}", said.error, said.out);
    assert_eq!(fs::read_to_string(at("one.toml")).expect("it is there"), fixed);
}
