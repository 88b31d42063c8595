//! What counts as a word, wherever a text is cut.

/// A stretch of text as far as counting goes. A word is what stands between white space, but for the `>` before a line
/// of a letter and the `---` of a break; joining stretches may join the last word of one with the first of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Whether there is white space in it.
    pub spaced: bool,
    /// What stands before the first white space.
    pub head: WordPiece,
    /// Whole words between the first white space and the last.
    pub inner: u32,
    /// What stands after the last white space.
    pub tail: WordPiece,
}

/// What stands between two white spaces, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordPiece {
    #[default]
    Nothing,
    /// `>`
    Mark,
    /// One, two or three dashes.
    Dashes(u8),
    Word,
}

impl WordPiece {
    fn of(text: &str) -> WordPiece {
        match text {
            "" => WordPiece::Nothing,
            ">" => WordPiece::Mark,
            "-" | "--" | "---" => WordPiece::Dashes(text.len() as u8),
            _ => WordPiece::Word,
        }
    }

    fn join(self, next: WordPiece) -> WordPiece {
        match (self, next) {
            (WordPiece::Nothing, one) | (one, WordPiece::Nothing) => one,
            (WordPiece::Dashes(one), WordPiece::Dashes(other)) if one + other <= 3 => WordPiece::Dashes(one + other),
            _ => WordPiece::Word,
        }
    }

    fn words(self) -> u32 {
        u32::from(matches!(self, WordPiece::Word | WordPiece::Dashes(1 | 2)))
    }
}

impl Stretch {
    /// Counts a text.
    pub fn of(text: &str) -> Stretch {
        let mut parts = text.split(|c| c <= ' ').map(WordPiece::of);
        let head = parts.next().unwrap_or_default();
        let rest: Vec<WordPiece> = parts.collect();
        let Some((&tail, inner)) = rest.split_last() else { return Stretch { head, ..Stretch::default() } };
        Stretch { spaced: true, head, inner: inner.iter().map(|token| token.words()).sum(), tail }
    }

    /// Puts a stretch behind this one.
    #[inline]
    pub fn join(self, next: Stretch) -> Stretch {
        match (self.spaced, next.spaced) {
            (false, _) => Stretch { head: self.head.join(next.head), ..next },
            (true, false) => Stretch { tail: self.tail.join(next.head), ..self },
            (true, true) => {
                let middle = self.tail.join(next.head).words();
                Stretch { spaced: true, head: self.head, inner: self.inner + middle + next.inner, tail: next.tail }
            }
        }
    }

    /// How many words there are.
    pub fn words(self) -> u32 {
        self.head.words() + self.inner + if self.spaced { self.tail.words() } else { 0 }
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
    fn breaks_and_the_marks_of_letters_are_no_words() {
        check(&["one\n\n---\n\ntwo"], 2);
        check(&["> one\n> two"], 2);
        check(&["one -- two", " -", "-", "- "], 3);
        check(&["--", "-three"], 1);
    }
}
