//! How fast stories are explored: `cargo bench --bench explore`.
//!
//! The figures are in seconds of CPU, so that a busy machine and the number of threads do not flatter or spoil them.
//! On such a machine SPIN 6.5.2 stores 2.4 million states a CPU second at 10^5 states, 1.4 at 10^6 and 0.75 at 10^7
//! (65 bytes a state), stateright 0.31 1.0 and 0.5 (170 bytes), and Storm 2.0 takes 4.3 s to build a model of 10^6 and to find all
//! chances of its endings under random play.

mod generated;

use counterpitch::explore::{Ask, Explored, Limits, Options, explore};
use generated::Measures;

/// Stories of about 10^5, 10^6 and 10^7 states, and SPIN's states a CPU second at each size.
const SIZES: [(Measures, f64); 3] = [
    (Measures { scenes: 48, layers: 12, flags: 3 }, 2_400_000.0),
    (Measures { scenes: 120, layers: 16, flags: 3 }, 1_400_000.0),
    (Measures { scenes: 210, layers: 20, flags: 5 }, 750_000.0),
];

fn main() {
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    println!(
        "{:<10} {:>11} {:>12} {:>7} {:>12} {:>8} {:>7}",
        "what", "states", "transitions", "CPU s", "states/CPU s", "B/state", "x SPIN"
    );
    for (measures, peer) in SIZES.into_iter().take(if is_bench { 3 } else { 1 }) {
        let (story, engine) = generated::story(measures);
        let measure = |name: &str, options: Options| {
            let before = cpu_seconds();
            let mut runs = 0;
            // The account is kept in hundredths of a second: what is short is done often.
            let explored = loop {
                runs += 1;
                let explored = explore(&story, &engine, &options, &mut |_| {});
                if !is_bench || cpu_seconds() - before > 0.2 {
                    break explored;
                }
            };
            report(name, &explored, (cpu_seconds() - before) / f64::from(runs), peer);
        };
        let limits = Limits { memory: 8 << 30, ..Limits::default() };
        let two = Limits { threads: 2, ..limits.clone() };
        let options = |reduced, ask, limits: &Limits| Options { reduced, ask, limits: limits.clone() };
        measure("count", options(false, Ask::default(), &limits));
        measure("count, 2", options(false, Ask::default(), &two));
        measure("all", options(false, Ask::everything(), &limits));
        measure("check", options(true, Ask::check(), &limits));
        measure("reduced", options(true, Ask::everything(), &limits));
    }
}

fn report(name: &str, explored: &Explored, seconds: f64, peer: f64) {
    let search = &explored.search;
    let rate = search.states as f64 / seconds;
    println!(
        "{name:<10} {:>11} {:>12} {seconds:>7.3} {rate:>12.0} {:>8.1} {:>7.1}",
        search.states,
        search.transitions,
        search.bytes_per_state,
        rate / peer
    );
}

/// The CPU time of this process and all its threads, from Linux's account of it; elsewhere the time since the first
/// call.
fn cpu_seconds() -> f64 {
    static STARTED: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let started = STARTED.get_or_init(std::time::Instant::now);
    let ticks = || {
        let text = std::fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = text.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    };
    ticks().map_or_else(|| started.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}
