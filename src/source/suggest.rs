//! The best guess at the meaning of a misspelt name.

use std::cmp::Reverse;

/// Finds the candidate that `word` was most likely meant to be, or none: no hint is better than a silly one.
///
/// A candidate qualifies when its spelling differs by at most a third of the length of `word`. A swap is one step
/// (optimal string alignment), and letter case does not count.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = latin(word).to_lowercase();
    let length = wanted.chars().count();
    let most = (length / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            // The lengths alone are too different. This saves a comparison, which costs the product of the lengths.
            if lower.chars().count().abs_diff(length) > most {
                return None;
            }
            let distance = strsim::osa_distance(&wanted, &lower);
            let likeness = (strsim::jaro_winkler(&wanted, &lower) * 1000.0) as u32;
            (distance <= most).then_some((distance, Reverse(likeness), candidate))
        })
        .min()
        .map(|(.., candidate)| candidate)
}

/// The word without invisible characters, and with ASCII letters for letters of other scripts that look like them.
pub fn latin(word: &str) -> String {
    const ALIKE: &[(&str, &str)] =
        &[("аеорсухіјѕһԁԛԝ", "aeopcyxijshdqw"), ("АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS"), ("ανορτυχκι", "avoptuxki")];
    let pairs = || ALIKE.iter().flat_map(|(others, own)| others.chars().zip(own.chars()));
    let is_seen = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let plain = |c: char| pairs().find(|&(other, _)| other == c).map_or(c, |(_, own)| own);
    if word.is_ascii() { word.to_owned() } else { word.chars().filter(is_seen).map(plain).collect() }
}
