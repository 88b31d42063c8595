//! Chances and numbers of states, worked out by Storm as well, where a Python with `stormpy` is installed: `python3`, or
//! what `STORMPY_PYTHON` names.

use super::{LOOPING, details, explored, full, made_up};
use counterpitch::engine::Engine;
use counterpitch::explore::{Chance, PrismModel, prism};
use counterpitch::story::{Expression, Story};
use std::process::Command;

/// Prints the number of states of a model, and the value of each formula in the first of them.
const SCRIPT: &str = r"
import sys, stormpy
program = stormpy.parse_prism_program(sys.argv[1])
formulas = stormpy.parse_properties('; '.join(sys.argv[2:]), program)
model = stormpy.build_model(program, formulas)
print(model.nr_states)
for formula in formulas:
    print(stormpy.model_checking(model, formula).get_value(model.initial_states[0]))
";

fn has_weight_that_varies(story: &Story) -> bool {
    let ways = story.scenes.iter().flat_map(|scene| scene.ways());
    ways.flat_map(|way| &way.arms).any(|arm| !matches!(arm.weight, Expression::Integer(_)))
}

#[test]
fn storm_finds_the_same_chances_and_states() {
    let python = std::env::var("STORMPY_PYTHON").unwrap_or_else(|_| "python3".into());
    if !Command::new(&python).args(["-c", "import stormpy"]).output().is_ok_and(|output| output.status.success()) {
        return eprintln!("stormpy is not installed: nothing is compared");
    }
    let stories = (0..).map(|seed| (seed, made_up(seed, LOOPING))).filter(|(_, story)| has_weight_that_varies(story));
    let mut worst = 0.0f64;
    let explored = stories.map(|(seed, story)| (seed, explored(&story, &full()), story));
    for (seed, explored, story) in explored.filter(|(_, explored, _)| explored.search.states > 20).take(8) {
        for (model, play) in [(PrismModel::Random, 0), (PrismModel::Free, 2)] {
            let (states, values) = ask(&python, &prism(&story, &Engine::new(&story), model));
            let sink = states - explored.search.states;
            assert!(sink <= 1, "seed {seed}, {model:?}: {sink} more than one state where endings lead");
            let chances = details(&explored).endings.iter().map(|ending| ending.chances[play]);
            let found: Vec<f64> = chances.map(|chance: Chance| chance.value().expect("it is exact")).collect();
            assert_eq!(values.len(), found.len(), "seed {seed}, {model:?}");
            worst = values.iter().zip(found).map(|(value, found)| (value - found).abs()).fold(worst, f64::max);
        }
    }
    assert!(worst < 1e-6, "{worst}");
    eprintln!("the worst difference between chances is {worst:e}");
}

/// What Storm says of a model: the number of states, and the chances of the endings, whose formulas are in the header.
fn ask(python: &str, model: &str) -> (u64, Vec<f64>) {
    let folder = tempfile::tempdir().expect("there is room for a model");
    let path = folder.path().join("story.prism");
    std::fs::write(&path, model).expect("it can be written");
    let formulas = model.lines().filter_map(|line| line.strip_prefix("//   ")).filter(|line| line.starts_with('P'));
    let output = Command::new(python).args(["-c", SCRIPT]).arg(&path).args(formulas).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.lines().filter_map(|line| line.trim().parse::<f64>().ok());
    let states = numbers.next().unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (states as u64, numbers.collect())
}
