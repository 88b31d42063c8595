//! What the keys do.

use super::{DOWN, HINT, STAIRCASE, Setting, home, kept_choices, staircase};

#[test]
fn arrows_letters_and_digits_select_and_enter_decides() {
    let home = home();
    let mut desk = staircase(&home);
    assert!(!desk.screen().contains('❯'), "nothing is selected:\n{}", desk.screen());
    desk.press_and_see("\r", "Select with ↑ ↓ or a number");
    desk.press_and_see(DOWN, "❯ 1");
    desk.press_and_see(DOWN, "❯ 2");
    desk.press_and_see("k", "❯ 1");
    desk.press_and_see("k", "❯ 4");
    desk.press_and_see("j", "❯ 1");
    desk.press_and_see("\x1b[F", "❯ 4");
    desk.press_and_see("\x1b[H", "❯ 1");
    desk.press_and_see("3", "❯ 3");
    let screen = desk.press_and_see("9", "There is no such number here: the choices are 1 to 4.");
    assert!(screen.contains("❯ 3") && screen.contains(HINT), "{screen}");
    desk.press_and_see("1\r", "One more.");
    let screen = desk.see(HINT);
    assert!(screen.contains("❯ Climb one step"), "{screen}");
    assert_eq!(screen.matches("Call the cat").count(), 1, "the list has become one line:\n{screen}");
    assert!(screen.contains("steps 1 ▲"), "{screen}");
    desk.press("q");
    assert_eq!(desk.exit_code(), 0);
    assert!(!desk.with(|screen| screen.hide_cursor()));
}

#[test]
fn space_and_letters_never_choose() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press("  xyz:;Q\x1bOP\x1b[5~\t\x7f n");
    assert_eq!(desk.exit_code(), 0, "only Q meant something");
    assert!(!desk.scrolled().contains("One more."));
}

#[test]
fn a_locked_choice_says_why_and_changes_nothing() {
    let home = home();
    let mut desk = staircase(&home);
    let screen = desk.screen();
    assert!(screen.contains("  3  Fly\n     locked: you have no wings"), "{screen}");
    let screen = desk.press_and_see("3\r", "You cannot choose that");
    assert!(screen.contains("You cannot choose that: you have no wings."), "{screen}");
    assert!(!screen.contains("roof"), "{screen}");
    desk.press_and_see("k", "❯ 2");
    desk.see(HINT);
}

#[test]
fn a_list_of_more_than_nine_takes_numbers_of_two_digits() {
    let home = home();
    let folder = home.path().join("story");
    std::fs::create_dir(&folder).expect("there is room");
    let choices: String = (1..=12).map(|n| format!("[s.choice.c{n}]\nlabel = \"Door {n}\"\ngoto = \"s\"\n")).collect();
    std::fs::write(folder.join("a.toml"), format!("[s]\ntext = \"Doors.\"\n{choices}")).expect("there is room");
    let story =
        "format = 1\ntitle = \"Doors\"\nlanguage = \"en\"\nstart = \"s\"\nacts = [\"a\"]\n[act.a]\ntitle = \"A\"\n";
    std::fs::write(folder.join("story.toml"), story).expect("there is room");
    let mut desk = Setting::new(84, 34, home.path()).play(&["--story", folder.to_str().expect("plain")]);
    desk.see("   1  Door 1\n");
    desk.press_and_see("1", "❯  1");
    desk.press_and_see("2", "❯ 12  Door 12");
    desk.press_and_see("3", "❯  3");
}

#[test]
fn a_choice_taken_back_and_made_again_has_the_same_draws() {
    let home = home();
    // So high that nothing which was read has to be read again.
    let mut desk = Setting::new(84, 70, home.path()).play(&STAIRCASE);
    desk.see(HINT);
    let outcome = |desk: &super::Desk| -> Vec<String> {
        let text = desk.scrolled();
        text.lines().filter(|line| line.contains("She ")).map(str::to_owned).collect()
    };
    desk.press_and_see("2\r", "She ");
    desk.see(HINT);
    let first = outcome(&desk);
    desk.press_and_see("u", "Taken back:");
    desk.press_and_see("r", "Made again:");
    desk.press("u");
    desk.until("taken back twice", |_| desk.scrolled().matches("Taken back:").count() == 2);
    desk.press("2\r");
    desk.until("the same again", |_| outcome(&desk).len() == 2);
    let second = outcome(&desk);
    assert_eq!([&second[0], &second[1]], [&first[0], &first[0]]);
    desk.press_and_see("uuu", "There is no choice to take back.");
    // A game without a choice takes the place of no other: what was taken back last is there to go on from.
    assert_eq!(kept_choices(&home), 1);
}

#[test]
fn what_is_asked_for_stands_above_the_choices_and_stays() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("1\r", "steps 1");
    desk.press_and_see("s", "Mies, cat: waiting.");
    desk.see("Steps: 1.");
    desk.press_and_see("h", "What you decided:\n  1  Climb one step");
    let screen = desk.press_and_see("e", "The one ending is still to be found.");
    assert!(!screen.contains("a way out at the top"), "a hint tells of the plot:\n{screen}");
    desk.see(HINT);
}

