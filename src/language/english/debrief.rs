//! The debrief in English.

use crate::language::command::key;
use crate::language::debrief::{
    BalanceWords, DebriefWords, GroupWords, LookingBackWords, ReasonWords, SpoilerWords, SumWords, TimelineWords,
};
use crate::language::sentence::{closed, english_number as number, list, opened};

pub(super) const DEBRIEF: DebriefWords = DebriefWords {
    heading: "Debrief",
    head_ending: |title, found, of| format!("{title} ({found} of {of} endings found)"),
    again: |file| format!("To go back to any of these decisions: `counterpitch --from {file}`."),
    unfinished: "The game has not come to an end: this is how far it went.",
    aimless: "This story has no goal, so that no decision has a value.",
    bounded: "This story is too large to know every chance: what you see are the bounds between which each lies.",
    wait: "One moment: the chances are being worked out.",
    key: key("space", "debrief", "looks back on the game, once it is over"),
    sums_key: key("d", "the sums", "tells after the debrief how it adds up, and where everyone stood"),
    write_key: key("w", "write it down", "writes the game and its debrief as a page for a browser"),
    written: |file| format!("Written to {file}: open it in a browser, or print it."),
    transcript: "The game, as it was read",
    chart_columns: ["", "what happened", "chance", "change", "why, and what else"],
    line: TimelineWords {
        heading: |goal| match goal {
            "" => "Your decisions".into(),
            _ => format!("Your chances of {goal}, decision by decision"),
        },
        value: |low, high| match low == high {
            true => low.to_string(),
            false => format!("between {low} and {high}"),
        },
        ordinary: "A percentage says how often a good colleague still gets there from then on, who takes the best choice half the time, and \
                   any choice the other half. It is worked out for this story, and says nothing about life.",
        start: "Before you began",
        start_said: |value| format!("Before you began: {value} percent."),
        label: opened,
        decision: |at, told, before, after| format!("{at}. {} {}", closed(&opened(told)), change(before, after)),
        draw: |told, weight, of, before, after| {
            format!("Not yours, {weight} in {of}: {} {}", closed(told), change(before, after))
        },
        draw_label: |told, weight, of| format!("Not yours, {weight} in {of}: {told}"),
        sign: |text| format!("The sign before it: {}", closed(text)),
        told: |text| format!("Not yours: {} No choice you made touched this.", closed(text)),
        told_label: |text| format!("Not yours: {text}"),
        better: |told, value| format!("There was more in “{told}”: {value} percent."),
        beside: |goal, before, after| format!("{}: {before} to {after}.", opened(goal)),
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
        closed_in_all: |all, most, at| match (all, most) {
            (1, _) => format!("Of the endings, decision {at} closed one behind you."),
            _ if most == all => format!("Of the endings, decision {at} closed {} behind you.", number(all)),
            (_, 1) => format!("Your decisions closed {} endings behind you, one at a time.", number(all)),
            _ => format!(
                "Your decisions closed {} endings behind you, {} of them at decision {at}.",
                number(all),
                number(most)
            ),
        },
        turning: |at, told, points| {
            format!("The turning point was decision {at}, “{told}”: {} in one go.", won(points))
        },
        best: |at, told, points| format!("Your best decision was {at}, “{told}”: {}.", won(points)),
        last_certain: |at| {
            format!("Before decision {at} you could still have made sure of it; after it you could not.")
        },
    },
    reason: ReasonWords {
        stance: |name, by| {
            let steps =
                if by.abs() == 1 { "a step".into() } else { format!("{} steps", number(by.unsigned_abs() as usize)) };
            format!("{name} {steps} {}", if by > 0 { "closer" } else { "further off" })
        },
        counter: |name, by| {
            format!("{name}, {} {}", number(by.unsigned_abs() as usize), if by > 0 { "more" } else { "fewer" })
        },
        itself: ["the choice itself", "the choice itself, not what it moved or cost"],
        without: |what, points| format!("{what} (without that, {points} percent)"),
        opens: |later| match later {
            [one] => format!("it opened decision {one}"),
            _ => {
                format!("it opened decisions {}", list(&later.iter().map(usize::to_string).collect::<Vec<_>>(), "and"))
            }
        },
        why: |causes| format!("Why: {}.", causes.join("; ")),
        certain: |goal| format!("From here on {goal} was certain."),
        closed: |goal| format!("From here on {goal} was out of reach."),
        settled: "From here on no choice changed it any more.",
        endings: |closed| match closed {
            1 => "One ending went out of reach.".into(),
            _ => format!("{} endings went out of reach.", opened(&number(closed))),
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
            format!("{}: from {start} percent; decisions {decided}, draws {drawn}; to {result}.", opened(what))
        },
        bounds: |what, start, result| format!("{}: {start} percent at the start, {result} at the end.", opened(what)),
        plays: ["a good colleague", "playing perfectly", "choosing blindly"],
        each: "After each decision",
        each_columns: ["colleague", "perfect", "blind"],
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
        cells: [
            |lost, gained, result| match lost {
                0 => format!(
                    "No decision of yours lowered your chances, and {}. The one does not always follow from the other.",
                    came(result)
                ),
                _ => format!("{}, and {}.", way(&many(lost), gained), came(result)),
            },
            |lost, gained, _| match lost {
                0 => {
                    "No decision of yours lowered your chances, and it did not come. That happens to good work.".into()
                }
                _ => format!(
                    "{}, and it did not come. That happens to good work.",
                    way(&format!("only {}", many(lost)), gained)
                ),
            },
            |lost, gained, result| format!("{}, and {} all the same.", way(&many(lost), gained), came(result)),
            |lost, gained, _| format!("{}, and it did not come.", way(&many(lost), gained)),
        ],
        luck: "That is called luck, and you may keep it, but do not learn from it.",
        most_left: |at, told, points| {
            format!("Most was still to be had at decision {at}: {} more with “{told}”.", many(points))
        },
        drawn: |points| match points {
            0 => "Luck: what was drawn came to nothing, all in all.".into(),
            _ => format!("Luck, not your doing: {} by what was drawn.", won(points)),
        },
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
        made: |at, told, value| format!("{at}. {} {value} percent.", closed(&opened(told))),
        other: |told, value| format!("Or: {told} ({value})."),
        leads: |heading| format!("Leads to “{heading}”."),
        may_lead: |heading, weight, of| format!("Leads to “{heading}”, {weight} in {of}."),
        nowhere: "Leads nowhere.",
        closes: |endings| format!("Out of reach after it: {endings}."),
    },
    group: GroupWords {
        heading: "The group",
        games: |games| if games == 1 { "one game".into() } else { format!("{games} games") },
        anonymous: |at| format!("Player {at}"),
        endings: "Where they ended",
        ending: "ending",
        unfinished: "not played to the end",
        who: |title, count, names| format!("{title}: {count} ({names})"),
        line: |goal| format!("The chances of {goal}, on average"),
        after: |at| format!("After decision {at}"),
        luck: "Decisions and luck, on average",
        partings: "Where they parted, the widest parting first",
        stood: |scene, count| match count {
            1 => format!("{}: one stood here.", opened(scene)),
            _ => format!("{}: {} stood here.", opened(scene), number(count)),
        },
        did: |count, told, names| format!("{} {}: {names}.", opened(&number(count)), told.trim_end_matches('.')),
        came: |gained, result| match gained {
            0 => format!("On average no points moved there; these games came to {result} percent."),
            _ => format!("On average {} there; these games came to {result} percent.", won(gained)),
        },
        players: "One row a player",
        turning: |at, told, points| format!("{at}. {told} ({points:+})"),
        turning_point: "turning point",
        talk: "To talk about",
        lesson: |count, of, text| format!("{count} of {of}: {text}"),
    },
};

fn change(before: &str, after: &str) -> String {
    match before == after {
        true => format!("Still {after} percent."),
        false => format!("From {before} to {after} percent."),
    }
}

fn many(points: i32) -> String {
    match points {
        1 => "one point".into(),
        _ => format!("{points} points"),
    }
}

/// Points won or lost.
fn won(points: i32) -> String {
    format!("{} {}", many(points.abs()), if points < 0 { "lost" } else { "won" })
}

/// What decisions did on the way, as the beginning of a sentence: the points let go, of which there are some, and those
/// gained.
fn way(lost: &str, gained: i32) -> String {
    match gained {
        0 => format!("You let {lost} go on the way"),
        _ => format!("You let {lost} go on the way and gained {gained}"),
    }
}

/// That it came, to so many points of a hundred.
fn came(result: i32) -> &'static str {
    if result == 100 { "it came" } else { "part of it came" }
}

/// Where somebody moved.
fn towards(by: i32) -> &'static str {
    if by > 0 { "towards you" } else { "away from you" }
}

/// What a sum did.
fn moved(points: i32) -> String {
    match points {
        0 => "changed nothing".into(),
        1.. => format!("added {points}"),
        _ => format!("took away {}", -points),
    }
}
