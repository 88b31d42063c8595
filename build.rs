//! Lists the story's files, so that the program carries them: a new scene file is built in without a word elsewhere.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=scenes");
    let mut names = Vec::new();
    for name in names_in("scenes")? {
        if Path::new("scenes").join(&name).is_dir() {
            let inside = names_in(&format!("scenes/{name}"))?;
            names.extend(inside.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            names.push(name);
        }
    }
    let mut list = String::from("&[\n");
    for name in names.iter().filter(|name| name.ends_with(".toml") || name.ends_with("/accepted.lock")) {
        let path = format!("/scenes/{name}");
        let _ =
            writeln!(list, "({name:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),");
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").expect("cargo tells a build script where to write");
    fs::write(Path::new(&out).join("embedded.rs"), list)
}

fn names_in(folder: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
