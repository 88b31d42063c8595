//! Which act has which file.

use super::declare::{Declared, DeclaredAct};
use super::file::{FilePurpose, FileRole, ParsedFile};
use super::table::{Table, Value};
use crate::source::{Code, Diagnostic, FileId, suggest};

/// Reports acts without a file and files without an act; where one is meant for the other, once. The files without
/// an act come back.
pub(super) fn check(
    declared: &mut Declared<'_>,
    story: &Table<'_>,
    files: &[ParsedFile<'_>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<FileId> {
    if story.get("acts").and_then(Value::as_list).is_none_or(|list| list.is_empty()) {
        // That there is no list of acts, or none in it, is said elsewhere.
        return vec![];
    }
    let acts = &declared.acts;
    let mut strays: Vec<&DeclaredAct<'_>> = acts.iter().filter(|act| act.named.is_none()).collect();
    let lost: Vec<&DeclaredAct<'_>> = acts.iter().filter(|act| act.file.is_none()).collect();
    let only = match (lost.as_slice(), strays.as_slice()) {
        ([_], [only]) => Some(only.name),
        _ => None,
    };
    for act in lost {
        let Some(span) = act.named else { continue };
        let message = format!("the act `{}` has no file", act.name);
        let label = format!("there is no {}.toml", act.name);
        let fault = Diagnostic::new(Code::UnknownActFile, span, message, label);
        let guess = suggest(act.name, strays.iter().map(|stray| stray.name));
        let meant = guess.or(only);
        strays.retain(|stray| Some(stray.name) != meant);
        declared.names.hides_scenes |= meant.is_none();
        let is_titled = story.named("act").iter().any(|entry| entry.name == act.name);
        faults.push(match (guess, only) {
            (Some(guess), _) if is_titled => fault.help(format!("rename {guess}.toml to {}.toml", act.name)),
            (None, Some(only)) => {
                fault.help(format!("name the act `{only}`, or rename the file {only}.toml, which belongs to no act"))
            }
            (guess, _) => fault.meant(guess, "put the scenes of the act into a file of that name, beside story.toml"),
        });
    }
    for stray in &strays {
        let place = stray.file.map(|file| files[file].start());
        faults.extend(place.map(|place| {
            let message = format!("no act is called `{}`", stray.name);
            let fault = Diagnostic::new(Code::UnknownActFile, place, message, "this file belongs to no act");
            fault.help(match suggest(stray.name, ["debrief", "story"]) {
                Some(meant) => format!("did you mean {meant}.toml? then rename the file"),
                None => format!("add \"{}\" to `acts` in story.toml, or move the file away", stray.name),
            })
        }));
    }
    let strays = strays.iter().filter_map(|stray| Some(files[stray.file?].id()));
    strays.chain(translations(acts, files, faults)).collect()
}

fn translations(acts: &[DeclaredAct<'_>], files: &[ParsedFile<'_>], faults: &mut Vec<Diagnostic>) -> Vec<FileId> {
    let mut strays = vec![];
    for file in files {
        if let FilePurpose::Translation(_, FileRole::Act(name)) = &file.purpose
            && !acts.iter().any(|act| act.name == name)
        {
            let message = format!("no act is called `{name}`");
            let label = "this translation belongs to no act";
            let fault = Diagnostic::new(Code::UnknownActFile, file.start(), message, label);
            let guess = suggest(name, acts.iter().map(|act| act.name));
            let to = guess.map_or(", or move it away".to_owned(), |guess| format!(" to {guess}.toml"));
            faults.push(fault.help(format!("rename the file{to}")));
            strays.push(file.id());
        }
    }
    strays
}
