//! A desk in a test: the real program on a pseudo-terminal, with a model of the screen that a player would see.
//!
//! Every wait is for something to be seen on that screen, and ends as soon as it is; nothing ever sleeps for a time.

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// No wait is longer; a machine that is busy may take its time.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program.
pub const GAME: &str = env!("CARGO_BIN_EXE_counterpitch");

/// What the model has seen.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    is_over: bool,
    is_leaving: bool,
}

/// A terminal with a program in it.
pub struct Desk {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

/// How a desk is set up.
pub struct Setting {
    pub columns: u16,
    pub rows: u16,
    /// The home of the player, in which games are kept.
    pub home: PathBuf,
    pub environment: Vec<(String, String)>,
}

impl Setting {
    pub fn new(columns: u16, rows: u16, home: &Path) -> Setting {
        Setting { columns, rows, home: home.to_owned(), environment: Vec::new() }
    }

    pub fn with(mut self, name: &str, value: &str) -> Setting {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Starts a program at the desk.
    pub fn run(&self, program: &str, arguments: &[&str]) -> Desk {
        let size = size(self.columns, self.rows);
        let pair = native_pty_system().openpty(size).expect("there are pseudo-terminals");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env_clear();
        let home = self.home.to_str().expect("temporary folders have plain names");
        let path = std::env::var("PATH").unwrap_or_default();
        let usual = [("PATH", path.as_str()), ("HOME", home), ("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        usual.iter().for_each(|(name, value)| command.env(name, value));
        self.environment.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let reader = pair.master.try_clone_reader().expect("a pseudo-terminal can be read");
        let keyboard = pair.master.take_writer().expect("a pseudo-terminal can be written to");
        let parser = vt100::Parser::new(cells(self.rows), cells(self.columns), 1000);
        let seen = Seen { parser, raw: Vec::new(), is_over: false, is_leaving: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let model = seen.clone();
        std::thread::spawn(move || watch(reader, &model));
        Desk { master: Some(pair.master), keyboard: Some(keyboard), child, seen }
    }

    /// Starts the game at the desk.
    pub fn play(&self, arguments: &[&str]) -> Desk {
        self.run(GAME, arguments)
    }

    /// Starts the game in a shell that writes the game's process into `game.pid` in the home, and afterwards says how
    /// it ended and how the terminal is set.
    pub fn play_in_shell(&self, before: &str, arguments: &str) -> Desk {
        let pid = self.home.join("game.pid");
        let script = format!(
            "{before} (sh -c 'echo $$ > {}; exec {GAME} {arguments}'); echo EXIT=$?; stty -a; echo ALL-OVER | tr A-Z a-z",
            pid.display()
        );
        self.run("/bin/sh", &["-c", &script])
    }

    /// The process of the game that was started in a shell.
    pub fn pid(&self) -> i32 {
        let text = std::fs::read_to_string(self.home.join("game.pid")).expect("the game has started");
        text.trim().parse().expect("a process has a number")
    }
}

fn watch(mut reader: Box<dyn Read + Send>, seen: &(Mutex<Seen>, Condvar)) {
    let mut bytes = [0; 8192];
    loop {
        // Linux says EIO when the last program has gone.
        let count = reader.read(&mut bytes).unwrap_or(0);
        let mut now = seen.0.lock().expect("no test panics while it holds the screen");
        now.parser.process(&bytes[..count]);
        now.raw.extend_from_slice(&bytes[..count]);
        now.is_over = count == 0;
        let is_done = now.is_over || now.is_leaving;
        drop(now);
        if is_done {
            drop(reader);
            seen.0.lock().expect("no test panics while it holds the screen").is_over = true;
            return seen.1.notify_all();
        }
        seen.1.notify_all();
    }
}

/// Whether no update of the screen has begun that has not ended.
fn is_whole(raw: &[u8]) -> bool {
    let last = |mark: &[u8]| raw.windows(mark.len()).rposition(|bytes| bytes == mark);
    last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
}

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).expect("a screen has at least one cell")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Desk {
    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("the terminal is there");
        keyboard.write_all(keys.as_bytes()).expect("the terminal takes keys");
        keyboard.flush().expect("the terminal takes keys");
    }

    /// Presses keys, and waits for a text to be seen.
    #[track_caller]
    pub fn press_and_see(&mut self, keys: &str, text: &str) -> String {
        self.press(keys);
        self.see(text)
    }

    /// Waits for a text to be seen, and gives the screen.
    #[track_caller]
    pub fn see(&self, text: &str) -> String {
        self.until(&format!("“{text}”"), |screen| screen.contains(text))
    }

    /// Goes on through pauses until a text is seen, and gives the screen.
    #[track_caller]
    pub fn read_to(&mut self, text: &str) -> String {
        loop {
            let is_there = |screen: &str| screen.contains(text);
            let screen = self.until(text, |screen| is_there(screen) || screen.contains("… more"));
            if is_there(&screen) {
                return screen;
            }
            self.press(" ");
            self.until("the next page", |now| now != screen);
        }
    }

    /// Waits until something is so on the screen, and gives the screen.
    #[track_caller]
    pub fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().expect("no test panics while it holds the screen");
        loop {
            let screen = seen.parser.screen().contents();
            let (read, is_over, is_whole) = (seen.raw.len(), seen.is_over, is_whole(&seen.raw));
            drop(seen);
            // A terminal that shows updates at once shows none by halves.
            if is_whole && is_so(&screen) {
                return screen;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || is_over {
                panic!("waited for {what}; over: {is_over}; the screen:\n--------\n{screen}\n--------");
            }
            seen = self.seen.0.lock().expect("no test panics while it holds the screen");
            if seen.raw.len() == read && !seen.is_over {
                seen = self.seen.1.wait_timeout(seen, left).expect("no test panics while it holds the screen").0;
            }
        }
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.with(|screen| screen.contents())
    }

    /// Looks at the screen's cells.
    pub fn with<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen.0.lock().expect("no test panics while it holds the screen").parser.screen())
    }

