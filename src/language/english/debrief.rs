//! The debrief in English.

use crate::language::command::key;
use crate::language::debrief::{
    BalanceWords, Cause, DebriefWords, EndingCount, GroupWords, LookingBackWords, ReasonWords, SpoilerWords, SumWords,
    TimelineWords,
};
use crate::language::sentence::{closed, english_number as number, list, opened};

pub(super) const DEBRIEF: DebriefWords = DebriefWords {
    heading: "Debrief",
    head_ending: |title, found, of| format!("{title} ({found} of {of} endings found)"),
    again: |file| format!("To go back to any of these decisions, type `counterpitch --from {file}` in a terminal."),
    unfinished: "The game has not come to an end: this is how far it went.",
    aimless: "This story has no goal, so that no decision has a value.",
    bounded: "This story is too large to know every chance: what you see are the bounds between which each lies.",
    wait: "One moment: the chances are being worked out.",
    key: key("space", "debrief", "looks back on the game, once it is over"),
    sums_key: key("d", "the sums", "tells after the debrief how it adds up, and where everyone stood"),
    write_key: key("w", "write it down", "writes the game and its debrief as a page for a browser"),
    written: |file| format!("Written to {file}: open it in a browser, or print it."),
    transcript: "The game, as it was read",
    chart_columns: ["chance", "change", "why, and what else"],
    line: TimelineWords {
        heading: |goal| match goal {
            "" => "Your decisions".into(),
            _ => format!("Your chances of {goal}, decision by decision"),
        },
        value: |low, high| match low == high {
            true => low.to_string(),
            false => format!("between {low} and {high}"),
        },
        ordinary: "A percentage is how often a good colleague who took over there would get it: one who takes the best choice half the time, \
                   and any choice the other half. It is worked out for this story, and says nothing about life.",
        others: |goals| format!("Other goals, for a colleague who aims at them: “{}”.", goals.join("”, “")),
        group_goal: |goal| format!("The page of a group counts every game for “{goal}”, this one too."),
        start: "Before you began",
        start_said: |value| format!("Before you began: {value} per cent."),
        label: opened,
        change: |said, before, after| match before == after {
            true => format!("{} Still {after} per cent.", closed(said)),
            false => format!("{} From {before} to {after} per cent.", closed(said)),
        },
        draw_label: |told, weight, of| format!("Luck, {weight} in {of}: {told}"),
        told: |text| format!("Not yours, and not luck: {} No choice you made touched this.", closed(text)),
        sign: |text| format!("The sign before it: {}", closed(text)),
        told_label: |text| format!("Not yours: {text}"),
        only: "Nothing else was open.",
        better: |told, who, value, is_last| {
            let who = if who.is_empty() { String::new() } else { format!(", with {}", list(who, "and")) };
            let last = if is_last { "; no later choice could win that back" } else { "" };
            format!("There was more in “{told}”{who}: {value} per cent{last}.")
        },
        better_note: "“There was more in” counts each time from where you stood: those figures do not add up.",
        beside: |goal, before, after| format!("Another goal, “{goal}”, went from {before} to {after}."),
        endings: |found, others| {
            let mut named: Vec<String> = found.iter().map(|title| format!("“{title}”")).collect();
            match others {
                0 => {}
                1 => named.push("one other".into()),
                _ => named.push(format!("{} others", number(others))),
            }
            list(&named, "and")
        },
        closed: |endings| format!("Closed behind you: {endings}."),
        opened: |endings| format!("Open only this way: {endings}."),
        turning: |at, told, points, by| {
            let by = by.map(|by| format!("; decision {by} had made it possible")).unwrap_or_default();
            format!("The turning point was decision {at}, “{told}”: {} in one go{by}.", won(points))
        },
        turning_best: "It was also your best decision.",
        best: |at, told, points| format!("Your best decision was {at}, “{told}”: {}.", won(points)),
        last_certain: |at| {
            format!(
                "Until decision {at} it was certain for whoever made no mistake from there on; after it, for nobody."
            )
        },
    },
    reason: ReasonWords {
        stance: |name, by| format!("{name} {}", steps(by)),
        counter: |name, by| {
            format!("{name}, {} {}", number(by.unsigned_abs() as usize), if by > 0 { "more" } else { "fewer" })
        },
        no_stance: |name, by| format!("had {name} not {} {}", if by > 0 { "come" } else { "gone" }, steps(by)),
        why: |causes, is_part| {
            let head = if is_part { "In part" } else { "Why" };
            let what = list(&causes.iter().map(|it| it.what.clone()).collect::<Vec<_>>(), "and");
            match causes {
                [one] => format!("{head}: {what} (otherwise {} per cent).", one.otherwise),
                _ => format!("{head}: {what}. The same choice {}.", without(causes)),
            }
        },
        left_aside: |value| format!("Why: any other choice here came to {value} per cent."),
        counted: |at, told, with, without| {
            format!(
                "It counted most at decision {at}: without it, “{told}” would have come to {without} per cent there, not {with}."
            )
        },
        missed_choice: |at, told, value| {
            format!("After that, “{told}” would have been possible at decision {at}: {value} per cent.")
        },
        missed_worth: |at, told, value, made| {
            format!("After that, “{told}” at decision {at} would have come to {value} per cent, not {made}.")
        },
        against: |points, clause| format!("It would have been {points} per cent, {clause}."),
        moved: |what| format!("Who moved: {what}."),
        opens: |later| {
            let later: Vec<String> =
                later.iter().map(|(at, told)| format!("decision {at} possible: “{told}”")).collect();
            format!("It made {}.", list(&later, "and"))
        },
        certain: |goal| format!("From here on {goal} was certain."),
        closed: |goal| format!("From here on {goal} was out of reach."),
        settled: "From here on no choice changed it any more.",
    },
    sums: SumWords {
        heading: "What it adds up to",
        columns: ["start", "decisions", "luck", "came to"],
        sentence: |start, decisions, draws, result| {
            let (decided, drawn) = (moved(decisions), moved(draws));
            format!("You began at {start} per cent. Your decisions {decided}, luck {drawn}, and it came to {result}.")
        },
    },
    balance: BalanceWords {
        way: |lost, gained| match (lost, gained) {
            (0, _) => "No decision of yours lowered your chances".into(),
            (_, 0) => format!("You let {} go on the way", many(lost)),
            _ => format!("You let {} go on the way and gained {gained}", many(lost)),
        },
        came_of_it: |is_little, is_reached, outcome| match (is_little, is_reached) {
            (true, false) => format!("and {outcome}. That happens to good work."),
            (false, true) => format!("and all the same {outcome}."),
            _ => format!("and {outcome}."),
        },
        outcome: |goal, result| match result {
            0 => format!("it ended without {goal}"),
            100 => format!("it ended with {goal}"),
            _ => format!("it ended with a part of it: this ending counts for {result} of 100"),
        },
        luck: "That is called luck, and you may keep it, but do not learn from it.",
        most_left: |at, told, points| {
            format!("The most you left lying was at decision {at}: {} more with “{told}”.", many(points))
        },
        drawn: |points| match points {
            0 => "Luck came to nothing, all in all.".into(),
            _ => format!("By luck, not by your doing: {}.", won(points)),
        },
        nobody: |told| format!("And then, by no choice of yours: {}", closed(told)),
        undrawn: "Luck had no part in it: a hundred colleagues who chose as you did would have come to the same.",
    },
    looking_back: LookingBackWords {
        lessons: "What there is to take along",
        moments: "Moments to keep",
        people: "Where everyone stood after your last decision",
        person: |name, role, start, end, by| match start == end {
            true if by == 0 => format!("{}, {role}: {end}, as at the start.", opened(name)),
            true => format!("{}, {role}: still {end}, but {}.", opened(name), if by > 0 { "warmer" } else { "cooler" }),
            false => format!("{}, {role}: {start} at the start, {end} by then.", opened(name)),
        },
        moved: |told, by| format!("Biggest step {}: {}", towards(by), closed(told)),
        befell: |told, by| match told {
            Some(told) => format!("Biggest step {}, and not your doing: {}", towards(by), closed(told)),
            None => format!("Biggest step {}: before you had chosen anything.", towards(by)),
        },
        friends: |names| match names {
            [] => "By then nobody was on your side.".into(),
            [one] => format!("By then {one} was on your side."),
            _ => format!("By then {} were on your side.", list(names, "and")),
        },
    },
    spoilers: SpoilerWords {
        heading: "What else there was",
        made: |at, told, value| format!("{at}. {} {value} per cent.", closed(&opened(told))),
        other: |told, value| format!("Or: {told} ({value})."),
        leads: |heading| format!("Leads to “{heading}”."),
        may_lead: |heading, weight, of| format!("Leads to “{heading}”, {weight} in {of}."),
        nowhere: "Leads nowhere.",
        closes: |endings| format!("Out of reach after it: {endings}."),
    },
    group: GroupWords {
        heading: "The group",
        games: |count, unfinished| {
            let games = if count == 1 { "one game".into() } else { format!("{count} games") };
            match unfinished {
                0 => games,
                1 if count == 1 => format!("{games}, not played to the end"),
                _ => format!("{games}, {} of them not played to the end and left out of the means", number(unfinished)),
            }
        },
        anonymous: |at| format!("Player {at}"),
        endings: "Where they ended",
        ending: "ending",
        unfinished: "not played to the end",
        who: |what, who| format!("{} ({who})", opened(what.trim_end_matches('.'))),
        people: |count| format!("{} players", number(count)),
        decisive: |is_luck, told, whom, points| {
            let told = told.trim_end_matches('.');
            let whom = whom.map(|whom| format!(" for {whom}")).unwrap_or_default();
            format!(" What counted most{whom}: {} “{told}”, {points}.", if is_luck { "luck," } else { "the decision" })
        },
        decisive_note: |goal| {
            format!(
                "What counted most: the step that did most to raise the chances of {goal}, or to lower them where they fell."
            )
        },
        part: |title, points| format!("“{title}” counts for {points} of 100."),
        line: |goal| format!("The chances of {goal}, on average"),
        line_note: "A decision with one number is not the same scene for everybody: the scene of most is named. A game that is \
                    over stays in the mean with what it came to.",
        own_goal: |names, goal| {
            format!("Their own debrief tells {} of “{goal}”: its points differ from these.", list(names, "and"))
        },
        figures: "The line in figures",
        at: |scene, count, of| format!("{} ({count} of {of})", opened(scene)),
        moved_by: |scene, who| format!("Most of the change at “{scene}” ({who})."),
        by_luck: |points| format!("By luck: {}.", won(points)),
        partings: ["Where they parted, most points apart first", "Where else they parted, or where only a few stood"],
        partings_note: "Points are those that the choice won or lost there, on average, in games that were not settled before. \
                        How a game ended was decided earlier or later too, and by luck. A scene that a player saw more than once counts the first time.",
        stood: |scene, count| format!("{}: {} stood here", opened(scene), number(count)),
        apart: |points| format!(", {} apart", many(points)),
        gained: |points| if points == 0 { "no points moved".into() } else { won(points) },
        on_average: |points| format!("{points} on average"),
        settled: |who, is_won| format!("already {} for {who}", if is_won { "won" } else { "lost" }),
        dearest_heading: "The dearest choices, each by whom it cost most",
        dearest: |name, at, scene, told, points| {
            format!("{name} at decision {at}, in “{scene}”: “{told}”, {}.", won(-points))
        },
        ends: |ends| {
            let end = |(count, title): &EndingCount| match title {
                Some(title) => format!("{} “{title}”", number(*count)),
                None => format!("{} not played to the end", number(*count)),
            };
            format!("Endings: {}.", ends.iter().map(end).collect::<Vec<_>>().join(", "))
        },
        luck: "Luck: what was drawn, and for whom",
        luck_note: "Not every way of playing comes to a draw: that is why luck differs, even with one seed.",
        fall: |told, weight, of| format!("{}, {weight} in {of}", told.trim_end_matches('.')),
        means: "Decisions and luck, on average",
        players: "One row a player",
        players_note: |goals| format!("Came to, goal by goal: {}.", goals.join(" · ")),
        decisions: "decisions (let go, gained)",
        turning: |at, told, points| format!("{at}. {told} ({points:+})"),
        turning_point: "turning point",
        talk: "To talk about",
        left_out: |files| format!("Left out, because no game of this story could be read there: {files}."),
    },
};

/// The values that a choice would have had without each of its causes, as a phrase.
fn without(causes: &[Cause]) -> String {
    let clause = |it: &Cause| match it.is_stance {
        true => format!("{} without {}’s step", it.otherwise, it.name),
        false => format!("{} with as many {} as before", it.otherwise, it.name),
    };
    format!("would have stood at {}", list(&causes.iter().map(clause).collect::<Vec<_>>(), "and"))
}

/// How far somebody moved, and which way.
fn steps(by: i32) -> String {
    let steps = if by.abs() == 1 { "a step".into() } else { format!("{} steps", number(by.unsigned_abs() as usize)) };
    format!("{steps} {}", if by > 0 { "closer" } else { "further off" })
}

fn many(points: i32) -> String {
    match points {
        1 => "one point".into(),
        _ => format!("{points} points"),
    }
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
