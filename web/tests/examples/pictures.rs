//! Takes pictures of every view, on a phone and a desktop, light and dark, and puts them into a folder:
//! `cargo run --manifest-path web/tests/Cargo.toml --example pictures -- FOLDER`. README has some of them.

use base64::{Engine, prelude::BASE64_STANDARD};
use counterpitch_web_tests::{VIEWS, on_page};
use std::{env, fs, path::Path};

fn main() {
    let folder = env::args().nth(1).expect("name a folder for the pictures");
    let arguments: Vec<String> = env::args().skip(2).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    fs::create_dir_all(&folder).expect("the folder can be made");
    on_page(&arguments, |_, _, page| {
        for (device, width, height) in [("phone", 360, 740), ("desktop", 1280, 800)] {
            page.resize(width, height);
            for (name, view) in VIEWS {
                view(page);
                for scheme in ["light", "dark"] {
                    page.colours(scheme);
                    let picture = BASE64_STANDARD.decode(page.picture()).expect("Chromium writes base64");
                    let file = Path::new(&folder).join(format!("{name}-{device}-{scheme}.png"));
                    fs::write(file, picture).expect("the picture is written");
                }
            }
        }
    });
}