#[test]
fn help_names_every_key() {
    let home = home();
    let mut desk = staircase(&home);
    let screen = desk.press_and_see("?", "keeps its secret.");
    assert!(screen.contains("leaves; the game is kept as it stands"), "{screen}");
    for key in ["↑↓", "1–9", "enter", "space", "esc", "s ", "l ", "u ", "r ", "h ", "e ", "b ", "n ", "? ", "q "]
    {
        assert!(screen.contains(&format!("\n  {key}")), "{key}:\n{screen}");
    }
}

#[test]
fn another_game_is_begun_in_the_middle_of_one_only_when_that_is_asked_twice_in_a_row() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("1\r", "steps 1");
    desk.press_and_see("n", "Press n again to begin another game; this one stays beside it.");
    desk.press_and_see("s", "Steps: 1.");
    desk.press_and_see("n", "Press n again");
    desk.press_and_see("n", "Another game.");
    desk.press_and_see("1\r", "❯ Climb one step");
    desk.press("q");
    desk.end();
    assert_eq!(super::kept_games(&home), [1, 1]);
}

#[test]
fn pasted_text_never_chooses() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press("\x1b[200~1\r1\rq\x1b[201~");
    let screen = desk.press_and_see(DOWN, "❯ 1");
    assert!(!screen.contains("One more."), "{screen}");
}

#[test]
fn an_enter_typed_before_the_choices_were_there_decides_nothing_and_other_keys_are_heard() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press("1\r2\r\r");
    desk.see("steps 1 ▲");
    desk.see("❯ 2");
    desk.press_and_see("j", "❯ 3");
    assert_eq!(kept_choices(&home), 1);
    let other = super::home();
    let mut desk = Setting::new(60, 14, other.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.press_and_see("\r\r2\r", "❯ 2");
    let screen = desk.press_and_see("j", "❯ 3");
    assert!(!screen.contains("She "), "{screen}");
}

#[test]
fn a_long_passage_pauses_and_only_space_or_enter_goes_on() {
    let home = home();
    let mut desk = Setting::new(60, 14, home.path()).play(&STAIRCASE);
    desk.see("… more");
    desk.press("1\x1b[B");
    desk.read_to("1  Climb");
    desk.press("4\r");
    let screen = desk.until("a pause", |screen| screen.contains("First") && screen.contains("… more"));
    assert!(screen.contains("First flight") && !screen.contains("Fifth flight"), "{screen}");
    desk.press("1jx");
    let screen = desk.read_to("Fifth flight");
    assert!(screen.contains("› "), "a mark is where one reads on:\n{screen}");
    desk.read_to("1  Out onto the roof");
    let text = desk.scrolled();
    for flight in ["First", "Second", "Third", "Fourth", "Fifth"] {
        assert_eq!(text.matches(&format!("{flight} flight")).count(), 1, "{text}");
    }
}

#[test]
fn after_an_ending_one_plays_again_or_goes_back_to_any_decision() {
    let home = home();
    let mut desk = staircase(&home);
    desk.press_and_see("1\r", "steps 1");
    desk.press_and_see("4\r", "Out onto");
    desk.press_and_see("1\r", "The end: The roof.");
    desk.see("You had not found this ending before.");
    desk.see("n new game");
    desk.see("space debrief");
    desk.press_and_see("\r", "Debrief ──");
    desk.see("w write it down");
    desk.press_and_see("b", "Go back to which decision?");
    desk.see("❯ 3  Out onto the roof");
    desk.see("↑↓ choose  enter go back  esc cancel");
    desk.press_and_see("\x1b", "n new game");
    desk.press_and_see("b", "❯ 3");
    desk.press("2\r");
    let behind = |screen: &str| screen.split("You are back at decision 2.").nth(1).map(str::to_owned);
    let is_back = |text: String| text.contains("At the foot") && text.contains("steps 1") && text.contains(HINT);
    desk.until("decision 2", |screen| behind(screen).is_some_and(is_back));
    desk.press_and_see("4\r", "1  Out onto");
    desk.press_and_see("1\r", "The end: The roof.");
    desk.press_and_see("n", "Another game.");
    desk.see("  1  Climb");
    desk.press_and_see("e", "The one ending is found.");
}

#[test]
fn arrows_reach_the_locked_choices_too() {
    let home = home();
    let folder = home.path().join("story");
    std::fs::create_dir(&folder).expect("there is room");
    let story =
        "format = 1\ntitle = \"Doors\"\nlanguage = \"en\"\nstart = \"s\"\nacts = [\"a\"]\n[act.a]\ntitle = \"A\"\n";
    std::fs::write(folder.join("story.toml"), story).expect("there is room");
    let act = "[s]\ntext = \"Doors.\"\n\
               [s.choice.shut]\nlabel = \"The shut one\"\nwhen = \"false\"\nlocked = \"it is shut\"\ngoto = \"s\"\n\
               [s.choice.open]\nlabel = \"The open one\"\ngoto = \"s\"\n";
    std::fs::write(folder.join("a.toml"), act).expect("there is room");
    let mut desk = Setting::new(84, 34, home.path()).play(&["--story", folder.to_str().expect("plain")]);
    desk.see("  2  The open one");
    desk.press_and_see("j", "❯ 1  The shut one");
    desk.press_and_see("\r", "You cannot choose that: it is shut.");
}
