//! The page as people have it who use a keyboard or a screen reader, or see little.

use counterpitch_web_tests::{VIEWS, on_page};
use serde_json::json;
use std::{env, fs};

/// axe-core is no part of the repository: `AXE` names its script, which `.ci/web` gets where npm can.
#[test]
fn axe_finds_no_fault_that_matters() {
    let Some(file) = env::var_os("AXE") else { return eprintln!("skipped: AXE names no script of axe-core") };
    let axe = fs::read_to_string(file).expect("AXE names a file");
    on_page(&["--lang", "en"], |_, _, page| {
        page.run(&format!("(() => {{ {axe} }})(), 1"));
        for (name, view) in VIEWS {
            view(page);
            for scheme in ["light", "dark"] {
                page.colours(scheme);
                let faults = page.run(
                    "axe.run({ preload: false, resultTypes: ['violations'] }).then(({ violations }) => violations
                        .filter((it) => it.impact !== 'minor').map((it) => [it.impact, it.id, ...it.nodes.map((node) => node.target.join(' '))].join(' ')))",
                );
                assert_eq!(faults, json!([]), "{name}, {scheme}");
            }
        }
        assert_eq!(page.run("document.querySelector('#live').role"), "status", "moves are said aloud");
    });
}

#[test]
fn the_focus_is_seen_wherever_the_tab_key_takes_it() {
    on_page(&["--lang", "en"], |_, _, page| {
        let seen = "[...document.querySelectorAll('button, select')].filter((it) => it.offsetParent).length";
        let count = page.run(seen).as_u64().expect("it is a number");
        for _ in 0..count {
            page.press("Tab");
            let seen =
                "(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
                return [outlineStyle, outlineWidth, document.activeElement !== document.body]; })()";
            assert_eq!(page.run(seen), json!(["solid", "2px", true]));
        }
    });
}
