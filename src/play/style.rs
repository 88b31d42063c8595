//! How roles look: the palette, and how many colours a terminal has.
//!
//! Every colour is of medium lightness, so that one palette suits light and dark backgrounds, and the terminal need not
//! be asked which it has. Body text has no colour at all, and no colour says anything by itself.

use super::line::{Line, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None; letters can still be bold, dim or slanted.
    None,
    Sixteen,
    Many,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    Unicode,
    /// Signs of ASCII only; letters of the story stay as they are.
    Ascii,
}

impl Signs {
    /// The signs of a terminal, from the environment: `LC_ALL`, `LC_CTYPE` and `LANG` name a character set.
    pub fn wanted(variable: impl Fn(&str) -> Option<String>) -> Signs {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"];
        let locale = names.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
        let is_unicode = |locale: String| locale.to_lowercase().replace('-', "").contains("utf8");
        if cfg!(windows) || locale.is_none_or(is_unicode) { Signs::Unicode } else { Signs::Ascii }
    }

    /// A text as the terminal can draw it. Each sign keeps its width.
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
    /// How many colours to use in a terminal, given the environment's variables.
    ///
    /// `NO_COLOR` (no-color.org: an empty value counts as unset) goes before `FORCE_COLOR` and `CLICOLOR_FORCE`, these
    /// before `CLICOLOR`; `COLORTERM` and `TERM` say how many there are.
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

    /// How many colours a terminal has.
    pub fn there_are(variable: impl Fn(&str) -> Option<String>) -> Colours {
        let term = variable("TERM").unwrap_or_default();
        // Windows Terminal sets only a variable of its own.
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

    /// Writes a line with the escapes that give it its looks, and none where it needs none.
    pub fn paint(self, line: &Line, out: &mut String) {
        for (role, text) in line.pieces() {
            match self.escape(role) {
                "" => out.push_str(text),
                escape => out.extend(["\x1b[", escape, "m", text, "\x1b[m"]),
            }
        }
    }

    /// The parameters of the escape for a role: without colours, with sixteen, with many, and with all.
    ///
    /// Of the sixteen colours, grey is the background itself in some themes, and blue is unreadable in others. Without a
    /// grey, muted text is dim: colour alone must not say which text matters less.
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
