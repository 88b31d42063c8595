//! The debrief in English.
//!
//! No sentence judges the player. It says which chance was given away, which chance was left, and what happened.

use crate::language::command::{KeyHint, key};
use crate::language::sentence::{closed, english_number as number, list, opened};
use crate::language::words::words;

/// A stance or counter whose change moved a value.
#[derive(Debug)]
pub struct Cause {
    /// What changed, as a phrase.
    pub what: String,
    pub name: String,
    pub is_stance: bool,
    /// The value, in points, that the choice would have had without this change.
    pub otherwise: i32,
}

/// How many games reached an ending, and the ending's title; `None` stands for unfinished games.
pub type EndingCount = (usize, Option<String>);

words! {
    /// Words for the timeline: each decision and draw, with the values before and after. `value` makes the phrases for
    /// these values.
    LINE: TimelineWords {
        heading(goal) { "" => "Your decisions"; _ => "Your chances of {goal}, decision by decision" }
        value(low: i32, high: i32) { (_, _) if low == high => "{low}"; _ => "between {low} and {high}" }
        ordinary { "A percentage is how often a good colleague who took over there would get it: one who takes the \
                    best choice half the time, and any choice the other half. It is worked out for this story, and \
                    says nothing about life." }
        others(goals: &[String]) { "Other goals, for a colleague who aims at them: “{}”.", goals.join("”, “") }
        group_goal(goal) { "The page of a group counts every game for “{goal}”, this one too." }
        start { "Before you began" }
        start_said(value) { "Before you began: {value} per cent." }
        label(text) { opened(text) }
        change(said, before, after) {
            _ if before == after => "{} Still {after} per cent.", closed(said);
            _ => "{} From {before} to {after} per cent.", closed(said)
        }
        draw_label(told, weight: u32, of: u32) { "Luck, {weight} in {of}: {told}" }
        told(text) { "Not yours, and not luck: {} No choice you made touched this.", closed(text) }
        sign(text) { "The sign before it: {}", closed(text) }
        told_label(text) { "Not yours: {text}" }
        only { "Nothing else was open." }
        better(told, who: &[String], value, is_last: bool) {
            let who = if who.is_empty() { String::new() } else { format!(", with {}", list(who, "and")) };
            let last = if is_last { "; no later choice could win that back" } else { "" };
            format!("There was more in “{told}”{who}: {value} per cent{last}.")
        }
        better_note { "“There was more in” counts each time from where you stood: those figures do not add up." }
        beside(goal, before, after) { "Another goal, “{goal}”, went from {before} to {after}." }
        endings(found: &[String], others: usize) {
            let others = match others {
                0 => None,
                1 => Some("one other".into()),
                _ => Some(format!("{} others", number(others))),
            };
            list(found.iter().map(|title| format!("“{title}”")).chain(others), "and")
        }
        closed(endings) { "Closed behind you: {endings}." }
        opened(endings) { "Open only this way: {endings}." }
        turning(at: usize, told, points: i32, by: Option<usize>) {
            let by = by.map(|by| format!("; decision {by} had made it possible")).unwrap_or_default();
            format!("The turning point was decision {at}, “{told}”: {} in one go{by}.", won(points))
        }
        turning_best { "It was also your best decision." }
        best(at: usize, told, points: i32) { "Your best decision was {at}, “{told}”: {}.", won(points) }
        last_certain(at: usize)
            { "Until decision {at} it was certain for whoever made no mistake from there on; after it, for nobody." }
    }

    /// Words for why a value moved. A [`Cause`] pushed the value in the direction in which it moved; `against` is for a
    /// stance that held it back.
    REASON: ReasonWords {
        stance(name, by: i32) { "{name} {}", steps(by) }
        counter(name, by: i32) { "{name}, {} {}", number(by.abs()), if by > 0 { "more" } else { "fewer" } }
        no_stance(name, by: i32) { "had {name} not {} {}", if by > 0 { "come" } else { "gone" }, steps(by) }
        why(causes: &[Cause], is_part: bool) {
            let head = if is_part { "In part" } else { "Why" };
            let what = list(causes.iter().map(|it| &it.what), "and");
            let without = |it: &Cause| match it.is_stance {
                true => format!("{} without {}’s step", it.otherwise, it.name),
                false => format!("{} with as many {} as before", it.otherwise, it.name),
            };
            let values = list(causes.iter().map(without), "and");
            match causes {
                [one] => format!("{head}: {what} (otherwise {} per cent).", one.otherwise),
                _ => format!("{head}: {what}. The same choice would have stood at {values}."),
            }
        }
        left_aside(value) { "Why: any other choice here came to {value} per cent." }
        counted(at: usize, told, with: i32, without: i32)
            { "It counted most at decision {at}: without it, “{told}” would have come to {without} per cent there, not \
               {with}." }
        missed_choice(at: usize, told, value: i32)
            { "After that, “{told}” would have been possible at decision {at}: {value} per cent." }
        missed_worth(at: usize, told, value: i32, made: i32)
            { "After that, “{told}” at decision {at} would have come to {value} per cent, not {made}." }
        against(points: i32, clause) { "It would have been {points} per cent, {clause}." }
        moved(what) { "Who moved: {what}." }
        opens(later: &[(usize, &str)])
            { "It made {}.", list(later.iter().map(|(at, told)| format!("decision {at} possible: “{told}”")), "and") }
        certain(goal) { "From here on {goal} was certain." }
        closed(goal) { "From here on {goal} was out of reach." }
        settled { "From here on no choice changed it any more." }
    }

    SUMS: SumWords {
        heading { "What it adds up to" }
        columns: [&'static str; 4] { ["start", "decisions", "luck", "came to"] }
        sentence(start: i32, decisions: i32, draws: i32, result: i32) {
            let (decided, drawn) = (moved(decisions), moved(draws));
            format!("You began at {start} per cent. Your decisions {decided}, luck {drawn}, and it came to {result}.")
        }
    }

    BALANCE: BalanceWords {
        way(lost: i32, gained: i32) {
            (0, _) => "No decision of yours lowered your chances"; (_, 0) => "You let {} go on the way", many(lost);
            _ => "You let {} go on the way and gained {gained}", many(lost)
        }
        came_of_it(is_little: bool, is_reached: bool, outcome) {
            (true, false, _) => "and {outcome}. That happens to good work.";
            (false, true, _) => "and all the same {outcome}."; _ => "and {outcome}."
        }
        outcome(goal, result: i32) {
            (_, 0) => "it ended without {goal}"; (_, 100) => "it ended with {goal}";
            _ => "it ended with a part of it: this ending counts for {result} of 100"
        }
        luck { "That is called luck, and you may keep it, but do not learn from it." }
        most_left(at: usize, told, points: i32)
            { "The most you left lying was at decision {at}: {} more with “{told}”.", many(points) }
        drawn(points: i32) {
            0 => "Luck came to nothing, all in all."; _ => "By luck, not by your doing: {}.", won(points)
        }
        nobody(told) { "And then, by no choice of yours: {}", closed(told) }
        undrawn { "Luck had no part in it: a hundred colleagues who chose as you did would have come to the same." }
    }

    LOOKING_BACK: LookingBackWords {
        lessons { "What there is to take along" }
        moments { "Moments to keep" }
        people { "Where everyone stood after your last decision" }
        person(name, role, start, end, by: i32) {
            _ if start != end => "{}, {role}: {start} at the start, {end} by then.", opened(name);
            _ if by == 0 => "{}, {role}: {end}, as at the start.", opened(name);
            _ => "{}, {role}: still {end}, but {}.", opened(name), if by > 0 { "warmer" } else { "cooler" }
        }
        moved(told, by: i32) { "Biggest step {}: {}", towards(by), closed(told) }
        befell(told: Option<&str>, by: i32) { match told {
            Some(told) => format!("Biggest step {}, and not your doing: {}", towards(by), closed(told)),
            None => format!("Biggest step {}: before you had chosen anything.", towards(by)),
        } }
        friends(names: &[String]) {
            [] => "By then nobody was on your side."; [one] => "By then {one} was on your side.";
            _ => "By then {} were on your side.", list(names, "and")
        }
    }

    SPOILERS: SpoilerWords {
        heading { "What else there was" }
        made(at: usize, told, value) { "{at}. {} {value} per cent.", closed(&opened(told)) }
        other(told, value) { "Or: {told} ({value})." }
        leads(heading) { "Leads to “{heading}”." }
        may_lead(heading, weight: u32, of: u32) { "Leads to “{heading}”, {weight} in {of}." }
        nowhere { "Leads nowhere." }
        closes(endings) { "Out of reach after it: {endings}." }
    }

    GROUP: GroupWords {
        heading { "The group" }
        games(count: usize, unfinished: usize) {
            let games = if count == 1 { "one game".into() } else { format!("{count} games") };
            match unfinished {
                0 => games,
                1 if count == 1 => format!("{games}, not played to the end"),
                _ => format!("{games}, {} of them not played to the end and left out of the means", number(unfinished)),
            }
        }
        anonymous(at: usize) { "Player {at}" }
        endings { "Where they ended" }
        ending { "ending" }
        unfinished { "not played to the end" }
        who(what, who) { "{} ({who})", opened(what.trim_end_matches('.')) }
        people(count: usize) { "{} players", number(count) }
        decisive(is_luck: bool, told, whom: Option<&str>, points) {
            let told = told.trim_end_matches('.');
            let whom = whom.map(|whom| format!(" for {whom}")).unwrap_or_default();
            format!(" What counted most{whom}: {} “{told}”, {points}.", if is_luck { "luck," } else { "the decision" })
        }
        decisive_note(goal)
            { "What counted most: the step that did most to raise the chances of {goal}, or to lower them where they \
               fell." }
        part(title, points: i32) { "“{title}” counts for {points} of 100." }
        line(goal) { "The chances of {goal}, on average" }
        line_note { "A decision with one number is not the same scene for everybody: the scene of most is named. A \
                     game that is over stays in the mean with what it came to." }
        own_goal(names: &[String], goal)
            { "Their own debrief tells {} of “{goal}”: its points differ from these.", list(names, "and") }
        figures { "The line in figures" }
        at(scene, count: usize, of: usize) { "{} ({count} of {of})", opened(scene) }
        moved_by(scene, who) { "Most of the change at “{scene}” ({who})." }
        by_luck(points: i32) { "By luck: {}.", won(points) }
        partings: [&'static str; 2]
            { ["Where they parted, most points apart first", "Where else they parted, or where only a few stood"] }
        partings_note { "Points are those that the choice won or lost there, on average, in games that were not \
                         settled before. How a game ended was decided earlier or later too, and by luck. A scene that \
                         a player saw more than once counts the first time." }
        stood(scene, count: usize) { "{}: {} stood here", opened(scene), number(count) }
        apart(points: i32) { ", {} apart", many(points) }
        gained(points: i32) { if points == 0 { "no points moved".into() } else { won(points) } }
        on_average(points) { "{points} on average" }
        settled(who, is_won: bool) { "already {} for {who}", if is_won { "won" } else { "lost" } }
        dearest_heading { "The dearest choices, each by whom it cost most" }
        dearest(name, at: usize, scene, told, points: i32)
            { "{name} at decision {at}, in “{scene}”: “{told}”, {}.", won(-points) }
        ends(ends: &[EndingCount]) {
            let end = |(count, title): &EndingCount| match title {
                Some(title) => format!("{} “{title}”", number(*count)),
                None => format!("{} not played to the end", number(*count)),
            };
            format!("Endings: {}.", ends.iter().map(end).collect::<Vec<_>>().join(", "))
        }
        luck { "Luck: what was drawn, and for whom" }
        luck_note { "Not every way of playing comes to a draw: that is why luck differs, even with one seed." }
        fall(told, weight: u32, of: u32) { "{}, {weight} in {of}", told.trim_end_matches('.') }
        means { "Decisions and luck, on average" }
        players { "One row a player" }
        players_note(goals: &[String]) { "Came to, goal by goal: {}.", goals.join(" · ") }
        decisions { "decisions (let go, gained)" }
        turning(at: usize, told, points: i32) { "{at}. {told} ({points:+})" }
        turning_point { "turning point" }
        talk { "To talk about" }
        left_out(files) { "Left out, because no game of this story could be read there: {files}." }
    }

    DEBRIEF: DebriefWords {
        heading { "Debrief" }
        head_ending(title, found: usize, of: usize) { "{title} ({found} of {of} endings found)" }
        again(file) { "To go back to any of these decisions, type `counterpitch --from {file}` in a terminal." }
        unfinished { "The game has not come to an end: this is how far it went." }
        aimless { "This story has no goal, so that no decision has a value." }
        bounded { "This story is too large to know every chance: what you see are the bounds between which each lies." }
        wait { "One moment: the chances are being worked out." }
        key: KeyHint { key("space", "debrief", "looks back on the game, once it is over") }
        sums_key: KeyHint { key("d", "the sums", "tells after the debrief how it adds up, and where everyone stood") }
        write_key: KeyHint { key("w", "write it down", "writes the game and its debrief as a page for a browser") }
        written(file) { "Written to {file}: open it in a browser, or print it." }
        transcript { "The game, as it was read" }
        chart_columns: [&'static str; 3] { ["chance", "change", "why, and what else"] }
        line: TimelineWords { LINE }
        reason: ReasonWords { REASON }
        sums: SumWords { SUMS }
        balance: BalanceWords { BALANCE }
        looking_back: LookingBackWords { LOOKING_BACK }
        spoilers: SpoilerWords { SPOILERS }
        group: GroupWords { GROUP }
    }
}

/// How far somebody moved, and which way.
fn steps(by: i32) -> String {
    let steps = if by.abs() == 1 { "a step".into() } else { format!("{} steps", number(by.abs())) };
    format!("{steps} {}", if by > 0 { "closer" } else { "further off" })
}

fn many(points: i32) -> String {
    if points == 1 { "one point".into() } else { format!("{points} points") }
}

fn won(points: i32) -> String {
    format!("{} {}", many(points.abs()), if points < 0 { "lost" } else { "won" })
}

/// In which direction a stance moved.
fn towards(by: i32) -> &'static str {
    if by > 0 { "towards you" } else { "away from you" }
}

/// What was added or taken away.
fn moved(points: i32) -> String {
    match points {
        0 => "changed nothing".into(),
        1.. => format!("added {points}"),
        _ => format!("took away {}", -points),
    }
}
