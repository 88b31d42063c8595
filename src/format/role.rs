//! What a file of a story folder is for, told by its path.

/// What a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileRole {
    /// story.toml.
    Story,
    /// debrief.toml.
    Debrief,
    /// An act's file, or one that no act names.
    Act(String),
}

/// A file's role, and the language that it is a translation to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FilePurpose {
    /// A file of the story itself.
    Source(FileRole),
    /// A file that repeats the texts of the file with that role.
    Translation(String, FileRole),
    /// The fingerprints of the source texts that a translation was accepted for.
    Lock(String),
    /// Nothing that a story is made of.
    Other,
}

impl FilePurpose {
    /// Tells what the file at a path, relative to the story's folder and with `/`, is for.
    pub(crate) fn of(path: &str) -> FilePurpose {
        match path.split_once('/') {
            None => role(path).map_or(FilePurpose::Other, FilePurpose::Source),
            Some((language, file)) if is_language_tag(language) => match file {
                "accepted.lock" => FilePurpose::Lock(language.to_owned()),
                _ => role(file)
                    .map_or(FilePurpose::Other, |role| FilePurpose::Translation(language.to_owned(), role)),
            },
            Some(_) => FilePurpose::Other,
        }
    }
}

fn role(file: &str) -> Option<FileRole> {
    let name = file.strip_suffix(".toml").filter(|name| !name.contains('/'))?;
    Some(match name {
        "story" => FileRole::Story,
        "debrief" => FileRole::Debrief,
        act => FileRole::Act(act.to_owned()),
    })
}

/// Whether a word has the form of a language tag (BCP 47): `nl`, `pt-BR`, `zh-Hant`.
pub fn is_language_tag(word: &str) -> bool {
    let mut parts = word.split('-');
    let language = parts.next().unwrap_or("");
    let letters = language.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters
        && (2..=3).contains(&language.len())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::{FilePurpose, FileRole};

    #[track_caller]
    fn check(path: &str, expected: FilePurpose) {
        assert_eq!(FilePurpose::of(path), expected, "{path}");
    }

    #[test]
    fn a_path_tells_what_a_file_is_for() {
        check("story.toml", FilePurpose::Source(FileRole::Story));
        check("lead-in.toml", FilePurpose::Source(FileRole::Act("lead-in".into())));
        check("debrief.toml", FilePurpose::Source(FileRole::Debrief));
        check("nl/win.toml", FilePurpose::Translation("nl".into(), FileRole::Act("win".into())));
        check("pt-BR/story.toml", FilePurpose::Translation("pt-BR".into(), FileRole::Story));
        check("nl/accepted.lock", FilePurpose::Lock("nl".into()));
    }

    #[test]
    fn other_files_and_folders_are_none_of_a_storys_business() {
        for path in
            ["README.md", "schema/act.schema.json", "schema/act.toml", "nl/old/win.toml", "n/win.toml"]
        {
            check(path, FilePurpose::Other);
        }
    }
}
