//! The page as people have it who use a keyboard or a screen reader, or see little.

use counterpitch_web_tests::{Page, VIEWS, on_page};
use serde_json::{Value, json};
use std::{env, fs};

/// Runs a check on every view, light and dark.
fn in_every_view(check: impl Fn(&Page, &str)) {
    on_page(&["--lang", "en"], |_, _, page| {
        for (name, view) in VIEWS {
            view(page);
            for scheme in ["light", "dark"] {
                page.colours(scheme);
                check(page, &format!("{name}, {scheme}"));
            }
        }
    });
}

/// axe-core is no part of the repository: `AXE` names its script, which `.ci/web` gets where npm can.
#[test]
fn axe_finds_no_fault_that_matters() {
    let Some(file) = env::var_os("AXE") else { return eprintln!("skipped: AXE names no script of axe-core") };
    let axe = fs::read_to_string(file).expect("AXE names a file");
    in_every_view(|page, view| {
        page.run(&format!("window.axe ?? (() => {{ {axe} }})(), 1"));
        let faults = page.run(
            "axe.run({ preload: false, resultTypes: ['violations'] }).then(({ violations }) => violations
                .filter((it) => it.impact !== 'minor').map((it) => [it.impact, it.id, ...it.nodes.map((node) => node.target.join(' '))].join(' ')))",
        );
        assert_eq!(faults, json!([]), "{view}");
    });
}

#[test]
fn everything_has_a_role_a_name_and_enough_contrast() {
    in_every_view(|page, view| {
        let tree = page.call("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"].as_array().expect("there is a tree");
        let is_of = |node: &&Value, roles: &[&str]| roles.iter().any(|role| node["role"]["value"] == *role);
        for node in nodes.iter().filter(|node| node["ignored"] != true) {
            let roles =
                ["button", "combobox", "checkbox", "dialog", "heading", "link", "textbox", "navigation"];
            let name = node["name"]["value"].as_str().unwrap_or_default();
            assert!(!is_of(&node, &roles) || !name.trim().is_empty(), "{view}: no name: {node}");
        }
        assert!(nodes.iter().any(|node| is_of(&node, &["main", "dialog"])), "{view}: there is a main part");
        for (expression, says) in [
            (FAINT, "all text has a contrast of 4.5 or more"),
            (TWICE, "every id is there once"),
            (SKIPPED, "no level of headings is left out"),
        ] {
            assert_eq!(page.run(expression), json!([]), "{view}: {says}");
        }
        assert_eq!(page.run("document.documentElement.lang"), "en");
        assert_eq!(page.run("document.querySelector('#live').role"), "status");
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

const TWICE: &str = "[...document.querySelectorAll('[id]')].map((it) => it.id)
    .filter((id, at, all) => all.indexOf(id) !== at)";

const SKIPPED: &str = "[...document.querySelectorAll('h1, h2, h3, h4')].map((it) => Number(it.tagName[1]))
    .filter((level, at, all) => level > (all[at - 1] ?? 0) + 1)";

/// The texts whose contrast with what is behind them is below 4.5 (WCAG 2.2, 1.4.3).
const FAINT: &str = "(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map((it) => it / 255)
        .map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
        .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (it) => { for (; it; it = it.parentElement) {
        const colour = rgb(getComputedStyle(it).backgroundColor); if (colour[3] === 255) return colour; } return [255, 255, 255]; };
    const faint = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || !parent.getClientRects().length || /SCRIPT|OPTION/.test(parent.tagName)) continue;
        const [one, other] = [light(rgb(getComputedStyle(parent).color)), light(behind(parent))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (contrast < 4.5) faint.push([walk.currentNode.textContent.slice(0, 40), contrast]);
    }
    return faint;
})()";
