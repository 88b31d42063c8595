//! How lines look: the palette, the number of colours of a terminal, and which signs it can draw.
//!
//! Every colour is of medium lightness, so that one palette suits light and dark backgrounds. Body text has no colour,
//! and no meaning depends on colour alone.

use super::line::{Line, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// No colour; text can still be bold, dim or slanted.
    None,
    Sixteen,
    Many,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    Unicode,
    /// The program's signs in ASCII only. Letters of the story are not changed.
    Ascii,
}

impl Signs {
    /// Which signs a terminal can draw. The variables `LC_ALL`, `LC_CTYPE` and `LANG` name its character set.
    pub fn wanted(variable: impl Fn(&str) -> Option<String>) -> Signs {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"];
        let locale = names.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
        let is_unicode = |locale: String| locale.to_lowercase().replace('-', "").contains("utf8");
        if cfg!(windows) || locale.is_none_or(is_unicode) { Signs::Unicode } else { Signs::Ascii }
    }

    /// The text with signs that the terminal can draw. The width does not change.
    pub fn drawn(self, text: String) -> String {
        let sign = |c| match c {
            '❯' | '›' => '>',
            '●' => '*',
            '○' => 'o',
            '·' | '─' | '–' | '—' => '-',
            '┼' => '+',
            '┊' => '|',
            '▲' | '↑' => '^',
            '▼' | '↓' => 'v',
            '…' => '.',
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '\u{a0}' | '\u{202f}' => ' ',
            _ => c,
        };
        if self == Signs::Unicode { text } else { text.chars().map(sign).collect() }
    }
}

impl Colours {
    /// How many colours to use, given the environment's variables.
    ///
    /// `NO_COLOR` wins over `FORCE_COLOR` and `CLICOLOR_FORCE`, and these win over `CLICOLOR`. Otherwise `COLORTERM`
    /// and `TERM` say how many colours there are. An empty value counts as unset (no-color.org).
    pub fn wanted(variable: impl Fn(&str) -> Option<String>) -> Colours {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let forced = set("FORCE_COLOR").or_else(|| set("CLICOLOR_FORCE").filter(|value| value != "0"));
        match forced.as_deref() {
            _ if set("NO_COLOR").is_some() => Colours::None,
            Some("0" | "false") => Colours::None,
            Some("2") => Colours::Many,
            Some("3") => Colours::All,
            None if set("CLICOLOR").as_deref() == Some("0") => Colours::None,
            _ => Colours::there_are(set),
        }
    }

    /// How many colours a terminal has, by `TERM`, `COLORTERM` and `WT_SESSION`.
    pub fn there_are(variable: impl Fn(&str) -> Option<String>) -> Colours {
        let term = variable("TERM").unwrap_or_default();
        // Windows Terminal sets `WT_SESSION`, and no variable that names its colours.
        let is_windows = variable("WT_SESSION").is_some_and(|session| !session.is_empty());
        let is_true = matches!(variable("COLORTERM").as_deref(), Some("truecolor" | "24bit"));
        if is_windows || is_true || term.ends_with("-direct") {
            Colours::All
        } else if term.contains("256color") {
            Colours::Many
        } else if term.ends_with("-mono") || term.starts_with("vt1") || term.starts_with("vt2") {
            Colours::None
        } else {
            Colours::Sixteen
        }
    }

    /// Writes a line, with escape sequences around each piece that its role paints.
    pub fn paint(self, line: &Line, out: &mut String) {
        for (role, text) in line.pieces() {
            match self.escape(role) {
                "" => out.push_str(text),
                escape => out.extend(["\x1b[", escape, "m", text, "\x1b[m"]),
            }
        }
    }

    /// The numbers in the escape sequence for a role. Each row gives them for no, sixteen, many and all colours.
    ///
    /// Some themes use the same grey for the background, or an unreadable blue: so the sixteen colours use neither.
    /// Muted text is dim there.
    fn escape(self, role: Role) -> &'static str {
        let escapes = match role {
            Role::Body => [""; 4],
            Role::Emphasis => ["3"; 4],
            Role::Strong | Role::Title => ["1"; 4],
            Role::Muted => ["2", "2", "38;5;244", "38;2;128;128;128"],
            Role::Accent => ["", "36", "38;5;32", "38;2;47;127;193"],
            Role::Selected => ["1", "1;36", "1;38;5;32", "1;38;2;47;127;193"],
            Role::Warmer => ["", "36", "38;5;30", "38;2;29;138;138"],
            Role::Cooler => ["", "33", "38;5;166", "38;2;199;91;18"],
        };
        escapes[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Colours, Signs};

    #[test]
    fn the_environment_says_how_many_colours_there_are_and_can_refuse_and_force_them() {
        for (environment, expected) in [
            ("TERM=xterm", Colours::Sixteen),
            ("TERM=xterm-256color", Colours::Many),
            ("TERM=xterm-256color COLORTERM=truecolor", Colours::All),
            ("TERM=vt100", Colours::None),
            ("WT_SESSION=7f9f5c67", Colours::All),
            ("TERM=xterm NO_COLOR=1 FORCE_COLOR=3", Colours::None),
            ("TERM=xterm-256color NO_COLOR=", Colours::Many),
            ("TERM=xterm FORCE_COLOR=3", Colours::All),
            ("TERM=xterm FORCE_COLOR=0", Colours::None),
            ("TERM=xterm CLICOLOR=0", Colours::None),
            ("TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=1", Colours::Many),
        ] {
            let pairs = || environment.split(' ').filter_map(|pair| pair.split_once('='));
            let variable = |name: &str| pairs().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned());
            assert_eq!(Colours::wanted(variable), expected, "{environment}");
        }
    }

    #[test]
    fn a_terminal_without_unicode_is_drawn_on_in_ascii() {
        let signs = |name: &str, value: &str| Signs::wanted(move |asked| (asked == name).then(|| value.to_owned()));
        assert_eq!([signs("LC_ALL", "C"), signs("LANG", "nl_NL.ISO-8859-1")], [Signs::Ascii; 2]);
        assert_eq!([signs("LANG", "nl_NL.UTF-8"), signs("LANG", "")], [Signs::Unicode; 2]);
        let text = "❯ ──○┼●── ▲▲ “één’s” ?\u{a0}helps";
        assert_eq!(Signs::Ascii.drawn(text.to_owned()), "> --o+*-- ^^ \"één's\" ? helps");
    }
}
