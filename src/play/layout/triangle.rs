//! Which way somebody or something has moved, at a glance.

use super::super::line::Role;

/// The triangle for a move up or down, and its role; empty for none.
pub fn triangle(moved: i32) -> (&'static str, Role) {
    match moved {
        0 => ("", Role::Body),
        1.. => ("▲", Role::Warmer),
        _ => ("▼", Role::Cooler),
    }
}

/// The same for steps of a stance: one triangle for one, two for more.
pub fn steps(moved: i32) -> (&'static str, Role) {
    match moved {
        2.. => ("▲▲", Role::Warmer),
        ..=-2 => ("▼▼", Role::Cooler),
        _ => triangle(moved),
    }
}
