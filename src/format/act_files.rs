//! Which act has which file.

use super::declare::DeclaredAct;
use super::parsed::Parsed;
use super::role::{Part, Role};
use crate::source::{Code, Diagnostic, suggest};

/// Reports acts without a file and files without an act; where one is a misspelling of the other, once.
pub(crate) fn check(acts: &[DeclaredAct<'_>], files: &[Parsed<'_>], faults: &mut Vec<Diagnostic>) {
    let mut strays: Vec<&DeclaredAct<'_>> = acts.iter().filter(|act| act.named.is_none()).collect();
    for act in acts.iter().filter(|act| act.file.is_none()) {
        let Some(span) = act.named else { continue };
        let message = format!("the act `{}` has no file", act.name);
        let label = format!("there is no {}.toml", act.name);
        let fault = Diagnostic::new(Code::UnknownActFile, span, message, label);
        let guess = suggest(act.name, strays.iter().map(|stray| stray.name));
        strays.retain(|stray| Some(stray.name) != guess);
        faults.push(match guess {
            Some(guess) => fault.help(format!("did you mean `{guess}`?")).fix(span, guess),
            None => fault.help("put the scenes of the act into a file of that name, beside story.toml"),
        });
    }
    for stray in strays {
        let place = stray.file.map(|file| files[file].start());
        faults.extend(place.map(|place| {
            let message = format!("no act is called `{}`", stray.name);
            let fault = Diagnostic::new(Code::UnknownActFile, place, message, "this file belongs to no act");
            fault.help(format!("add \"{}\" to `acts` in story.toml, or move the file away", stray.name))
        }));
    }
    for file in files {
        if let Part::Translation(_, Role::Act(name)) = &file.part
            && !acts.iter().any(|act| act.name == name)
        {
            let message = format!("no act is called `{name}`");
            let label = "this translation belongs to no act";
            let fault = Diagnostic::new(Code::UnknownActFile, file.start(), message, label);
            let guess = suggest(name, acts.iter().map(|act| act.name));
            faults.push(match guess {
                Some(guess) => fault.help(format!("rename the file to {guess}.toml")),
                None => fault.help("rename the file, or move it away"),
            });
        }
    }
}
