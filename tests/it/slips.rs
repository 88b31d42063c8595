//! One slip in a story that is fine is one fault (with a handful of exceptions), at the place where its author looks for it, and a fix that is shown
//! mends it.
//!
//! `tests/slips.txt` holds the slips: what each is, a file of the story that `counterpitch new` makes, what is taken
//! out of it (`-`) and put in its place (`+`), and what is said.

use crate::folder::{Folder, load_files};
use crate::golden;
use counterpitch::report::short;
use counterpitch::source::{Diagnostic, Severity};
use std::fs;
use std::path::Path;

/// A story's files: their paths and their bytes.
type Files = Vec<(String, Vec<u8>)>;

const SLIPS: &str = "tests/slips.txt";

fn files() -> Files {
    let root = Path::new("src/cli/new");
    let names = ["debrief.toml", "station.toml", "story.toml", "train.toml", "nl/station.toml", "nl/story.toml"];
    names.iter().map(|name| (name.to_string(), fs::read(root.join(name)).expect("it is there"))).collect()
}

fn said(read: &Folder) -> Vec<&Diagnostic> {
    read.loaded.diagnostics.iter().filter(|fault| fault.severity == Severity::Error).collect()
}

/// What is said of files, a line a fault, and what is still said after a fix that is shown: nothing, it should be.
fn judge(files: &Files) -> String {
    let read = load_files(files.clone());
    let faults = said(&read);
    let mut lines: Vec<String> = vec![];
    for fault in &faults {
        lines.push(short(&read.sources, fault));
        let Some(fix) = &fault.fix else { continue };
        let path = read.sources.file(fix.span.file).path();
        let mut mended = files.clone();
        let (_, bytes) = mended.iter_mut().find(|(name, _)| name == path).expect("a fix is for a file");
        bytes.splice(fix.span.range(), fix.replacement.bytes());
        let left = load_files(mended);
        let still = said(&left).into_iter().map(|fault| short(&left.sources, fault));
        lines.extend(still.map(|line| format!("after `{}`: {line}", fix.replacement)));
    }
    lines.join("\n")
}

/// Makes the changes that the lines of a slip describe.
fn slip(lines: &str) -> Files {
    let mut files = files();
    let (mut file, mut old, mut new): (&str, Vec<&str>, Vec<&str>) = ("", vec![], vec![]);
    for line in lines.lines().chain([""]) {
        match line.split_at_checked(1) {
            Some(("-", text)) if new.is_empty() => old.push(text),
            Some(("+", text)) => new.push(text),
            _ => {
                if !old.is_empty() {
                    let (_, bytes) = files.iter_mut().find(|(name, _)| name == file).expect("the story has this file");
                    let text = std::str::from_utf8(bytes).expect("the story is UTF-8");
                    assert!(text.contains(&old.join("\n")), "{file} has no\n{}", old.join("\n"));
                    *bytes = text.replacen(&old.join("\n"), &new.join("\n"), 1).into_bytes();
                }
                (file, old, new) = (line, vec![], vec![]);
            }
        }
    }
    files
}

