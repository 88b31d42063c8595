//! The floors of the house: who may name whom, where each crate lives, and how the files of a module depend on each
//! other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where each crate may be named. Every dependency has a row.
const CORNERS: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["src/report/"]),
    ("anyhow", &["src/cli/", "src/main.rs"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("crossterm", &["src/play/terminal/"]),
    ("dagre", &["src/report/graph/"]),
    ("etcetera", &["src/cli/"]),
    ("rustix", &["src/play/terminal/"]),
    ("serde", &["src/difference.rs", "src/report/"]),
    ("serde_json", &["src/report/"]),
    ("sha2", &["src/cli/", "src/format/", "src/report/"]),
    ("signal_hook", &["src/play/terminal/"]),
    ("similar", &["src/report/"]),
    ("strsim", &["src/source/"]),
    ("sys_locale", &["src/cli/"]),
    ("tempfile", &["src/cli/"]),
    ("textwrap", &["src/report/"]),
    ("toml", &["src/format/"]),
    ("toml_parser", &["src/format/"]),
    ("unicode_linebreak", &["src/play/"]),
    ("unicode_segmentation", &["src/play/"]),
    ("unicode_width", &["src/play/"]),
];

/// No file has more lines than this: a file is one idea.
const MOST_LINES: usize = 500;

#[test]
fn a_module_names_only_the_modules_that_its_row_allows() {
    let rows = rows();
    let tree = Tree::read();
    for (path, file) in &tree.files {
        let Some(module) = path.first() else { continue };
        let allowed = rows.get(module).unwrap_or_else(|| panic!("{module} has no row in src/lib.rs"));
        for (named, _) in tree.names(path, file) {
            let named = named.first().unwrap_or(module);
            let is_fine = named == module || allowed.contains(named);
            assert!(is_fine, "{} names crate::{named}, which {module} must not know", file.shown());
        }
    }
}

#[test]
fn the_files_of_a_module_form_no_circle() {
    let tree = Tree::read();
    let uses: BTreeMap<&Module, BTreeSet<Module>> =
        tree.files.iter().map(|(path, file)| (path, tree.uses(path, file))).collect();
    let mut circles = BTreeSet::new();
    for start in tree.files.keys() {
        let within: BTreeSet<&Module> =
            reached(&uses, start).into_iter().filter(|other| reached(&uses, other).contains(start)).collect();
        if within.len() > 1 {
            circles.insert(within.iter().map(|path| tree.files[*path].shown()).collect::<Vec<_>>());
        }
    }
    assert!(circles.is_empty(), "these files name each other in a circle: {circles:#?}");
}

#[test]
fn a_type_name_is_defined_once() {
    let mut defined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in Tree::read().files.values() {
        for line in file.text.lines() {
            let is_inside = line.starts_with(' ');
            let words: Vec<&str> = line.split_whitespace().skip_while(|word| word.starts_with("pub")).collect();
            if let [kind @ ("struct" | "enum" | "trait" | "type"), name, ..] = words.as_slice()
                && !(is_inside && *kind == "type")
                && !name.starts_with('$')
            {
                defined.entry(first_name(name)).or_default().push(file.shown());
            }
        }
    }
    defined.retain(|_, files| files.len() > 1);
    assert!(defined.is_empty(), "these types are defined more than once: {defined:#?}");
}

#[test]
fn crates_stay_in_their_corner() {
    let manifest = fs::read_to_string("Cargo.toml").expect("the package has a manifest");
    let sections = manifest.split("\n[").filter(|section| {
        section.starts_with("dependencies]")
            || section.ends_with(".dependencies]")
            || section.contains("'.dependencies]")
    });
    for line in sections.flat_map(|section| section.lines().skip(1)) {
        let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else { continue };
        let name = name.replace('-', "_");
        assert!(CORNERS.iter().any(|(corner, _)| *corner == name), "{name} has no corner");
    }
    for file in Tree::read().files.values() {
        for (name, corners) in CORNERS {
            let is_named = tokens_before(&file.text, name).any(|rest| rest.starts_with("::") || rest.starts_with(';'));
            let is_at_home = corners.iter().any(|corner| file.shown().starts_with(corner));
            assert!(!is_named || is_at_home, "{} names {name}, whose corner is {corners:?}", file.shown());
        }
    }
}

#[test]
fn files_stay_small() {
    for file in Tree::read().files.values() {
        let lines = fs::read_to_string(&file.path).expect("the sources are UTF-8").lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines; {MOST_LINES} are the most", file.shown());
    }
}

/// The modules that each module may name, from the table in the documentation of `src/lib.rs`.
fn rows() -> BTreeMap<String, BTreeSet<String>> {
    let lib = fs::read_to_string("src/lib.rs").expect("the crate has a root");
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let table: Vec<(String, &str)> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`")?.split_once('|'))
        .map(|(name, rest)| (first_name(name), rest.split('|').next().unwrap_or("")))
        .collect();
    assert!(table.len() > 10, "the table of the floors is in src/lib.rs");
    let all = || table.iter().map(|(name, _)| name.clone()).filter(|name| name != "cli");
    let row = |(name, may): &(String, &str)| {
        let named = match may.trim() {
            "everything" => all().collect(),
            below if below.starts_with("everything below") => {
                all().filter(|other| !quoted(below).contains(other)).collect()
            }
            list => quoted(list).into_iter().collect(),
        };
        (name.clone(), named)
    };
    table.iter().map(row).collect()
}

/// A module's path from the crate's root; the root's is empty.
type Module = Vec<String>;

/// The source files, by the modules they hold. `main.rs` is none of them.
struct Tree {
    files: BTreeMap<Module, File>,
}

/// A source file without its comments and its unit tests.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn shown(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }
}

impl Tree {
    fn read() -> Tree {
        let mut files = BTreeMap::new();
        let mut open = vec![PathBuf::from("src")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("the sources can be read") {
                let path = entry.expect("the sources can be read").path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("main.rs") {
                    let text = fs::read_to_string(&path).expect("the sources are UTF-8");
                    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
                    let code = text.lines().map(|line| line.split("//").next().unwrap_or("").to_owned() + "\n");
                    files.insert(module(&path), File { text: code.collect(), path });
                }
            }
        }
        Tree { files }
    }

    /// The files of the same top-level module that a file names.
    fn uses(&self, path: &Module, file: &File) -> BTreeSet<Module> {
        let mut found: BTreeSet<Module> = BTreeSet::new();
        for (base, item) in self.names(path, file) {
            found.insert(self.home(base, item.as_deref(), 8));
        }
        found.retain(|other| other != path && other.first() == path.first() && !other.is_empty());
        found
    }

    /// The file that defines an item of a module, which may pass it on from another.
    fn home(&self, base: Module, item: Option<&str>, steps: usize) -> Module {
        let (Some(item), Some(file)) = (item, self.files.get(&base)) else { return base };
        let is_passed_on = |path: &[String]| path.last().is_some_and(|last| last == item) && path.len() > 1;
        let found = statements(&file.text).into_iter().filter(|(kind, _)| *kind == Statement::Use);
        let mut paths = found.flat_map(|(_, text)| paths(text)).filter(|path| is_passed_on(path));
        match paths.next().and_then(|path| self.resolve(&base, &path)) {
            Some((next, name)) if steps > 0 && next != base => self.home(next, name.as_deref(), steps - 1),
            _ => base,
        }
    }

    /// The modules of this crate that a file names, each with the item of it that is named. What a file only passes on
    /// does not count.
    fn names(&self, path: &Module, file: &File) -> Vec<(Module, Option<String>)> {
        let mut code = file.text.clone();
        for (kind, text) in statements(&file.text) {
            if kind == Statement::PassOn {
                code = code.replacen(text, "", 1);
            }
        }
        let mut children: Vec<&str> = self
            .files
            .keys()
            .filter(|it| it.len() == path.len() + 1 && it.starts_with(path))
            .map(|it| it[path.len()].as_str())
            .collect();
        children.extend(["crate", "super", "self"]);
        let mut found = Vec::new();
        for name in children {
            for rest in tokens_before(&code, name).filter(|rest| rest.starts_with("::")) {
                let written = format!("{name}{rest}");
                found.extend(paths(&written).iter().filter_map(|names| self.resolve(path, names)));
            }
        }
        found
    }

    /// Follows the names of a path through the modules, up to the first that is none.
    fn resolve(&self, from: &Module, names: &[String]) -> Option<(Module, Option<String>)> {
        let mut at = from.clone();
        for (index, name) in names.iter().enumerate() {
            match name.as_str() {
                "crate" => at.clear(),
                "super" => drop(at.pop()?),
                "self" => {}
                name => {
                    at.push(name.to_owned());
                    if !self.files.contains_key(&at) {
                        at.pop();
                        // The first name may also be one that a `use` of the file brings in.
                        return (index > 0).then(|| (at, Some(name.to_owned())));
                    }
                }
            }
        }
        Some((at, None))
    }
}

fn module(path: &Path) -> Module {
    let mut names: Module =
        path.with_extension("").iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|last| last == "mod" || last == "lib") {
        names.pop();
    }
    names
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Statement {
    Use,
    PassOn,
}

/// The `use` statements of a text, without the keywords.
fn statements(text: &str) -> Vec<(Statement, &str)> {
    let mut found = Vec::new();
    for rest in tokens_before(text, "use") {
        let at = text.len() - rest.len();
        let line = text[..at].rsplit('\n').next().unwrap_or("").trim_start();
        let kind = if line.starts_with("pub") { Statement::PassOn } else { Statement::Use };
        let end = rest.find(';').unwrap_or(rest.len());
        found.push((kind, &rest[..end]));
    }
    found
}

/// The text that follows each place at which a name stands by itself, and begins a path.
fn tokens_before<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).filter_map(move |(at, _)| {
        let (before, rest) = (&text[..at], &text[at + name.len()..]);
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_whole = !before.ends_with(|c| is_part(c) || c == ':' || c == '.') && !rest.starts_with(is_part);
        is_whole.then_some(rest)
    })
}

/// The paths that a text begins with: one, or those of a braced list after a common beginning.
fn paths(text: &str) -> Vec<Module> {
    let text = text.trim_start();
    let name = first_name(text);
    let rest = text[name.len()..].trim_start();
    if name.is_empty() {
        let Some(list) = text.strip_prefix('{') else { return vec![] };
        let (mut found, mut depth, mut from) = (vec![], 0, 0);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    found.extend(paths(&list[from..at]));
                    from = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
        return found;
    }
    match rest.strip_prefix("::") {
        Some(rest) => {
            let rest = paths(rest);
            if rest.is_empty() {
                vec![vec![name]]
            } else {
                rest.into_iter().map(|path| [vec![name.clone()], path].concat()).collect()
            }
        }
        None => vec![vec![name]],
    }
}

fn reached<'t>(uses: &'t BTreeMap<&Module, BTreeSet<Module>>, start: &Module) -> BTreeSet<&'t Module> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        for next in uses.get(at).into_iter().flatten() {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_file_that_the_guide_to_the_house_names_is_there() {
    let guide = fs::read_to_string("docs/architecture.md").expect("the guide is there");
    let named = guide.split('`').filter(|word| word.starts_with("src/") || word.starts_with("tests/"));
    let missing: Vec<&str> = named.filter(|path| !Path::new(path).exists()).collect();
    assert!(guide.contains("`src/engine/rules.rs`") && missing.is_empty(), "{missing:?} is not there");
}
