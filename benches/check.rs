//! How long the checks take that need no search, on a story of 10,000 scenes, 30,000 choices and 5 MB.
//!
//! Run with `cargo bench --bench check`.

use counterpitch::check::{Levels, lints};
use counterpitch::format::{File, load};
use counterpitch::source::Sources;
use std::fmt::Write;
use std::time::Instant;

const ACTS: usize = 20;
const SCENES: usize = 500;

fn story() -> Vec<(String, String)> {
    let mut head = String::from("format = 1\ntitle = \"Large\"\nlanguage = \"en\"\nstart = \"s-0-0\"\nacts = [");
    (0..ACTS).for_each(|act| write!(head, "\"act-{act}\", ").expect("a string takes it"));
    head.push_str("]\n[stance]\nmin = -5\nmax = 5\nword = { -5 = \"against\", 0 = \"undecided\" }\n");
    head.push_str("[stakeholder.buyer]\nname = \"Gerard\"\nrole = \"buyer\"\nstance = 0\n");
    head.push_str("[counter.evenings]\nstart = 3\nmax = 9\n[flag]\nlistened = \"you listened\"\n");
    for act in 0..ACTS {
        writeln!(head, "[act.act-{act}]\ntitle = \"Act {act}\"").expect("a string takes it");
    }
    let mut files = vec![("story.toml".to_owned(), head)];
    files.extend((0..ACTS).map(|act| (format!("act-{act}.toml"), scenes(act))));
    files
}

fn scenes(act: usize) -> String {
    let mut text = String::new();
    for scene in 0..SCENES {
        let last = act == ACTS - 1 && scene == SCENES - 1;
        let (next_act, next) = if scene == SCENES - 1 { (act + 1, 0) } else { (act, scene + 1) };
        let out = &mut text;
        let mut line = |line: String| writeln!(out, "{line}").expect("a string takes it");
        line(format!("[s-{act}-{scene}]\ntitle = \"Scene {scene}\"\ntext = \"\"\""));
        line(
            "Rain on the *quay*. {if buyer >= 0 and not listened}He nods.{else}He looks at the water, and says ".into(),
        );
        line(
            "nothing for as long as it takes the ferry to turn round.{end} You have {evenings} evenings left.\n\"\"\""
                .into(),
        );
        if last {
            line("ending = true\n".into());
            continue;
        }
        for choice in 0..3 {
            line(format!("[s-{act}-{scene}.choice.c-{choice}]\nlabel = \"Say what you have come to say\""));
            line(format!("when = \"evenings >= {choice} or visited('s-{act}-0')\"\neffects = {{ buyer = 1 }}"));
            line(format!(
                "goto = [{{ when = \"listened\", to = \"s-{next_act}-{next}\", effects = {{ listened = true }} }},"
            ));
            line(format!("  {{ to = \"s-{next_act}-{next}\" }}]\n"));
        }
    }
    text
}

/// Seconds that this process has had a processor, where the system tells; otherwise none.
fn processor_seconds() -> Option<f64> {
    let written = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(written.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn main() {
    let files = story();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    for _ in 0..5 {
        let mut sources = Sources::new();
        let files: Vec<File> = files
            .iter()
            .map(|(path, text)| File { path: path.clone(), id: sources.add(path.clone(), text.clone().into_bytes()) })
            .collect();
        let (wall, processor) = (Instant::now(), processor_seconds());
        let loaded = load(&sources, &files);
        let story = loaded.story.expect("the story has no fault");
        let found = lints(&story, &Levels::default()).len();
        let seconds = wall.elapsed().as_secs_f64();
        let used = processor.zip(processor_seconds()).map_or(f64::NAN, |(before, after)| after - before);
        println!(
            "{} scenes, {} choices, {:.1} MB: {seconds:.3} s, {used:.3} s of CPU, {found} lints",
            story.scenes.len(),
            story.choice_ids().count(),
            bytes as f64 / 1e6,
        );
    }
}
