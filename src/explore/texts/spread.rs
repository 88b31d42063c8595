//! The words of a text with a `{vary}`, over all the ways in which it is read.

use crate::story::Stretch;
use std::ops::Add;

/// How many words are read: the least and the most of all games, and the mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordCount {
    pub least: u32,
    pub most: u32,
    pub mean: f64,
}

impl WordCount {
    /// The same number in every game.
    pub fn exactly(words: u32) -> WordCount {
        WordCount { least: words, most: words, mean: f64::from(words) }
    }
}

impl Add for WordCount {
    type Output = WordCount;

    fn add(self, other: WordCount) -> WordCount {
        WordCount { least: self.least + other.least, most: self.most + other.most, mean: self.mean + other.mean }
    }
}

/// The forms of a text, told apart by how they begin and end: what lies between is only counted.
#[derive(Clone, Debug)]
pub struct Spread {
    forms: Vec<Form>,
}

/// The ways of reading a text that begin and end alike.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// How they begin and end, without the words between.
    ends: Stretch,
    /// Their share of the games.
    share: f64,
    /// The words between: the least, the most, and the mean.
    inner: WordCount,
}

impl Spread {
    /// A text that reads the same in every game.
    pub fn of(stretch: Stretch) -> Spread {
        let (ends, inner) = stretch.ends();
        Spread { forms: vec![Form { ends, share: 1.0, inner: WordCount::exactly(inner) }] }
    }

    /// A text that is one of `parts`, each with the same chance.
    pub fn one_of(parts: impl ExactSizeIterator<Item = Spread>) -> Spread {
        let share = 1.0 / parts.len() as f64;
        let forms = parts.flat_map(|part| part.forms);
        Spread::joined(forms.map(|form| Form { share: form.share * share, ..form }))
    }

    /// Puts a text behind this one.
    pub fn join(&self, next: &Spread) -> Spread {
        let pairs = self.forms.iter().flat_map(|one| next.forms.iter().map(move |other| (one, other)));
        Spread::joined(pairs.map(|(one, other)| {
            let (ends, between) = one.ends.join(other.ends).ends();
            let inner = one.inner + other.inner + WordCount::exactly(between);
            Form { ends, share: one.share * other.share, inner }
        }))
    }

    /// The number of words.
    pub fn words(&self) -> WordCount {
        let counts = self.forms.iter().map(|form| (form.share, form.inner + WordCount::exactly(form.ends.words())));
        let none = WordCount { least: u32::MAX, most: 0, mean: 0.0 };
        counts.fold(none, |all, (share, own)| WordCount {
            least: all.least.min(own.least),
            most: all.most.max(own.most),
            mean: all.mean + share * own.mean,
        })
    }

    /// Takes forms that begin and end alike as one.
    fn joined(forms: impl Iterator<Item = Form>) -> Spread {
        let mut kept: Vec<Form> = vec![];
        for form in forms {
            let Some(own) = kept.iter_mut().find(|own| own.ends == form.ends) else {
                kept.push(form);
                continue;
            };
            let share = own.share + form.share;
            own.inner = WordCount {
                least: own.inner.least.min(form.inner.least),
                most: own.inner.most.max(form.inner.most),
                mean: (own.inner.mean * own.share + form.inner.mean * form.share) / share,
            };
            own.share = share;
        }
        Spread { forms: kept }
    }
}

#[cfg(test)]
mod tests {
    use super::{Spread, Stretch, WordCount};

    #[test]
    fn a_text_is_counted_in_all_the_ways_in_which_it_is_read() {
        let of = |text: &str| Spread::of(Stretch::of(text));
        let one_of = |texts: &[&str]| Spread::one_of(texts.iter().map(|text| of(text)));
        let text = of("a ").join(&one_of(&["", "b ", "c d "])).join(&one_of(&["un", "dis"])).join(&of("even e"));
        assert_eq!(text.words(), WordCount { least: 3, most: 5, mean: 4.0 });
        let nested = Spread::one_of([one_of(&["a", "a b c"]), of("a")].into_iter());
        assert_eq!(nested.words(), WordCount { least: 1, most: 3, mean: 1.5 });
    }
}
