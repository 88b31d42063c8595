//! The player of a story for a browser: requests come in, and what to show comes out, both as JSON.
//!
//! The page calls three functions that take and give numbers, so no binding generator is needed: `room` makes room for a request
//! in memory, `answer` replaces it by the answer and says how long that is, and `place` says where it stands. All rules
//! of play are the library's.

mod player;
mod shelf;
mod shown;

use player::Player;
use std::cell::RefCell;

thread_local! {
    static PLAYER: RefCell<Player> = RefCell::default();
    static MESSAGE: RefCell<Vec<u8>> = RefCell::default();
}

/// Makes room for a request of that many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    MESSAGE.with_borrow_mut(|message| {
        message.clear();
        message.resize(length, 0);
        message.as_mut_ptr()
    })
}

/// Answers the request, and says how many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    MESSAGE.with_borrow_mut(|message| {
        *message = PLAYER.with_borrow_mut(|player| player.answer(message)).into_bytes();
        message.len()
    })
}

/// Where the answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    MESSAGE.with_borrow(|message| message.as_ptr())
}
