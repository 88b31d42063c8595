//! How the words of a language are written in code: a group of words is a table, with a row for each word.
//!
//! A row has the word's name, and in braces its text. A row with parameters is a function that makes a sentence. Its
//! braces take one of four forms: `saved(file) { "Saved in {file}." }` fills in a text, `left(count) { 1 => "One is
//! left."; _ => "{count} are left." }` chooses a text by the first parameter, `count(found, of) { (1, 1) => "It is
//! found."; _ => "{found} of {of} are found." }` by all parameters, and `act(number, of) { … }` holds any expression.
//!
//! [`words`] declares the struct of each group, with its English words. [`translated`] gives the words of another
//! language. If a table leaves rows out, they come from the value after `..`.

/// Declares groups of words, with the English words in them. A row or a parameter without a type is a text.
macro_rules! words {
    ($($(#[$doc:meta])* $constant:ident: $group:ident {
        $($word:ident $(($($name:ident $(: $type:ty)?),*))? $(: $kind:ty)? { $($said:tt)* })*
    })*) => {
        $($(#[$doc])*
        #[derive(Debug)]
        pub struct $group {
            $(pub $word: crate::language::words::kind!($(($(($($type)?)),*))? $(: $kind)?),)*
        })*
        crate::language::words::translated! {
            $($constant: $group { $($word $(($($name),*))? { $($said)* })* })*
        }
    };
}

/// Gives the words of such groups in another language.
macro_rules! translated {
    ($($constant:ident: $group:ident {
        $($word:ident $(($($name:ident),*))? { $($said:tt)* })*
        $(..$rest:expr)?
    })*) => {
        $(pub(super) const $constant: $group = $group {
            $($word: crate::language::words::said!($(($($name),*))? $($said)*),)*
            $(..$rest)?
        };)*
    };
}

macro_rules! kind {
    () => { &'static str };
    (: $kind:ty) => { $kind };
    (($($type:tt),*)) => { crate::language::words::kind!(($($type),*): String) };
    (($($type:tt),*): $kind:ty) => { fn($(crate::language::words::parameter!($type)),*) -> $kind };
}

macro_rules! parameter {
    (()) => {
        &str
    };
    (($type:ty)) => {
        $type
    };
}

macro_rules! said {
    (($($name:ident),+) $(($($case:pat),+) $(if $guard:expr)? => $text:literal $(, $value:expr)*;)+
        _ => $rest:literal $(, $other:expr)*) => {
        |$($name),+| match ($($name),+) {
            $(($($case),+) $(if $guard)? => format!($text $(, $value)*),)+
            _ => format!($rest $(, $other)*),
        }
    };
    (($first:ident $(, $name:ident)*) $($case:tt $(if $guard:expr)? => $text:literal $(, $value:expr)*);+) => {
        |$first $(, $name)*| match $first { $($case $(if $guard)? => format!($text $(, $value)*),)+ }
    };
    (($($name:ident),*) $text:literal $($values:tt)*) => { |$($name),*| format!($text $($values)*) };
    (($($name:ident),*) $($said:tt)*) => { |$($name),*| { $($said)* } };
    ($said:expr) => { $said };
}

pub(super) use {kind, parameter, said, translated, words};
