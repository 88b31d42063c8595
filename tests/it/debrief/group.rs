//! A group of games: what is counted by hand of twelve games, and how its pages read.

use super::{Known, played, shipped};
use crate::golden;
use counterpitch::debrief::{Debrief, GroupDebrief, Member, group_rows};
use counterpitch::play::debrief::{drawn, tell};
use counterpitch::play::layout::Page;
use counterpitch::report::debrief::{debrief_json, group_csv, group_json, html};
use serde_json::Value;
use std::collections::BTreeMap;

/// Twelve players, and the playthrough that each of them played.
const PLAYERS: [(&str, &str); 12] = [
    ("anna", "successful-miss"),
    ("bo", "first-call"),
    ("cas", "good-loser"),
    ("dirk", "ink-dry"),
    ("els", "grace"),
    ("finn", "half-loaf"),
    ("gijs", "half-loaf"),
    ("hanna", "long-way"),
    ("ilse", "successful-miss"),
    ("jop", "good-loser"),
    ("kim", "cold-win"),
    ("<b>lot</b>", "paid-in-full"),
];

fn members<'a>(known: &'a Known, language: &str) -> Vec<Member<'a>> {
    let member = |&(name, playthrough): &(&str, &str)| {
        let (reader, game) = (known.reader(language), played(playthrough));
        let debrief = Debrief::of_goal(&reader, game.turns(), &known.values, &[], 0);
        Member { name: name.to_owned(), debrief }
    };
    PLAYERS.iter().map(member).collect()
}

#[test]
fn a_group_of_twelve_is_told_drawn_and_written_in_both_languages() {
    let known = shipped();
    for language in ["en", "nl"] {
        let members = members(known, language);
        let (reader, group) = (known.reader(language), GroupDebrief::new(&known.story, &members));
        let rows = group_rows(&reader, &group, &[]);
        let all = [rows.first.clone(), rows.sums.clone()].concat();
        golden::check(format!("tests/debriefs/group.{language}.txt"), &tell(&reader, &all));
        golden::check(format!("tests/debriefs/group.{language}.html"), &html(&reader, &rows, None));
        for columns in [40, 80] {
            let lines = drawn(&all, Page::new(columns)).into_iter();
            let lines: String = lines.map(|line| line.text().trim_end().to_owned() + "\n").collect();
            golden::check(format!("tests/debriefs/group.{language}.{columns}.txt"), &lines);
        }
    }
}

#[test]
fn the_figures_of_a_group_follow_from_the_figures_of_its_games() {
    let known = shipped();
    let members = members(known, "en");
    let group = GroupDebrief::new(&known.story, &members);
    let json: Value = serde_json::from_str(&group_json(&known.story, &group)).expect("it is JSON");
    let json = &json["group"];
    let single: Vec<Value> = members
        .iter()
        .map(|it| serde_json::from_str(&debrief_json(&known.story, &it.debrief, Some("f"), None)).expect("JSON"))
        .collect();
    assert_eq!((json["games"].as_u64(), json["unfinished"].as_u64()), (Some(12), Some(0)));
    let mut endings: BTreeMap<String, u64> = BTreeMap::new();
    let mut chosen: BTreeMap<(String, String), u64> = BTreeMap::new();
    for game in &single {
        *endings.entry(game["ending"].as_str().expect("it has one").to_owned()).or_default() += 1;
        let mut own: Vec<(String, String)> = game["steps"]
            .as_array()
            .expect("steps")
            .iter()
            .filter(|step| step["kind"] == "choice")
            .map(|step| (text(&step["scene"]), text(&step["choice"])))
            .collect();
        own.sort();
        own.dedup();
        own.into_iter().for_each(|choice| *chosen.entry(choice).or_default() += 1);
    }
    assert_eq!(json["endings"], serde_json::to_value(&endings).expect("it is plain"));
    let scenes = json["scenes"].as_array().expect("scenes");
    for scene in scenes {
        let name = scene["scene"].as_str().expect("a name");
        for (choice, count) in scene["choices"].as_object().expect("choices") {
            assert_eq!(chosen.remove(&(name.to_owned(), choice.clone())), count.as_u64(), "{name}.{choice}");
        }
    }
    assert!(chosen.is_empty(), "{chosen:?}");
    for (at, goal) in json["goals"].as_array().expect("goals").iter().enumerate() {
        for (mean, own) in [("mean_result", "result"), ("mean_decisions", "decisions"), ("mean_draws", "draws")] {
            let sum: f64 = single.iter().map(|game| game["goals"][at][own].as_f64().expect("exact")).sum();
            assert!((goal[mean].as_f64().expect("exact") - sum / 12.0).abs() < 1e-9, "{goal}");
        }
    }
    // The partings with most points between their ways come first.
    let spread = |name: &Value| {
        let mut gained: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for (game, member) in single.iter().zip(&members) {
            let mut choices = game["steps"].as_array().expect("steps").iter().filter(|step| step["kind"] == "choice");
            let Some(first) = choices.find(|step| step["scene"] == *name) else { continue };
            // What is counted is what is printed, of games in which something was left to decide.
            let mut decisions = member.debrief.timeline.decisions();
            let at = decisions
                .find(|at| *name == known.story.scene(at.choice().expect("a decision").scene).name.as_str())
                .expect("it is there");
            if at.before.under(1) != at.before.under(2) {
                let points = |when: &str| (first[when].as_f64().expect("exact") * 100.0).round();
                gained.entry(text(&first["choice"])).or_default().push(points("after") - points("before"));
            }
        }
        let means = gained.values().map(|all| (all.iter().sum::<f64>() / all.len() as f64).round() as i64);
        means.clone().max().unwrap_or(0) - means.min().unwrap_or(0)
    };
    let widths: Vec<i64> = json["widest"].as_array().expect("names").iter().map(spread).collect();
    assert!(widths.len() > 3 && widths.is_sorted_by(|a, b| a >= b), "{widths:?}");
}

