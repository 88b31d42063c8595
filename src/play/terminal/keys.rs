//! What a player does at the keyboard, and what a press of a key means.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Up,
    Down,
    First,
    Last,
    Enter,
    Space,
    Escape,
    Char(char),
    Repaint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Key(Key),
    Resized,
    /// The program was stopped and goes on: the screen is not as it was left.
    Resumed,
}

pub enum Press {
    Key(Key),
    Interrupt,
    Stop,
}

pub fn meaning(key: KeyEvent) -> Option<Press> {
    if key.kind == KeyEventKind::Release || key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('c') => Some(Press::Interrupt),
            KeyCode::Char('z') => Some(Press::Stop),
            // What Enter sends while the terminal is not yet ours.
            KeyCode::Char('j') => Some(Press::Key(Key::Enter)),
            KeyCode::Char('d') => Some(Press::Key(Key::Char('q'))),
            KeyCode::Char('l') => Some(Press::Key(Key::Repaint)),
            _ => None,
        };
    }
    let key = match key.code {
        KeyCode::Up | KeyCode::Char('k') => Key::Up,
        KeyCode::Down | KeyCode::Char('j') => Key::Down,
        KeyCode::Home => Key::First,
        KeyCode::End => Key::Last,
        KeyCode::Enter => Key::Enter,
        KeyCode::Char(' ') => Key::Space,
        KeyCode::Esc => Key::Escape,
        KeyCode::Char(c) => Key::Char(c),
        _ => return None,
    };
    Some(Press::Key(key))
}
