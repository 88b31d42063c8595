//! The best guess at the meaning of a misspelt name.

use std::cmp::Reverse;

/// Finds the candidate that an author most likely meant by `word`; `None` when none is similar enough.
///
/// A candidate qualifies when the edits to it are at most a third of the letters of `word`, or one, or when it has the
/// same words in another order. A swap is one edit (optimal string alignment), and letter case does not count.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = latin(word).to_lowercase();
    let length = wanted.chars().count();
    let most = (length / 3).max(1);
    let words = sorted_words(&wanted);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            // Lengths that differ this much need too many edits. The early return saves the slow comparison.
            if lower.chars().count().abs_diff(length) > most {
                return None;
            }
            let distance = strsim::osa_distance(&wanted, &lower);
            let likeness = (strsim::jaro_winkler(&wanted, &lower) * 1000.0) as u32;
            let near = distance <= most;
            let shuffled = words.len() > 1 && words == sorted_words(&lower);
            (near || shuffled).then_some((!near, distance, Reverse(likeness), candidate))
        })
        .min()
        .map(|(.., candidate)| candidate)
}

/// The word without invisible characters, and with ASCII letters in place of similar letters of other scripts.
pub fn latin(word: &str) -> String {
    const ALIKE: &[(&str, &str)] =
        &[("аеорсухіјѕһԁԛԝ", "aeopcyxijshdqw"), ("АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS"), ("ανορτυχκι", "avoptuxki")];
    let pairs = || ALIKE.iter().flat_map(|(others, own)| others.chars().zip(own.chars()));
    let is_seen = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let plain = |c: char| pairs().find(|&(other, _)| other == c).map_or(c, |(_, own)| own);
    if word.is_ascii() { word.to_owned() } else { word.chars().filter(is_seen).map(plain).collect() }
}

fn sorted_words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split(['-', '_', ' ']).collect();
    words.sort_unstable();
    words
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(suggest(word, ["walter-rings", "bram-rings", "the-knot", "evenings"]), expected);
    }

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        check("walter-rigns", Some("walter-rings"));
        check("Evenings", Some("evenings"));
        check("еvеnіngѕ", Some("evenings"));
        check("teh-knot", Some("the-knot"));
    }

    #[test]
    fn the_same_words_in_another_order_are_recognised() {
        check("rings-bram", Some("bram-rings"));
    }

    #[test]
    fn a_far_guess_is_not_offered() {
        check("castle", None);
        check("x", None);
    }
}
