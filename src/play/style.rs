//! How roles look: the palette, and how many colours a terminal has.
//!
//! Every colour is of medium lightness, so that one palette suits light and dark backgrounds, and the terminal need not
//! be asked which it has. Body text has no colour at all, and no colour says anything by itself.

use super::line::{Line, Role};
use std::fmt::Write;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None; letters can still be bold, dim or slanted.
    None,
    Sixteen,
    Many,
    All,
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
                Some(escape) => {
                    let _ = write!(out, "\x1b[{escape}m{text}\x1b[m");
                }
                None => out.push_str(text),
            }
        }
    }

    fn escape(self, role: Role) -> Option<String> {
        let weight = match role {
            Role::Strong | Role::Title | Role::Selected => Some("1"),
            Role::Emphasis => Some("3"),
            // Without a grey, muted text is dim: colour alone must not say which text matters less.
            Role::Muted if matches!(self, Colours::None | Colours::Sixteen) => Some("2"),
            Role::Body | Role::Muted | Role::Accent | Role::Warmer | Role::Cooler => None,
        };
        let parts: Vec<String> = weight.map(str::to_owned).into_iter().chain(self.colour(role)).collect();
        (!parts.is_empty()).then(|| parts.join(";"))
    }

    fn colour(self, role: Role) -> Option<String> {
        // Of the sixteen colours, grey is the background itself in some themes, and blue is unreadable in others.
        let ((red, green, blue), of_many, of_sixteen) = match role {
            Role::Body | Role::Emphasis | Role::Strong | Role::Title => return None,
            Role::Muted => ((0x80, 0x80, 0x80), 244, None),
            Role::Accent | Role::Selected => ((0x2f, 0x7f, 0xc1), 32, Some(36)),
            Role::Warmer => ((0x1d, 0x8a, 0x8a), 30, Some(36)),
            Role::Cooler => ((0xc7, 0x5b, 0x12), 166, Some(33)),
        };
        match self {
            Colours::None => None,
            Colours::Sixteen => of_sixteen.map(|colour: u8| colour.to_string()),
            Colours::Many => Some(format!("38;5;{of_many}")),
            Colours::All => Some(format!("38;2;{red};{green};{blue}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Colours;

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
}
