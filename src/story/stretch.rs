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
        let is_blank = |c: char| c <= ' ';
        let Some((head, rest)) = text.split_once(is_blank) else {
            return Stretch { head: is_word(text), ..Stretch::default() };
        };
        let tail = rest.rsplit(is_blank).next().unwrap_or(rest);
        let inner = &text[head.len()..text.len() - tail.len()];
        Stretch { spaced: true, head: is_word(head), inner: inner_words(inner), tail: is_word(tail) }
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

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

/// The number of words of a text that begins and ends with white space. Nearly all words begin with an ASCII letter or
/// digit, and these are counted a block of bytes at a time, which is faster.
fn inner_words(text: &str) -> u32 {
    const BLOCK: usize = 128;
    let bytes = text.as_bytes();
    let mut words = 0;
    for (number, (block, nexts)) in bytes.chunks(BLOCK).zip(bytes[1..].chunks(BLOCK)).enumerate() {
        let begins = |byte: u8, next: u8| byte <= b' ' && next > b' ';
        let (mut plain, mut all) = (0_u8, 0_u8);
        for (&byte, &next) in block.iter().zip(nexts) {
            all += u8::from(begins(byte, next));
            plain += u8::from(begins(byte, next) && next.is_ascii_alphanumeric());
        }
        words += u32::from(plain);
        if all > plain {
            let other = |&at: &usize| begins(block[at], nexts[at]) && !nexts[at].is_ascii_alphanumeric();
            let others = (0..nexts.len()).filter(other);
            let pieces = others.filter_map(|at| text[number * BLOCK + at + 1..].split(|c| c <= ' ').next());
            words += pieces.filter(|piece| is_word(piece)).count() as u32;
        }
    }
    words
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
