//! A story as a model for the SPIN model checker, so that its states can be counted by another program.
//!
//! The model is one process: a loop of commands. Each command is an atomic sequence, so SPIN does not store what lies
//! inside it. Without `-o2`, SPIN would reset variables that are not read again, and so merge states. The model's numbers
//! are C's `int`, so conditions that multiply large numbers may overflow.

use super::machine::{Machine, Notation, Updates};
use crate::engine::Engine;
use crate::story::{Effect, Story};
use std::fmt::Write;

const HEAD: &str = "\
/* Written by counterpitch. SPIN counts the states that `counterpitch explore --unreduced` counts:
     spin -o2 -a story.pml && cc -O2 -DSAFETY -DVECTORSZ=4096 -o pan pan.c && ./pan -E -n -m1000000
   When they do not fit: compile with -DCOLLAPSE (slower, smaller) or -DBITSTATE (a part only).
   LTSmin, on all cores and on several machines:
     spins -o3 story.pml && prom2lts-mc --state=tree story.pml.spins
     mpirun -np 64 prom2lts-dist story.pml.spins */
";

/// Writes a story as a Promela model.
pub fn promela(story: &Story, engine: &Engine) -> String {
    let choose = |when: &str, one: &str, other: &str| format!("({when} -> {one} : {other})");
    let clamp = |sum: &str, min: i32, max: i32| format!("({sum} > {max} -> {max} : ({sum} < {min} -> {min} : {sum}))");
    let notation = Notation { and: " && ", or: " || ", equal: "==", choose, clamp };
    let machine = Machine { story, engine, notation };
    let mut out = format!("{HEAD}short scene = {};\n", engine.scene(&engine.begin()).0);
    for part in machine.parts() {
        let kind = if part.range.is_some() { "short" } else { "bit" };
        out += &format!("{kind} {} = {};\n", part.name, part.first);
    }
    out += "active proctype story() {\nend: do\n";
    for each in machine.ways() {
        let mut before = String::new();
        for (arm, holds) in each.way.arms.iter().zip(&each.holds) {
            out += &format!(":: atomic {{ {} && ({holds}){before} -> /* {} */\n", each.guard, each.name);
            if !each.way.drawn {
                before += &format!(" && !({holds})");
            }
            each.mark.iter().for_each(|mark| out += &format!("  {mark} = 1;\n"));
            effects(&machine, each.effects, &mut out);
            effects(&machine, &arm.effects, &mut out);
            out += &format!("  scene = {};\n", arm.to.0);
            machine.marks(arm.to).iter().for_each(|(name, value)| out += &format!("  {name} = {value};\n"));
            effects(&machine, &story.scene(arm.to).effects, &mut out);
            out += "  }\n";
        }
    }
    out + "od }\n"
}

/// Writes effects as statements, one after the other.
fn effects(machine: &Machine, effects: &[Effect], out: &mut String) {
    let mut line = |line: std::fmt::Arguments| writeln!(out, "  {line}").expect("a string takes what is written");
    for effect in effects {
        if effect.when.is_some() {
            line(format_args!("if :: ({}) ->", machine.condition(&effect.when, &Updates::new())));
        }
        for &change in &effect.changes {
            let name = machine.variable(change);
            line(format_args!("{name} = {};", machine.changed(change, &name, None)));
        }
        if effect.when.is_some() {
            line(format_args!(":: else -> skip fi;"));
        }
    }
}
