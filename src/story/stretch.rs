//! Counts the words of a text that comes in pieces.

/// A piece of text, reduced to what counting needs. A word stands between white space and has a letter or a digit. When
/// two pieces are joined, the last word of one and the first word of the next may become one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Whether the piece contains white space.
    spaced: bool,
    /// Whether a letter or digit stands before the first white space.
    head: bool,
    /// The number of words between the first white space and the last.
    inner: u32,
    /// Whether a letter or digit stands after the last white space.
    tail: bool,
}

impl Stretch {
    /// A number, or any other single word without white space around it.
    pub const WORD: Stretch = Stretch { spaced: false, head: true, inner: 0, tail: false };

    pub fn of(text: &str) -> Stretch {
        let mut pieces = text.split(|c| c <= ' ').map(|piece| piece.contains(char::is_alphanumeric));
        let head = pieces.next().unwrap_or(false);
        let Some(mut tail) = pieces.next() else { return Stretch { head, ..Stretch::default() } };
        let mut inner = 0;
        for next in pieces {
            inner += u32::from(tail);
            tail = next;
        }
        Stretch { spaced: true, head, inner, tail }
    }

    /// The stretch of this piece followed directly by `next`.
    #[inline]
    pub fn join(self, next: Stretch) -> Stretch {
        match (self.spaced, next.spaced) {
            (false, _) => Stretch { head: self.head || next.head, ..next },
            (true, false) => Stretch { tail: self.tail || next.head, ..self },
            (true, true) => {
                let middle = u32::from(self.tail || next.head);
                Stretch { inner: self.inner + middle + next.inner, tail: next.tail, ..self }
            }
        }
    }

    pub fn words(self) -> u32 {
        u32::from(self.head) + self.inner + u32::from(self.tail)
    }

    /// Splits off the inner words: the stretch without them, and their number.
    pub fn ends(self) -> (Stretch, u32) {
        (Stretch { inner: 0, ..self }, self.inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Stretch;

    #[track_caller]
    fn check(pieces: &[&str], words: u32) {
        let joined = pieces.iter().fold(Stretch::default(), |before, piece| before.join(Stretch::of(piece)));
        assert_eq!(joined.words(), words, "{pieces:?}");
    }

    #[test]
    fn a_word_may_lie_across_pieces() {
        check(&["one two", "three four"], 3);
        check(&["one ", "two"], 2);
        check(&["", "three", "", "some"], 1);
        check(&["one", "\n\n", "two"], 2);
    }

    #[test]
    fn what_has_no_letter_and_no_digit_is_no_word() {
        check(&["one\n\n---\n\ntwo"], 2);
        check(&["> één\n> 2"], 2);
        check(&["*one* – two", " -", "-", "- ", "…"], 2);
        check(&["--", "-three"], 1);
    }
}
