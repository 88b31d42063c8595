//! Small stories made up from a number: loops, draws, dead ends, marks of the past, sums that stop at their bounds.

use std::fmt::Write;

/// A stream of numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// Yes, in `percent` of all cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What a made-up story may have.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// The most scenes beside the two endings.
    pub scenes: usize,
    /// In how many of a hundred cases an arm leads back.
    pub back: usize,
    /// Whether marks of the past, texts and properties are used; without them a story is one of plain numbers.
    pub rich: bool,
}

const NUMBERS: [&str; 4] = ["ada", "bo", "coins", "days"];
const FLAGS: [&str; 3] = ["fed", "lit", "mad"];

struct Writer {
    dice: Dice,
    recipe: Recipe,
    scenes: usize,
    out: String,
}

/// Writes a story's two files: `story.toml` and `act.toml`.
pub fn story(seed: u64, recipe: Recipe) -> [(&'static str, String); 2] {
    let mut dice = Dice::new(seed);
    let scenes = 3 + dice.below(recipe.scenes - 2);
    let mut writer = Writer { dice, recipe, scenes, out: String::new() };
    for scene in 0..scenes {
        writer.scene(scene);
    }
    for ending in ["happy", "sad"] {
        writeln!(writer.out, "[{ending}]\ntitle = \"{ending}\"\nending = true").expect("it is a string");
        let effects = writer.effects();
        writeln!(writer.out, "{effects}text = \"The {ending} end{{if fed}} of a meal{{end}}.\"\n")
            .expect("it is a string");
    }
    let act = std::mem::take(&mut writer.out);
    writer.head();
    // Some conditions ask for a choice, which must be one that there is.
    let mut files = [("story.toml", writer.out), ("act.toml", act)];
    for scene in (1..scenes).step_by(3) {
        if !files[1].1.contains(&format!("[s{scene}.choice.c0]")) {
            continue;
        }
        let (visited, chosen) = (format!("visited('s{scene}')"), format!("chosen('s{scene}.c0')"));
        files.iter_mut().for_each(|(_, text)| *text = text.replace(&visited, &chosen));
    }
    files
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn head(&mut self) {
        self.line("format = 1\ntitle = \"Made up\"\nlanguage = \"en\"\nstart = \"s0\"\nacts = [\"act\"]");
        self.line(
            "[act.act]\ntitle = \"Act\"\n[stance]\nmin = -1\nmax = 2\n[stance.word]\n-1 = \"no way\"\n1 = \"yes\"",
        );
        self.line("[stakeholder.ada]\nname = \"Ada\"\nrole = \"queen\"\nstance = 0");
        self.line(
            "[stakeholder.bo]\nname = \"Bo\"\nrole = \"cook\"\nstance = 1\nknown = \"lit\"\nunknown = \"who can say\"",
        );
        self.line("[counter.coins]\nstart = 2\nmax = 3\n[counter.days]\nstart = 0\nmax = 2");
        self.line("[flag]\nfed = \"a\"\nlit = \"b\"\nmad = \"c\"");
        let (won, fine) = (self.condition(), self.condition());
        self.line(&format!(
            "[goal.one]\nname = \"One\"\nworth = [ {{ when = \"ending('happy')\", value = 1.0 }}, {{ when = \"{fine}\", value = 0.25 }} ]"
        ));
        self.line(&format!("[goal.two]\nname = \"Two\"\nwhen = \"{won}\""));
        if self.recipe.rich {
            for (number, kind) in ["always", "sometimes", "eventually", "always"].iter().enumerate() {
                let condition = match number {
                    3 => format!("choices < {} or {}", self.dice.below(5), self.condition()),
                    _ => format!("{} or not ({})", self.condition(), self.condition()),
                };
                self.line(&format!("[[property]]\nname = \"p{number}\"\n{kind} = \"{condition}\""));
            }
            let play = self.dice.pick(&["random", "ordinary", "best", "worst", "first"]);
            let condition = self.condition();
            self.line(&format!(
                "[[property]]\nname = \"c\"\nchance = {{ of = \"{condition}\", play = \"{play}\", min = 0.3 }}"
            ));
        }
    }

    fn scene(&mut self, scene: usize) {
        self.line(&format!("[s{scene}]\ntitle = \"Scene {scene}\""));
        if self.dice.chance(40) {
            let effects = self.effects();
            self.out.push_str(&effects);
        }
        if self.recipe.rich && self.dice.chance(70) {
            let condition = self.condition();
            let text = self.dice.pick(&["you", "{bo.word}", "{coins} coins", "{ada.name}, {ada.word}"]);
            self.line(&format!("text = \"Here {{if {condition}}}again and again{{else}}once{{end}}: {text}.\""));
        }
        if self.dice.chance(30) {
            let way = self.way(scene);
            self.line(&format!("goto = {way}\n"));
            return;
        }
        self.line("");
        let choices = 1 + self.dice.below(3);
        for choice in 0..choices {
            self.line(&format!("[s{scene}.choice.c{choice}]\nlabel = \"Choose {choice}\""));
            if self.dice.chance(45) {
                let condition = self.condition();
                self.line(&format!("when = \"{condition}\""));
            }
            if self.recipe.rich && self.dice.chance(35) {
                self.line("once = true");
            }
            if self.recipe.rich && self.dice.chance(15) {
                self.line("fallback = true");
            }
            if self.recipe.rich && self.dice.chance(20) {
                self.line("text = \"Done{if mad}, madly{end}.\"");
            }
            let effects = self.effects();
            self.out.push_str(&effects);
            let way = self.way(scene);
            self.line(&format!("goto = {way}\n"));
        }
    }

    fn target(&mut self, scene: usize) -> String {
        if self.dice.chance(self.recipe.back) {
            return format!("s{}", self.dice.below(scene + 1));
        }
        let left = self.scenes - scene - 1;
        match self.dice.below(left + 2) {
            0 => "happy".to_owned(),
            1 => "sad".to_owned(),
            _ => format!("s{}", scene + 1 + self.dice.below(left.min(3))),
        }
    }

    fn way(&mut self, scene: usize) -> String {
        let kind = self.dice.below(10);
        if kind < 6 {
            return format!("\"{}\"", self.target(scene));
        }
        let arms = 2 + self.dice.below(2);
        let arms: Vec<String> = (0..arms)
            .map(|arm| {
                let to = self.target(scene);
                let mut text = format!("{{ to = \"{to}\"");
                if kind >= 8 {
                    let weight = match (1 + self.dice.below(5), arm) {
                        (5, 0) if self.recipe.rich => "\"2 - coins\"".to_owned(),
                        (4, 1) if self.recipe.rich => "\"1 + 2 * days\"".to_owned(),
                        (weight, _) => weight.to_string(),
                    };
                    write!(text, ", weight = {weight}").expect("it is a string");
                }
                let is_last = arm + 1 == arms;
                if (!is_last && self.dice.chance(50)) || self.dice.chance(8) {
                    write!(text, ", when = \"{}\"", self.condition()).expect("it is a string");
                }
                if self.recipe.rich && self.dice.chance(15) {
                    text.push_str(", text = \"So it goes.\"");
                }
                if self.dice.chance(30) {
                    write!(text, ", effects = {}", self.changes(None)).expect("it is a string");
                }
                text + " }"
            })
            .collect();
        format!("[ {} ]", arms.join(", "))
    }

    fn effects(&mut self) -> String {
        let mut text = String::new();
        match self.dice.below(5) {
            0 => {}
            1 | 2 => writeln!(text, "effects = {}", self.changes(None)).expect("it is a string"),
            _ => {
                let condition = self.condition();
                let (first, second) = (self.changes(None), self.changes(Some(condition)));
                writeln!(text, "effects = [ {first}, {second} ]").expect("it is a string");
            }
        }
        if self.dice.chance(12) {
            writeln!(text, "set = {{ coins = {} }}", self.dice.below(4)).expect("it is a string");
        }
        text
    }

    fn changes(&mut self, when: Option<String>) -> String {
        let mut parts: Vec<String> = when.iter().map(|when| format!("when = \"{when}\"")).collect();
        let first = self.dice.below(4);
        let count = 1 + self.dice.below(2);
        for offset in 0..count {
            let name = NUMBERS[(first + offset) % 4];
            let amount = [-2, -1, 1, 2][self.dice.below(4)];
            parts.push(format!("{name} = {amount}"));
        }
        if self.dice.chance(35) {
            let flag = self.dice.pick(&FLAGS);
            parts.push(format!("{flag} = {}", self.dice.chance(75)));
        }
        format!("{{ {} }}", parts.join(", "))
    }

    fn condition(&mut self) -> String {
        let atom = self.atom();
        match self.dice.below(8) {
            0 => format!("{atom} and {}", self.atom()),
            1 => format!("{atom} or {}", self.atom()),
            2 => format!("not {atom}"),
            3 => format!("count({atom}, {}, {}) >= 2", self.atom(), self.atom()),
            _ => atom,
        }
    }

    fn atom(&mut self) -> String {
        let comparison = self.dice.pick(&["==", "!=", "<", "<=", ">", ">="]);
        match self.dice.below(if self.recipe.rich { 8 } else { 5 }) {
            0 | 1 => self.dice.pick(&FLAGS).to_owned(),
            2 | 3 => {
                let name = self.dice.pick(&NUMBERS);
                format!("{name} {comparison} {}", self.dice.below(4) as i32 - 1)
            }
            4 => {
                let (one, other) = (self.dice.pick(&NUMBERS), self.dice.pick(&NUMBERS));
                let form = self.dice.pick(&["{} {} {}", "{} + 1 {} {}", "max({}, 1) {} abs({})", "2 * {} {} {}"]);
                form.replacen("{}", one, 1).replacen("{}", comparison, 1).replacen("{}", other, 1)
            }
            5 => format!("visited('s{}')", self.dice.below(self.scenes)),
            6 => "again".to_owned(),
            _ => format!("{} >= {}", self.dice.pick(&NUMBERS), self.dice.below(3)),
        }
    }
}
