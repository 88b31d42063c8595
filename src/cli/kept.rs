//! A file in which a game is kept, decision after decision, and from which no decision is lost that is to stay.
//!
//! What is in the file is written over by a game that has all of its decisions. Before any other, it is given another
//! name, under which it stays. A game without a choice is not written at all.

use super::files::replace;
use crate::format::Names;
use crate::script::{self, Action, Decision};
use crate::source::Sources;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What becomes of decisions that the player takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// They stay, in a file of another name.
    Stay,
    /// They go: the file follows the game.
    Go,
}

/// Whose game is kept next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The one that is in the file, as far as it goes.
    Same,
    /// Another.
    Other,
}

/// The file of a game.
pub struct Kept {
    file: PathBuf,
    /// The name for the game before; without one only the latest is kept.
    earlier: Option<PathBuf>,
    taken_back: TakenBack,
    whose: Whose,
    /// What is in the file unless somebody else has written it.
    known: Option<Vec<u8>>,
    /// The games cut short that were given another name.
    aside: Vec<Vec<Decision>>,
}

impl Kept {
    /// The file as it is; what is kept in it next is another game.
    pub fn open(file: PathBuf, earlier: PathBuf, taken_back: TakenBack) -> Kept {
        let known = fs::read(&file).ok();
        Kept { file, earlier: Some(earlier), taken_back, whose: Whose::Other, known, aside: Vec::new() }
    }

    /// The file of games of which each takes the place of the one before.
    pub fn latest(file: PathBuf) -> Kept {
        Kept {
            file,
            earlier: None,
            taken_back: TakenBack::Go,
            whose: Whose::Other,
            known: None,
            aside: Vec::new(),
        }
    }

    /// Where the game is kept.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What is kept next is the game that is in the file.
    pub fn go_on(&mut self) {
        self.whose = Whose::Same;
    }

    /// What is kept next is another game.
    pub fn begin_another(&mut self) {
        self.whose = Whose::Other;
    }

    /// Keeps a game. When another run of the program has written the file meanwhile, that is left alone, and this game
    /// is kept under another name from here on.
    pub fn keep(&mut self, decisions: &[Decision], text: &str) -> io::Result<()> {
        if !has_choice(decisions) {
            return Ok(());
        }
        match read(&self.file)? {
            _ if self.earlier.is_none() => {}
            Some(there) if self.known.as_ref() != Some(&there) => {
                self.file = free_name(&self.file);
            }
            Some(there) => self.make_room(&there, decisions)?,
            None => {}
        }
        replace(&self.file, text)?;
        self.known = Some(text.into());
        self.whose = Whose::Same;
        Ok(())
    }

    /// Gives what is in the file another name, unless the game has all of it.
    fn make_room(&mut self, there: &[u8], decisions: &[Decision]) -> io::Result<()> {
        let Some(earlier) = self.earlier.as_deref().filter(|_| !has_all(decisions, there)) else {
            return Ok(());
        };
        let there = decisions_in(there).unwrap_or_default();
        match (self.whose, self.taken_back) {
            (Whose::Other, _) => {
                if read(earlier)?.is_some_and(|before| !has_all(&there, &before)) {
                    put_aside(earlier)?;
                }
                fs::rename(&self.file, earlier)
            }
            (Whose::Same, TakenBack::Stay) if !self.aside.iter().any(|aside| aside.starts_with(&there)) => {
                self.aside.push(there);
                put_aside(&self.file).map(drop)
            }
            (Whose::Same, _) => Ok(()),
        }
    }
}

/// Gives a file another name, under which it stays; says which.
pub fn put_aside(file: &Path) -> io::Result<PathBuf> {
    let aside = free_name(file);
    fs::rename(file, &aside)?;
    Ok(aside)
}

/// The decisions in the text of a playthrough; `None` when it is no such text.
fn decisions_in(text: &[u8]) -> Option<Vec<Decision>> {
    let mut sources = Sources::new();
    let id = sources.add(String::new(), text.to_vec());
    let steps = script::parse(&sources, id, &Names::default()).ok()?.steps;
    let decision = |action| match action {
        Action::Choose(named) => Some(Decision::Choice(named.name)),
        Action::Draw(named) => Some(Decision::Draw(named.name)),
        Action::Look(_) => None,
    };
    Some(steps.into_iter().filter_map(|step| decision(step.action)).collect())
}

/// Whether there is something of the player's in a game.
fn has_choice(decisions: &[Decision]) -> bool {
    decisions.iter().any(|decision| matches!(decision, Decision::Choice(_)))
}

/// Whether a game has all that the text of another says; nobody knows what a text says that is none.
pub fn has_all(decisions: &[Decision], text: &[u8]) -> bool {
    decisions_in(text).is_some_and(|others| !has_choice(&others) || decisions.starts_with(&others))
}

fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A name that no file has, made of the name of one.
fn free_name(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let names = (1u32..).map(|number| file.with_file_name(format!("{stem}-kept-{number}.toml")));
    names.into_iter().find(|name| !name.exists()).expect("there are more numbers than files")
}

#[cfg(test)]
mod tests {
    use super::{Kept, TakenBack, decisions_in, has_choice};
    use crate::script::Decision;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};
    use std::fs;
    use std::path::Path;

    /// What a player does at one of two terminals.
    #[derive(Clone, Debug)]
    enum Act {
        Choose(u8),
        TakeBack,
        BeginAnother,
        LeaveAndGoOn,
        LeaveAndBegin,
        TakeUp(usize),
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => (0..3u8).prop_map(Act::Choose),
            2 => Just(Act::TakeBack),
            1 => Just(Act::BeginAnother),
            1 => Just(Act::LeaveAndGoOn),
            1 => Just(Act::LeaveAndBegin),
            1 => (0..9usize).prop_map(Act::TakeUp),
        ]
    }

    fn text(game: &[Decision]) -> String {
        let steps = game.iter().map(|decision| match decision {
            Decision::Choice(name) => format!("{name:?}"),
            Decision::Draw(name) => format!("{{ draw = {name:?} }}"),
        });
        format!("steps = [{}]\n", steps.collect::<Vec<_>>().join(", "))
    }

    fn games(folder: &Path) -> Vec<Vec<Decision>> {
        let mut files: Vec<_> = fs::read_dir(folder).expect("it is there").flatten().collect();
        files.sort_by_key(|file| file.path());
        files.iter().filter_map(|file| decisions_in(&fs::read(file.path()).expect("it is there"))).collect()
    }

    fn open(folder: &Path) -> Kept {
        Kept::open(folder.join("game.toml"), folder.join("earlier.toml"), TakenBack::Stay)
    }

    fn play(kept: &mut Kept, game: &mut Vec<Decision>, act: &Act, folder: &Path) {
        match act {
            Act::Choose(choice) => game.push(Decision::Choice(format!("scene.c{choice}"))),
            Act::TakeBack if game.len() < 2 => return,
            Act::TakeBack => drop(game.pop()),
            Act::LeaveAndGoOn => {
                let left = fs::read(folder.join("game.toml")).ok().and_then(|text| decisions_in(&text));
                *kept = open(folder);
                kept.go_on();
                return *game = left.unwrap_or_else(|| vec![Decision::Draw("scene.rain".into())]);
            }
            Act::LeaveAndBegin | Act::BeginAnother | Act::TakeUp(_) => {
                match act {
                    Act::BeginAnother => kept.begin_another(),
                    _ => *kept = open(folder),
                }
                let taken_up = match act {
                    Act::TakeUp(file) => games(folder).into_iter().nth(*file),
                    _ => None,
                };
                *game = taken_up.unwrap_or_else(|| vec![Decision::Draw("scene.sun".into())]);
                if !matches!(act, Act::BeginAnother) {
                    return;
                }
            }
        }
        assert!(kept.keep(game, &text(game)).is_ok());
    }

    proptest! {
        #![proptest_config(Config {
            cases: 40, rng_seed: RngSeed::Fixed(34), failure_persistence: None, ..Config::default()
        })]

        #[test]
        fn whatever_is_begun_taken_back_and_left_no_decision_is_ever_lost(
            acts in proptest::collection::vec((0..2usize, act()), 1..40)
        ) {
            let folder = tempfile::tempdir().expect("there is room");
            let first = vec![Decision::Draw("scene.sun".into())];
            let mut terminals = [(open(folder.path()), first.clone()), (open(folder.path()), first)];
            let mut made = Vec::new();
            for (terminal, act) in &acts {
                let (kept, game) = &mut terminals[*terminal];
                play(kept, game, act, folder.path());
                made.push(game.clone());
                let there = games(folder.path());
                prop_assert!(there.iter().all(|game| has_choice(game)), "{there:?}");
                for made in made.iter().filter(|made| has_choice(made)) {
                    prop_assert!(there.iter().any(|game| game.starts_with(made)), "{made:?} of {there:?}");
                }
            }
        }
    }

    #[test]
    fn a_game_that_another_run_has_written_meanwhile_is_left_alone_and_ours_goes_elsewhere_once() {
        let folder = tempfile::tempdir().expect("there is room");
        let game = |choice: &str| vec![Decision::Choice(choice.into())];
        let (mut ours, mut theirs) = (open(folder.path()), open(folder.path()));
        let keep = |kept: &mut Kept, game: &[Decision]| kept.keep(game, &text(game)).expect("there is room");
        keep(&mut theirs, &game("scene.a"));
        keep(&mut ours, &game("scene.b"));
        keep(&mut theirs, &[game("scene.a"), game("scene.c")].concat());
        keep(&mut ours, &[game("scene.b"), game("scene.d")].concat());
        assert_eq!(games(folder.path()).len(), 2);
    }
}