    /// All bytes that came.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.0.lock().expect("no test panics while it holds the screen").raw.clone()
    }

    /// All that is in the scrollback and on the screen, without looks.
    pub fn scrolled(&self) -> String {
        let columns = self.with(|screen| screen.size().1);
        let mut parser = vt100::Parser::new(cells(2000), columns, 0);
        parser.process(&self.raw());
        parser.screen().contents()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        // The model first: what the program writes for the new size must land on the new size.
        let mut seen = self.seen.0.lock().expect("no test panics while it holds the screen");
        seen.parser.screen_mut().set_size(cells(rows), cells(columns));
        drop(seen);
        let master = self.master.as_ref().expect("the terminal is there");
        master.resize(size(columns, rows)).expect("a terminal can be resized");
    }

    /// Waits for the program to end, and for all that it wrote.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().expect("no test panics while it holds the screen");
        while !seen.is_over {
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it does not end:\n{}", seen.parser.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).expect("no test panics while it holds the screen").0;
        }
        drop(seen);
        self.child.wait().expect("a program that has ended says how")
    }

    /// Waits for the program to end, and gives its exit code.
    #[track_caller]
    pub fn exit_code(&mut self) -> u32 {
        self.end().exit_code()
    }

    /// Takes the terminal away from under the program, which must write once more when `key` is pressed.
    pub fn vanish(&mut self, key: &str) {
        self.seen.0.lock().expect("no test panics while it holds the screen").is_leaving = true;
        self.press(key);
        let mut seen = self.seen.0.lock().expect("no test panics while it holds the screen");
        while !seen.is_over {
            seen = self.seen.1.wait(seen).expect("no test panics while it holds the screen");
        }
        drop(seen);
        // A keyboard that is dropped presses Enter and Ctrl-D, and that would end the game another way: so there is no
        // such key.
        let name = self.master.as_ref().and_then(|master| master.tty_name()).expect("a terminal has a name");
        let terminal = std::fs::File::open(name).expect("the terminal is there");
        let set = Command::new("stty").args(["eof", "undef"]).stdin(terminal).status();
        assert!(set.is_ok_and(|status| status.success()), "the terminal can be set");
        self.keyboard = None;
        self.master = None;
    }

    /// The process of the program.
    pub fn pid(&self) -> i32 {
        self.child.process_id().expect("a program that runs has a number") as i32
    }

    /// Waits for the program itself to end, whatever became of its terminal.
    pub fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("a program that has ended says how")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