#[test]
fn the_csv_of_a_group_has_a_line_for_each_player_and_no_name_is_a_formula_or_markup() {
    let known = shipped();
    let mut members = members(known, "en");
    members[0].name = "=SUM(A1)\"x".to_owned();
    let group = GroupDebrief::new(&known.story, &members);
    let csv = group_csv(&known.story, &group);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 14);
    assert!(lines[1].starts_with("\"'=SUM(A1)\"\"x\",successful-miss,16,0.68"), "{}", lines[1]);
    let columns = lines[0].split(',').count();
    assert!(lines[1..13].iter().all(|line| line.split(',').count() == columns), "{csv}");
    let reader = known.reader("en");
    let page = html(&reader, &group_rows(&reader, &group, &[]), None);
    assert!(page.contains("&lt;b&gt;lot&lt;/b&gt;") && !page.contains("<b>lot"));
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
}

#[test]
fn a_mean_that_fell_in_another_scene_than_most_chose_in_names_scene_and_players() {
    let known = shipped();
    let all = members(known, "en");
    let some: Vec<Member> = [0, 2, 5, 8, 4, 4, 4].map(|at: usize| all[at].clone()).into();
    let group = GroupDebrief::new(&known.story, &some);
    let text = tell(&known.reader("en"), &group_rows(&known.reader("en"), &group, &[]).first);
    let line = text.lines().find(|line| line.starts_with("4. ")).expect("four were made");
    assert!(line.starts_with("4. What Thijs will say (4 of 7)"), "{line}");
    assert!(line.ends_with("Most of the change at “Taking it” (els, els, els)."), "{line}");
    let lost = |decision: &counterpitch::debrief::Step| -decision.points().expect("it is known");
    let most = some.iter().flat_map(|member| member.debrief.timeline.decisions().map(lost)).max();
    assert_eq!(group.dearest(1).first().map(|(.., points)| *points), most);
    for branch in group.scenes().iter().flat_map(|scene| &scene.branches) {
        let points = branch.points.as_ref().expect("all values are known");
        assert!(points.iter().all(|(at, _)| branch.members.contains(at)), "{branch:?}");
        let all = || points.iter().map(|(_, points)| *points);
        assert_eq!(branch.mean().is_none(), points.is_empty());
        assert!(branch.mean().is_none_or(|mean| all().min() <= Some(mean) && Some(mean) <= all().max()), "{branch:?}");
    }
}

#[test]
fn the_decisive_step_of_an_ending_is_the_one_with_the_largest_effect() {
    let known = shipped();
    let members = members(known, "en");
    let group = GroupDebrief::new(&known.story, &members);
    // All endings, and some groups that no ending has.
    let groups = group.endings.iter().map(|(_, who)| who.clone());
    let groups = groups.chain((0..12).map(|at| (at..12).step_by(at / 4 + 1).collect()));
    let (mut said, mut lucky, mut partial) = (0, 0, 0);
    for who in groups {
        // What each step added in all, who took it, and in how many games it moved the value.
        let mut sums: BTreeMap<String, (f64, Vec<usize>, usize)> = BTreeMap::new();
        for &at in &who {
            let game = debrief_json(&known.story, &members[at].debrief, None, None);
            let game: Value = serde_json::from_str(&game).expect("it is JSON");
            for step in game["steps"].as_array().expect("steps") {
                let key = format!("{}.{}{}", step["scene"], step["choice"], step["arm"]);
                let (sum, takers, moved) = sums.entry(key).or_default();
                let added = step["after"].as_f64().expect("exact") - step["before"].as_f64().expect("exact");
                *sum += added;
                *moved += usize::from(added.abs() > 1e-9);
                takers.push(at);
                takers.dedup();
            }
        }
        let way = sums.values().map(|(sum, ..)| sum).sum::<f64>().signum();
        let most = sums.values().map(|(sum, ..)| sum * way).fold(0.0, f64::max);
        let at_most: Vec<_> = sums.values().filter(|(sum, ..)| sum * way > most - 1e-9).collect();
        let is_one = at_most.len() == 1 && most >= 0.05 * who.len() as f64;
        let Some(step) = group.decisive(&who) else {
            assert!(!is_one || 2 * at_most[0].2 <= who.len(), "{who:?}");
            continue;
        };
        assert!(is_one && step.members == at_most[0].1 && 2 * step.members.len() > who.len(), "{who:?}");
        let sum = step.gained.value().expect("exact") * step.times as f64;
        assert!((sum - most * way).abs() < 1e-9, "{step:?}");
        said += 1;
        lucky += usize::from(step.key.1.is_some());
        partial += usize::from(step.members.len() < who.len());
    }
    assert!(said > 9 && lucky > 1 && partial > 0, "{said} said, {lucky} of luck, {partial} of a part");
}

/// The text that a JSON value holds.
fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}
