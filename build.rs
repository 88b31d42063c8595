//! Puts into the program what it carries: the story's files, where a new scene file is built in without a word elsewhere,
//! the files of `counterpitch new`, and the player for browsers, when `web/build` has made it.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").expect("cargo tells a build script where to write");
    fs::write(Path::new(&out).join("embedded.rs"), files("scenes", &[".toml", "/accepted.lock"])?)?;
    fs::write(Path::new(&out).join("new.rs"), files("src/cli/new", &[".toml", ".md"])?)?;
    fs::write(Path::new(&out).join("player.rs"), player())
}

/// The files of a story in a folder, each as (path inside the folder, bytes), as an expression.
fn files(folder: &str, endings: &[&str]) -> io::Result<String> {
    println!("cargo::rerun-if-changed={folder}");
    let mut names = Vec::new();
    for name in names_in(folder)? {
        let inside = format!("{folder}/{name}");
        if Path::new(&inside).is_dir() {
            names.extend(names_in(&inside)?.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            names.push(name);
        }
    }
    let mut list = String::from("&[\n");
    let is_carried = |name: &&String| endings.iter().any(|ending| name.ends_with(ending));
    for name in names.iter().filter(is_carried) {
        let path = format!("/{folder}/{name}");
        let _ = writeln!(list, "({name:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),");
    }
    list.push_str("]\n");
    Ok(list)
}

/// The player for browsers as an expression, `None` where it was not made. The player itself carries none, so that it is
/// not built again because it was built.
fn player() -> String {
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32") {
        return "None".to_owned();
    }
    // A path that is not there would have cargo build again every time.
    for folder in ["web/player", "web/page"].into_iter().filter(|folder| Path::new(folder).is_dir()) {
        println!("cargo::rerun-if-changed={folder}");
    }
    if !Path::new("web/player/player.wasm").is_file() {
        return "None".to_owned();
    }
    let file = |kind, path| format!("include_{kind}!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/web/{path}\"))");
    format!(
        "Some(WebPlayer {{ wasm: {}, page: {}, style: {}, engine: {}, game: {} }})",
        file("bytes", "player/player.wasm"),
        file("str", "page/index.html"),
        file("str", "page/style.css"),
        file("str", "page/engine.js"),
        file("str", "page/game.js"),
    )
}

fn names_in(folder: &str) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
