//! Makes sentences from numbers and from phrases that authors wrote.

pub(super) fn opened(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The phrase with a capital, as the beginning of a Dutch sentence. Here ij counts as one letter, één loses its first
/// accent, and after 't or 's the next word gets the capital.
pub(super) fn dutch_opened(phrase: &str) -> String {
    for (small, capital) in [("ij", "IJ"), ("éé", "Eé")] {
        if let Some(rest) = phrase.strip_prefix(small) {
            return format!("{capital}{rest}");
        }
    }
    for clitic in ["'s ", "'t ", "’s ", "’t "] {
        if let Some(rest) = phrase.strip_prefix(clitic) {
            return format!("{clitic}{}", opened(rest));
        }
    }
    opened(phrase)
}

pub fn closed(phrase: &str) -> String {
    let bare = phrase.trim_end_matches(['\'', '’', '"', '”', ')']);
    let is_closed = bare.ends_with(['.', '!', '?', '…', ':', ';']);
    if is_closed { phrase.to_string() } else { format!("{phrase}.") }
}

/// The number as an English word if it is small, else in figures.
pub(super) fn english_number(number: impl ToString) -> String {
    in_words("none one two three four five six seven eight nine ten eleven twelve", number)
}

/// The number as a Dutch word if it is small, else in figures.
pub(super) fn dutch_number(number: impl ToString) -> String {
    in_words("nul één twee drie vier vijf zes zeven acht negen tien elf twaalf", number)
}

/// The number as a word: `words` lists them from 0, with spaces between. A number beyond the list stands in figures.
fn in_words(words: &str, number: impl ToString) -> String {
    let figures = number.to_string();
    let word = figures.parse().ok().and_then(|number| words.split(' ').nth(number));
    word.map(str::to_owned).unwrap_or(figures)
}

/// A list as a phrase, with `and`, the language's word, before the last item.
pub(super) fn list(things: impl IntoIterator<Item = impl ToString>, and: &str) -> String {
    let mut things: Vec<String> = things.into_iter().map(|thing| thing.to_string()).collect();
    match things.pop() {
        Some(last) if !things.is_empty() => format!("{} {and} {last}", things.join(", ")),
        only => only.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::dutch_opened;

    #[test]
    fn sentences_begin_as_dutch_ones_do() {
        assert_eq!(dutch_opened("ijs over"), "IJs over");
        assert_eq!(dutch_opened("'s avonds vrij"), "'s Avonds vrij");
        assert_eq!(dutch_opened("één gunst"), "Eén gunst");
    }
}
