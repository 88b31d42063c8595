//! What a press of a key means.

use crate::play::key::Key;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

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
