//! Whatever is pressed and however large the terminal is, the game goes on, and gives the terminal back.

use super::{Setting, home};

/// A sequence of numbers that look random (Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % bound
    }
}

const KEYS: [&str; 22] = [
    "1", "2", "3", "\r", "\r", " ", " ", " ", "\x1b[A", "\x1b[B", "\x1b", "s", "u", "r", "h", "b", "e", "?", "l", "n",
    "x", "\x0c",
];

/// `COUNTERPITCH_KEYS` says how many keys are pressed in each language.
#[test]
fn random_keys_and_sizes_leave_one_list_and_a_terminal_that_is_given_back() {
    let keys = std::env::var("COUNTERPITCH_KEYS").ok().and_then(|keys| keys.parse().ok()).unwrap_or(150);
    for (seed, language, quit) in [(1, "en", "q quit"), (2, "nl", "q stop")] {
        let mut random = Random(seed);
        let home = home();
        let mut desk = Setting::new(80, 24, home.path()).play(&["--lang", language, "--seed", "3"]);
        desk.see(quit);
        for number in 1..=keys {
            desk.press(KEYS[random.below(KEYS.len() as u64) as usize]);
            if random.below(20) == 0 {
                desk.resize(20 + random.below(181) as u16, 6 + random.below(50) as u16);
            }
            if number % 50 == 0 {
                desk.resize(90, 40);
                let is_one = |screen: &str| {
                    screen.matches(quit).count() == 1
                        || screen.matches("esc ann").count() + screen.matches("esc can").count() == 1
                };
                desk.until("one list or one pause", is_one);
            }
        }
        // Behind Esc a key would be another one.
        desk.press("xq");
        assert_eq!(desk.exit_code(), 0, "{}", desk.screen());
        assert!(!desk.with(|screen| screen.hide_cursor() || screen.bracketed_paste()), "the terminal is as it was");
        assert!(!String::from_utf8_lossy(&desk.raw()).contains("panicked"));
    }
}
