//! The debrief in English.

use super::{closed, key, number, opened};
use crate::language::debrief::{BalanceWords, Debrief, LookingBack, SpoilerWords, SumWords, TimelineWords};

pub(super) const DEBRIEF: Debrief = Debrief {
    heading: "Debrief",
    unfinished: "The game has not come to an end: this is how far it went.",
    aimless: "This story has no goal, so that no decision has a value.",
    bounded: "This story is too large to know every chance: what you see are the bounds between which each lies.",
    wait: "One moment: the chances are being worked out.",
    key: key("space", "debrief", "looks back on the game, once it is over"),
    line: TimelineWords {
        heading: |goal| match goal {
            "" => "Your decisions".into(),
            _ => format!("Your chances of {goal}, decision by decision"),
        },
        value: |low, high| match low == high {
            true => low.to_string(),
            false => format!("between {low} and {high}"),
        },
        start: "Before you began",
        start_said: |value| format!("Before you began: {value} percent."),
        decision: |at, told, before, after| match before == after {
            true => format!("{at}. {} Still {after} percent.", closed(&opened(told))),
            false => format!("{at}. {} From {before} to {after} percent.", closed(&opened(told))),
        },
        draw: |told, weight, of, before, after| {
            let told = opened(told);
            match before == after {
                true => format!("Not yours: {told}, {weight} in {of}. Still {after} percent."),
                false => format!("Not yours: {told}, {weight} in {of}. From {before} to {after} percent."),
            }
        },
        draw_label: |told, weight, of| format!("not yours: {told}, {weight} in {of}"),
        told: |text| format!("Not yours: {} No choice you made touched this.", closed(text)),
        told_label: |text| format!("not yours: {text}"),
        better: |told, value| format!("There was more in: {told}, {value}."),
        endings: |found, others| {
            let mut named: Vec<String> = found.iter().map(|title| format!("“{title}”")).collect();
            match (others, found.is_empty()) {
                (0, _) => {}
                (1, true) => named.push("one ending".into()),
                (_, true) => named.push(format!("{} endings", number(others))),
                (1, false) => named.push("one other".into()),
                (_, false) => named.push(format!("{} others", number(others))),
            }
            list(&named)
        },
        closed: |endings| format!("Put out of reach: {endings}."),
        opened: |endings| format!("Alone kept in reach: {endings}."),
        turning: |at, points| match points {
            1.. => format!("The turning point was decision {at}: {} won in one go.", many(points)),
            _ => format!("The turning point was decision {at}: {} lost in one go.", many(-points)),
        },
        last_certain: |at| {
            format!("Up to decision {at} it could still have been made certain; after that it could not.")
        },
    },
    sums: SumWords {
        heading: "What it adds up to",
        columns: ["start", "you", "draws", "end"],
        sentence: |start, decisions, draws, result| {
            let (decided, drawn) = (moved(decisions), moved(draws));
            format!(
                "You began at {start} percent. Your decisions {decided}, what was drawn {drawn}, \
                 and it came to {result}."
            )
        },
        beside: |what, start, decisions, draws, result| {
            let (decided, drawn) = (moved(decisions), moved(draws));
            format!(
                "{}: from {start} percent; decisions {decided}, draws {drawn}; to {result}.",
                opened(what)
            )
        },
        bounds: |what, start, result| {
            format!("{}: {start} percent at the start, {result} at the end.", opened(what))
        },
        plays: ["a good colleague", "playing perfectly", "choosing blindly"],
        each: "After each decision",
        each_columns: ["colleague", "perfect", "blind"],
        legend: |column, goal| format!("{column}: {goal}"),
        each_said: |at, perfect, blind, goals| {
            let start = match at {
                0 => "Before you began".to_owned(),
                _ => format!("After decision {at}"),
            };
            let goals: String = goals.iter().map(|(goal, value)| format!("; {goal}: {value}")).collect();
            format!("{start}: playing perfectly {perfect}, choosing blindly {blind}{goals}.")
        },
    },
    balance: BalanceWords {
        heading: "What you chose, and what came of it",
        rows: ["little left lying", "much left lying"],
        columns: ["it came", "it did not"],
        cells: [
            |points| match points {
                0 => "You left nothing lying, and it came. The one does not always follow from the other."
                    .into(),
                _ => format!("You left {} lying on the way, and it came.", many(points)),
            },
            |points| match points {
                0 => "You left nothing lying, and it did not come. That happens to good work.".into(),
                _ => format!(
                    "You left only {} lying on the way, and it did not come. That happens to good work.",
                    many(points)
                ),
            },
            |points| {
                format!(
                    "You left {} lying on the way, and it came all the same. That is called luck, and you may keep \
                     it, but do not learn from it.",
                    many(points)
                )
            },
            |points| {
                format!(
                    "You left {} lying on the way, and it did not come. You can go back to any of these decisions.",
                    many(points)
                )
            },
        ],
        nobody: |told| format!("And then, by no choice of yours: {}", closed(told)),
        colleagues: |told, same, gained| {
            let same = match same {
                0 => "fewer than one".into(),
                1 => "one".into(),
                _ => same.to_string(),
            };
            let fell = if gained { "It fell your way." } else { "It fell against you." };
            format!(
                "If a hundred colleagues had stood where you stood, {same} would have had what you had: {told}. {fell}"
            )
        },
        undrawn: "Nothing was left to chance: a hundred colleagues who chose as you did would have come to the same.",
    },
    looking_back: LookingBack {
        lessons: "What there is to take along",
        moments: "Moments to keep",
        people: "Where everyone stands with you",
        person: |name, role, start, end, by| match start == end {
            true if by == 0 => format!("{}, {role}: {end}, as at the start.", opened(name)),
            true => format!(
                "{}, {role}: still {end}, but {}.",
                opened(name),
                if by > 0 { "warmer" } else { "cooler" }
            ),
            false => format!("{}, {role}: {start} at the start, {end} now.", opened(name)),
        },
        moved: |told| format!("Most by this: {}", closed(told)),
        unmoved: "No choice of yours moved them.",
        friends: |names| match names {
            [] => "If you rang tomorrow, nobody would be glad of it.".into(),
            _ => format!("If you rang tomorrow, these would be glad of it: {}.", list(names)),
        },
    },
    spoilers: SpoilerWords {
        heading: "What else there was",
        made: |at, told, value| format!("{at}. {} {value} percent.", closed(&opened(told))),
        other: |told, value| format!("Or: {told} ({value})."),
        leads: |heading| format!("Leads to “{heading}”."),
        may_lead: |heading, weight, of| format!("Leads to “{heading}”, {weight} in {of}."),
        nowhere: "Leads nowhere.",
        closes: |endings| format!("Out of reach after it: {endings}."),
    },
};

/// Points in words.
fn many(points: i32) -> String {
    match points {
        1 => "one point".into(),
        _ => format!("{points} points"),
    }
}

/// What a sum did.
fn moved(points: i32) -> String {
    match points {
        0 => "changed nothing".into(),
        1.. => format!("added {points}"),
        _ => format!("took away {}", -points),
    }
}

/// Several things in a row.
fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}
