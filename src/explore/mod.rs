//! Every reachable state, exact chances, proofs.
mod chain;
mod chance;
mod chances;
mod classes;
mod components;
mod forget;
mod graph;
mod lengths;
mod limits;
mod look;
mod order;
mod packing;
mod parallel;
mod paths;
mod prose;
mod question;
mod ranges;
mod reads;
mod scenes;
mod search;
mod slots;
mod solve;
mod table;
mod tangle;
mod visits;

pub use limits::{Limit, Limits, Progress};

#[doc(hidden)]
pub mod trial {
    use super::*;
    pub fn run(story: &crate::story::Story, engine: &crate::engine::Engine, what: &str, threads: usize) {
        use std::time::Instant;
        let t = Instant::now();
        let slots = slots::Slots::new(story, engine);
        let map = scenes::SceneMap::new(story);
        let q = match what { "texts" => question::Question::texts(), "goals" => question::Question::goals(story), _ => question::Question::chances(story) };
        let kept = if what.starts_with("un") { forget::keep_all(story, &slots) } else { forget::forget(story, engine, &slots, &map, &q) };
        let packings: Vec<_> = story.scene_ids().map(|id| packing::Packing::new(engine, &slots, id, &kept[id.index()])).collect();
        eprintln!("forget {:?}", t.elapsed());
        let t = Instant::now();
        let prose = prose::Prose::new(story, engine);
        let keep = match what { "texts" => search::Keep::Words(&prose), "uncount" => search::Keep::Counts, _ => search::Keep::Edges };
        let limits = Limits { threads, memory: 12 << 30, ..Limits::default() };
        let (graph, limit) = search::search(story, engine, &map, packings, keep, &limits, &mut |_| {});
        eprintln!("{what}: {} states {} transitions {:?} peak {} B/state {} in {:?}", graph.states, graph.transitions, limit, graph.peak >> 20, graph.peak as f64 / graph.states as f64, t.elapsed());
        if what == "sizes" {
            let mut v: Vec<_> = story.scene_ids().map(|id| (graph.states(id).len(), id)).collect();
            v.sort(); v.reverse();
            for (n, id) in v.iter().take(25) {
                let live: Vec<String> = slots.fields.iter().enumerate().filter(|(i,_)| kept[id.index()][*i] != classes::Classes::One).map(|(i,_)| format!("{}{}", story.variables.get(i).map_or("mark", |v| &v.name), match &kept[id.index()][i] { classes::Classes::Some(m) => format!("/{}", { let mut m = m.to_vec(); m.sort(); m.dedup(); m.len() }), _ => String::new() })).collect();
                eprintln!("{n:9} {:30} {}", story.scene(*id).name, live.join(" "));
            }
        }
        if matches!(keep, search::Keep::Counts) { return; }
        let t = Instant::now();
        let order = order::order(&graph);
        eprintln!("order {:?}", t.elapsed());
        if what == "texts" {
            let t = Instant::now();
            eprintln!("{:?} {:?}", lengths::length(&graph, &order, lengths::Measure::Words), t.elapsed());
            return;
        }
        let t = Instant::now();
        let endings: Vec<_> = story.endings().collect();
        let plays = [crate::story::Play::Random, crate::story::Play::Ordinary, crate::story::Play::Best, crate::story::Play::Worst];
        let mut asked: Vec<chances::Asked> = Vec::new();
        for g in 0..story.goals.len() { for p in plays { asked.push((solve::Target::Goal(g), p)); } }
        for &e in &endings { for p in &plays[1..] { asked.push((solve::Target::Ending(e), *p)); } }
        let a = chances::chances(engine, &graph, &order, &endings, &asked, threads);
        eprintln!("chances {:?}", t.elapsed());
        for (i, g) in story.goals.iter().enumerate() { eprintln!("{} {:?}", g.id, a.chances[4*i..4*i+4].iter().map(|c| c.low).collect::<Vec<_>>()); }
        for (i, e) in endings.iter().enumerate() { eprintln!("{:20} {:.6} {:?}", story.scene(*e).name, a.endings[i].low, a.chances[story.goals.len()*4 + 3*i..][..3].iter().map(|c| c.low).collect::<Vec<_>>()); }
        let t = Instant::now();
        eprintln!("{:?} {:?}", lengths::length(&graph, &order, lengths::Measure::Choices), t.elapsed());
        let t = Instant::now();
        let counts: Vec<usize> = story.scenes.iter().map(|s| s.choices().len()).collect();
        let v = visits::visits(&graph, &order, &counts);
        eprintln!("visits {:?} {}", t.elapsed(), v.scenes.iter().sum::<f64>());
        let t = Instant::now();
        let r = ranges::ranges(engine, &graph, &order);
        eprintln!("ranges {:?}", t.elapsed());
        for (v, r) in story.variables.iter().zip(r).take(12) { eprintln!("{} {:?}", v.name, r); }
        let t = Instant::now();
        let paths = paths::Paths::new(&graph, &order, |_| true);
        eprintln!("paths {:?}", t.elapsed());
        let found = paths.shortest(endings.len(), |(s, _)| endings.iter().position(|e| *e == s).map_or(0, |p| 1 << p));
        eprintln!("shortest {:?} {:?}", t.elapsed(), found.iter().map(|f| f.as_ref().map(|f| f.len())).collect::<Vec<_>>());
    }
}
