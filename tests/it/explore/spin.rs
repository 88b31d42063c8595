//! The number of states, counted by Debian's `spin` as well; where it is not installed, against what it counted.

use super::generator::Recipe;
use super::{explored, full, made_up};
use counterpitch::engine::Engine;
use counterpitch::explore::promela;
use std::path::Path;
use std::process::Command;

/// Stories of hundreds to thousands of states.
pub const LARGE: Recipe = Recipe { scenes: 40, back: 30, rich: true };

/// What spin counted, by seed.
const COUNTED: [(u64, u64); 5] = [(3, 919), (10, 2055), (12, 915), (27, 15437), (33, 6290)];

#[test]
fn spin_counts_the_same_states() {
    let has_spin = Command::new("spin").arg("-V").output().is_ok_and(|output| output.status.success());
    let has_compiler = Command::new("cc").arg("--version").output().is_ok();
    if !(has_spin && has_compiler) {
        eprintln!("spin or a C compiler is not installed: comparing with what spin counted before");
    }
    for (seed, counted) in COUNTED {
        let story = made_up(seed, LARGE);
        assert_eq!(explored(&story, &full()).search.states, counted, "seed {seed}");
        if has_spin && has_compiler {
            let folder = tempfile::tempdir().expect("there is room for a model");
            let model = promela(&story, &Engine::new(&story));
            assert_eq!(count(folder.path(), &model), counted, "spin, seed {seed}");
        }
    }
}

/// How many states SPIN stores of a model.
fn count(folder: &Path, model: &str) -> u64 {
    std::fs::write(folder.join("story.pml"), model).expect("it can be written");
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(folder).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program}: {said}{}", String::from_utf8_lossy(&output.stderr));
        said
    };
    run("spin", &["-o2", "-a", "story.pml"]);
    run("cc", &["-w", "-O0", "-DSAFETY", "-DVECTORSZ=4096", "-o", "pan", "pan.c"]);
    let said = run(folder.join("pan").to_str().expect("a plain path"), &["-E", "-n", "-m1000000"]);
    let line = said.lines().find(|line| line.contains("states, stored")).expect("pan counts states");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).expect("pan prints a number")
}