#[test]
fn one_slip_is_one_fault_where_its_author_looks() {
    let written = fs::read_to_string(SLIPS).expect("the slips are there");
    let mut anew = vec![];
    let mut wrong = vec![];
    let mut several = 0;
    let slips: Vec<&str> = written.trim_end().split("\n\n").collect();
    assert!(slips.len() > 150, "only {} slips were found", slips.len());
    for block in slips {
        let (lines, expected) = block.split_once("\n= ").expect("a slip ends with what is said");
        let found = judge(&slip(lines));
        several += usize::from(found.lines().count() != 1);
        if found != expected {
            wrong.push(format!("{lines}\nexpected:\n{expected}\nsaid:\n{found}"));
        }
        anew.push(format!("{lines}\n= {found}"));
    }
    if golden::is_updating() {
        fs::write(SLIPS, anew.join("\n\n") + "\n").expect("the slips can be written");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(several <= 5, "{several} slips are several faults");
}

#[test]
fn a_mark_that_is_left_out_is_at_most_one_fault_and_a_fix_mends_it() {
    let files = files();
    let mut wrong = vec![];
    let mut left_out = 0;
    for (index, (name, bytes)) in files.iter().enumerate() {
        let marks = bytes.iter().enumerate().filter(|(_, byte)| b"\"[]{}=,".contains(byte));
        for (at, &mark) in marks {
            let mut spoilt = files.clone();
            spoilt[index].1.remove(at);
            let found = judge(&spoilt);
            left_out += 1;
            if found.lines().count() > 1 {
                let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
                wrong.push(format!("{name}:{line}: without `{}`:\n{found}", char::from(mark)));
            }
        }
    }
    assert!(left_out > 400, "only {left_out} marks were left out");
    assert!(wrong.is_empty(), "{} of {left_out}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn brackets_in_brackets_without_end_are_said_once() {
    for brackets in ["[".repeat(200_000), "[{x=".repeat(200_000), "{x=".repeat(200_000)] {
        let text = format!("[deep]\ngoto = {brackets}\n");
        let line = "station.toml:2:".to_owned();
        let mut files = files();
        files.iter_mut().filter(|(name, _)| name == "station.toml").for_each(|(_, bytes)| {
            bytes.splice(0..0, text.bytes());
        });
        let read = load_files(files);
        let found: Vec<String> = said(&read).iter().map(|fault| short(&read.sources, fault)).collect();
        assert!(found.len() == 1 && found[0].starts_with(&line), "{found:#?}");
    }
}

/// Checks what is said when the bytes of a file are changed.
#[track_caller]
fn check(change: impl Fn(&mut Files), expected: &[&str]) {
    let mut files = files();
    change(&mut files);
    files.sort();
    assert_eq!(judge(&files).lines().collect::<Vec<_>>(), expected);
}

/// Puts other bytes in the place of the first ones of that kind in the first act.
fn replace(old: &'static str, new: &'static [u8]) -> impl Fn(&mut Files) {
    move |files| {
        let (_, bytes) = files.iter_mut().find(|(name, _)| name == "station.toml").expect("the act is there");
        let at = bytes.windows(old.len()).position(|part| part == old.as_bytes()).expect("the act has this");
        bytes.splice(at..at + old.len(), new.iter().copied());
    }
}

/// Makes other bytes of the first act's text.
fn with(change: impl Fn(&str) -> Vec<u8>) -> impl Fn(&mut Files) {
    move |files| {
        let (_, bytes) = files.iter_mut().find(|(name, _)| name == "station.toml").expect("the act is there");
        *bytes = change(std::str::from_utf8(bytes).expect("the story is UTF-8"));
    }
}

fn rename(old: &'static str, new: &'static str) -> impl Fn(&mut Files) {
    move |files| files.iter_mut().filter(|(name, _)| name == old).for_each(|(name, _)| *name = new.to_owned())
}

#[test]
fn a_control_character_is_said_at_its_place_wherever_it_stands() {
    let bell = "the character U+0007 (bell)";
    for (old, new, place) in [
        ("Get on, like", b"Get on,\x07 like".as_slice(), "31:17"),
        ("have six", b"have \x07 six", "8:58"),
        ("# The machine", b"# The \x07machine", "14:7"),
        ("goto = \"carriage\"", b"goto = \x07\"carriage\"", "28:8"),
        ("'I am on duty,'", b"'I am \x07on duty,'", "27:15"),
    ] {
        let line = format!("station.toml:{place}: error[control-character]: a text holds {bell}");
        check(replace(old, new), &[&line]);
    }
    let line = "station.toml:31:17: error[control-character]: a text holds the character U+001B (escape)";
    check(replace("Get on, like", b"Get on,\x1b[31m like"), &[line]);
}

#[test]
fn what_other_systems_do_to_a_file_is_fine_or_said_once() {
    check(with(|text| text.replace('\n', "\r\n").into_bytes()), &[]);
    check(with(|text| format!("\u{feff}{text}").into_bytes()), &[]);
    check(with(|text| text.replace("label = ", "\tlabel\t=\t").into_bytes()), &[]);
    let alone = "station.toml:1:32: error[toml-syntax]: a carriage return stands alone";
    check(with(|text| text.replace('\n', "\r").into_bytes()), &[alone]);
    let latin = "station.toml:6:18: error[toml-syntax]: the file is not UTF-8";
    check(replace("Wixing", b"W\xefxing"), &[latin]);
    for name in ["story.toml", "nl/station.toml", "nl/accepted.lock", "debrief.toml"] {
        let line = format!("{name}:1:3: error[toml-syntax]: the file is not UTF-8");
        let spoil = |files: &mut Files| {
            files.retain(|(other, _)| other != name);
            files.push((name.into(), b"# \xef\n".to_vec()));
        };
        check(spoil, &[&line]);
    }
    let header = "station.toml:23:20: error[toml-syntax]: the file is not UTF-8";
    check(replace("[platform.choice.slice]", b"[platform.choice.sl\xefce]"), &[header]);
    let packed = "station.toml:1:2: error[toml-syntax]: the file is not UTF-8";
    check(with(|_| b"\x1f\x8b\x08\x00\xe9\xff\x02".to_vec()), &[packed]);
    let utf16 = "station.toml:1:1: error[toml-syntax]: the file is not UTF-8";
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    check(with(move |text| [vec![0xff, 0xfe], wide(text)].concat()), &[utf16]);
}

#[test]
fn a_file_of_no_act_is_said_once_whatever_is_in_it() {
    let stray = |text: &'static str| move |files: &mut Files| files.push(("notes.toml".into(), text.into()));
    let line = "notes.toml:1:1: error[unknown-act-file]: no act is called `notes`";
    for text in ["", "[notes]\ntitle = 1\n", "[carriage]\nending = true\n", "[notes\n", "title = \"\u{7}\"\n"] {
        check(stray(text), &[line]);
    }
    let debrief = "debreif.toml:1:1: error[unknown-act-file]: no act is called `debreif`";
    check(rename("debrief.toml", "debreif.toml"), &[debrief]);
}

#[test]
fn an_act_without_its_file_is_said_once_whatever_its_scenes_were_needed_for() {
    let lost = "story.toml:6:21: error[unknown-act-file]: the act `train` has no file";
    check(|files| files.retain(|(name, _)| name != "train.toml"), &[lost]);
    check(rename("train.toml", "trains.toml"), &[lost]);
    check(rename("train.toml", "last.toml"), &[lost]);
    let translation = "nl/perron.toml:1:1: error[unknown-act-file]: no act is called `perron`";
    check(rename("nl/station.toml", "nl/perron.toml"), &[translation]);
    check(|files| files.push(("nl/perron.toml".into(), b"# \xef\n".to_vec())), &[translation]);
}
