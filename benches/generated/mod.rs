//! Stories of any size, the same in every run, to measure with.
//!
//! The shape is that of a long branching story: layers of scenes, three choices in each scene that lead to the next
//! layers, every other choice with a condition, four stances, some flags, thirty words a scene, and ten endings.

use counterpitch::engine::Engine;
use counterpitch::format::{self, File};
use counterpitch::source::Sources;
use counterpitch::story::Story;
use std::fmt::Write;

/// The measures of a story to be made.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// How many scenes, endings aside.
    pub scenes: usize,
    /// In how many layers; a game crosses all of them.
    pub layers: usize,
    /// How many flags.
    pub flags: usize,
}

/// The files of a generated story, by path.
pub fn files(measures: Measures) -> Vec<(String, String)> {
    let mut random = Random(34);
    let width = measures.scenes / measures.layers;
    let mut story = String::from(
        "format = 1\ntitle = 'Generated'\nlanguage = 'en'\nstart = 's-0-0'\nacts = ['only']\n\
         [act.only]\ntitle = 'Only'\n[stance]\nmin = -5\nmax = 5\n[stance.word]\n-5 = 'against'\n0 = 'for'\n",
    );
    for person in 0..4 {
        let _ = write!(story, "[stakeholder.p{person}]\nname = 'P{person}'\nrole = 'one'\nstance = 0\n");
    }
    if measures.flags > 0 {
        story.push_str("[flag]\n");
    }
    for flag in 0..measures.flags {
        let _ = writeln!(story, "f{flag} = 'something happened'");
    }
    let mut act = String::new();
    for layer in 0..measures.layers {
        for scene in 0..width {
            write_scene(&mut act, measures, layer, scene, width, &mut random);
        }
    }
    for ending in 0..10 {
        let _ = write!(act, "[end-{ending}]\nending = true\ntitle = 'E{ending}'\ntext = 'It is over.'\n");
    }
    vec![("story.toml".into(), story), ("only.toml".into(), act)]
}

/// A generated story and its engine.
pub fn story(measures: Measures) -> (Story, Engine) {
    let mut sources = Sources::new();
    let files: Vec<File> = files(measures)
        .into_iter()
        .map(|(path, text)| File { id: sources.add(path.clone(), text.into_bytes()), path })
        .collect();
    let loaded = format::load(&sources, &files);
    let story = loaded.story.unwrap_or_else(|| panic!("a generated story is sound: {:?}", loaded.diagnostics.first()));
    let engine = Engine::new(&story);
    (story, engine)
}

fn write_scene(act: &mut String, measures: Measures, layer: usize, scene: usize, width: usize, random: &mut Random) {
    let _ = write!(act, "[s-{layer}-{scene}]\ntitle = 'Scene'\ntext = \"\"\"\n{}\n\n", WORDS);
    let _ = write!(
        act,
        "{{if p{} >= 0}}A second thought, for those who have come so far.{{end}}\n\"\"\"\n",
        random.below(4)
    );
    for choice in 0..3 {
        let _ = write!(act, "[s-{layer}-{scene}.choice.c{choice}]\nlabel = 'Do number {choice}'\n");
        if choice > 0 && random.below(10) < 6 {
            let _ = writeln!(act, "when = 'p{} >= {}'", random.below(4), random.below(5) as i64 - 2);
        }
        let (first, second) = (random.below(4), random.below(4));
        let _ = write!(act, "effects = {{ p{first} = {}", random.below(5) as i64 - 2);
        if second != first {
            let _ = write!(act, ", p{second} = {}", random.below(3) as i64 - 1);
        }
        if measures.flags > 0 && random.below(4) == 0 {
            let _ = write!(act, ", f{} = true", random.below(measures.flags));
        }
        let target = match layer + 1 {
            next if next == measures.layers => format!("end-{}", random.below(10)),
            next => format!("s-{next}-{}", random.below(width)),
        };
        let _ = write!(act, " }}\ngoto = '{target}'\n");
    }
}

const WORDS: &str = "The rain has stopped and nobody has noticed. Somebody puts a cup down where a cup stood \
                     before, looks at the clock, and says the one thing that was left to say about the lamp.";

/// A SplitMix64 generator.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}
