//! What the languages share in making sentences of phrases that authors wrote.

/// A phrase as the beginning of a sentence.
pub(super) fn opened(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A phrase as the end of a sentence.
pub(super) fn closed(phrase: &str) -> String {
    let bare = phrase.trim_end_matches(['\'', '’', '"', '”', ')']);
    let is_closed = bare.ends_with(['.', '!', '?', '…', ':', ';']);
    if is_closed { phrase.to_string() } else { format!("{phrase}.") }
}

/// A number as one of these words, which count from 0, or in figures if it is greater.
pub(super) fn counted(words: &str, number: usize) -> String {
    words.split(' ').nth(number).map_or_else(|| number.to_string(), str::to_owned)
}

/// Several things in a row, with the word for "and" before the last.
pub(super) fn list<T: AsRef<str>>(things: &[T], and: &str) -> String {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    match things.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [firsts @ .., last] => format!("{} {and} {last}", firsts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn sentences_end_once() {
        assert_eq!(closed("asked: an order?"), "asked: an order?");
        assert_eq!(closed("said 'Good.'"), "said 'Good.'");
        assert_eq!(closed("waited"), "waited.");
    }
}
