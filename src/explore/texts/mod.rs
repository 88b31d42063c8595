//! What players read: how many words, and which texts no game shows.

pub(super) mod prose;
pub(super) mod reading;
pub(super) mod showing;
pub(super) mod unread;

use crate::engine::Engine;
use crate::story::Exit;

/// Calls `visit` for each edge of a state: with the exit, the state after the choice's effects, the arm, and the state
/// after the arm's effects. The target of the arm is not entered yet.
fn each_way(engine: &Engine, here: &[u64], mut visit: impl FnMut(Exit, &[u64], u8, &[u64])) {
    let scene = engine.scene(here);
    let (mut chosen, mut next) = (here.to_vec(), here.to_vec());
    let mut leave = |exit: Exit, chosen: &[u64]| {
        for (arm, _) in engine.arms(chosen, exit) {
            next.copy_from_slice(chosen);
            engine.take(&mut next, exit, arm);
            visit(exit, chosen, arm, &next);
        }
    };
    if engine.rules(scene).has_choices() {
        for choice in engine.available(here) {
            chosen.copy_from_slice(here);
            engine.choose(&mut chosen, choice);
            leave(Exit::Choice(choice), &chosen);
        }
    } else if !engine.rules(scene).is_ending() {
        leave(Exit::Scene(scene), here);
    }
}
