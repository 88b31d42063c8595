//! The debrief in Dutch.

use crate::language::command::key;
use crate::language::debrief::{
    BalanceWords, DebriefWords, GroupWords, LookingBackWords, ReasonWords, SpoilerWords, SumWords, TimelineWords,
};
use crate::language::sentence::{closed, dutch_number as number, dutch_opened as opened, list};

pub(super) const DEBRIEF: DebriefWords = DebriefWords {
    heading: "Nabespreking",
    head_ending: |title, found, of| format!("{title} ({found} van de {of} eindes gevonden)"),
    again: |file| format!("Zo ga je terug naar een van deze besluiten: `counterpitch --from {file}`."),
    unfinished: "Het spel is niet uitgespeeld: zo ver kwam het.",
    aimless: "Dit verhaal heeft geen doel, dus heeft geen enkel besluit een waarde.",
    bounded: "Dit verhaal is te groot om elke kans te kennen: je ziet de grenzen waar ze tussen liggen.",
    wait: "Een ogenblik: de kansen worden uitgerekend.",
    key: key("spatie", "nabespreking", "kijkt terug op het spel als het uit is"),
    sums_key: key("d", "de sommen", "vertelt na de nabespreking hoe het optelt, en hoe iedereen erbij stond"),
    write_key: key("w", "schrijf op", "schrijft het spel met de nabespreking op als pagina voor een browser"),
    written: |file| format!("Opgeschreven in {file}: open het in een browser, of druk het af."),
    transcript: "Het spel, zoals het gelezen werd",
    chart_columns: ["", "wat er gebeurde", "kans", "verschil", "waarom, en wat nog"],
    line: TimelineWords {
        heading: |goal| match goal {
            "" => "Je besluiten".into(),
            _ => format!("Je kans op {goal}, besluit na besluit"),
        },
        value: |low, high| match low == high {
            true => low.to_string(),
            false => format!("tussen {low} en {high}"),
        },
        ordinary: "Een percentage zegt hoe vaak een goede collega er vanaf daar nog komt, die de ene helft van de keren het beste kiest, \
                   en de andere helft zomaar iets. Het is uitgerekend voor dit verhaal, niet voor het leven.",
        start: "Voor je begon",
        start_said: |value| format!("Voor je begon: {value} procent."),
        label: opened,
        decision: |at, told, before, after| format!("{at}. {} {}", closed(&opened(told)), change(before, after)),
        draw: |told, weight, of, before, after| {
            format!("Buiten jou om, {weight} op de {of}: {} {}", closed(told), change(before, after))
        },
        draw_label: |told, weight, of| format!("Buiten jou om, {weight} op de {of}: {told}"),
        sign: |text| format!("Het teken vooraf: {}", closed(text)),
        told: |text| format!("Niet aan jou: {} Geen van je keuzes had daarmee te maken.", closed(text)),
        told_label: |text| format!("Niet aan jou: {text}"),
        better: |told, value| format!("Er zat meer in ‘{told}’: {value} procent."),
        beside: |goal, before, after| format!("{}: van {before} naar {after}.", opened(goal)),
        endings: |found, others| {
            let mut named: Vec<String> = found.iter().map(|title| format!("‘{title}’")).collect();
            match others {
                0 => {}
                _ => named.push(format!("nog {}", number(others))),
            }
            list(&named, "en")
        },
        closed: |endings| format!("Hierna buiten bereik: {endings}."),
        opened: |endings| format!("Alleen langs deze weg nog te halen: {endings}."),
        closed_in_all: |all, most, at| match (all, most) {
            (1, _) => format!("Van de eindes raakte er één buiten bereik, bij besluit {at}."),
            _ if most == all => {
                format!("Van de eindes raakten er {} buiten bereik, bij besluit {at}.", number(all))
            }
            (_, 1) => {
                format!("Door je besluiten raakten {} eindes buiten bereik, één voor één.", number(all))
            }
            _ => format!(
                "Door je besluiten raakten {} eindes buiten bereik, waarvan {} bij besluit {at}.",
                number(all),
                number(most)
            ),
        },
        turning: |at, told, points| format!("Het keerpunt was besluit {at}, ‘{told}’: in één keer {}.", won(points)),
        best: |at, told, points| format!("Je beste besluit was {at}, ‘{told}’: {}.", won(points)),
        last_certain: |at| format!("Vóór besluit {at} had je het nog zelf in de hand; daarna niet meer."),
    },
    reason: ReasonWords {
        stance: |name, by| {
            let steps = if by.abs() == 1 {
                "een stap".into()
            } else {
                format!("{} stappen", number(by.unsigned_abs() as usize))
            };
            format!("{name} {steps} {}", if by > 0 { "dichterbij" } else { "verder weg" })
        },
        counter: |name, by| {
            format!("{name}, {} {}", number(by.unsigned_abs() as usize), if by > 0 { "meer" } else { "minder" })
        },
        itself: ["de keuze zelf", "de keuze zelf, niet wat die in beweging zette of kostte"],
        without: |what, points| format!("{what} (zonder dat {points} procent)"),
        opens: |later| match later {
            [one] => format!("het opende besluit {one}"),
            _ => format!(
                "het opende de besluiten {}",
                list(&later.iter().map(usize::to_string).collect::<Vec<_>>(), "en")
            ),
        },
        why: |causes| format!("Waarom: {}.", causes.join("; ")),
        certain: |goal| format!("Vanaf hier was het zeker: {goal}."),
        closed: |goal| format!("Vanaf hier was het buiten bereik: {goal}."),
        settled: "Vanaf hier veranderde geen keuze er nog iets aan.",
        endings: |closed| match closed {
            1 => "Eén einde raakte buiten bereik.".into(),
            _ => format!("Er raakten {} eindes buiten bereik.", number(closed)),
        },
    },
    sums: SumWords {
        heading: "Zo telt het op",
        columns: ["begin", "jij", "toeval", "eind"],
        sentence: |start, decisions, draws, result| {
            let (decided, drawn) = (decided(decisions), drawn(draws));
            format!("Je begon op {start} procent. Je besluiten {decided}, het toeval {drawn}, en het werd {result}.")
        },
        beside: |what, start, decisions, draws, result| {
            let (decided, drawn) = (decided(decisions), drawn(draws));
            format!("{}: van {start} procent; je besluiten {decided}, het toeval {drawn}; naar {result}.", opened(what))
        },
        bounds: |what, start, result| {
            format!("{}: {start} procent aan het begin, {result} aan het eind.", opened(what))
        },
        plays: ["een goede collega", "foutloos gespeeld", "blind gekozen"],
        each: "Na elk besluit",
        each_columns: ["collega", "foutloos", "blind"],
        each_said: |at, perfect, blind, goals| {
            let start = match at {
                0 => "Voor je begon".to_owned(),
                _ => format!("Na besluit {at}"),
            };
            let goals: String = goals.iter().map(|(goal, value)| format!("; {goal}: {value}")).collect();
            format!("{start}: foutloos gespeeld {perfect}, blind gekozen {blind}{goals}.")
        },
    },
    balance: BalanceWords {
        cells: [
            |lost, gained, result| match lost {
                0 => format!(
                    "Geen van je besluiten verkleinde je kans, en {}. Het een volgt niet altijd uit het ander.",
                    came(result)
                ),
                _ => format!("{}, en {}.", way(&many(lost), gained), came(result)),
            },
            |lost, gained, _| match lost {
                0 => "Geen van je besluiten verkleinde je kans, en het lukte niet. Dat overkomt goed werk.".into(),
                _ => format!(
                    "{}, en het lukte niet. Dat overkomt goed werk.",
                    way(&format!("maar {}", many(lost)), gained)
                ),
            },
            |lost, gained, result| {
                let part = if result == 100 { "" } else { " voor een deel" };
                format!("{}, en toch lukte het{part}.", way(&many(lost), gained))
            },
            |lost, gained, _| format!("{}, en het lukte niet.", way(&many(lost), gained)),
        ],
        luck: "Dat heet geluk, en je mag het houden, maar leer er niets van.",
        most_left: |at, told, points| {
            format!("Bij besluit {at} viel er nog het meest te halen: {} meer met ‘{told}’.", many(points))
        },
        drawn: |points| match points {
            0 => "Toeval: wat er geloot werd, kwam al met al op niets uit.".into(),
            _ => format!("Toeval, niet jouw werk: {} door wat er geloot werd.", won(points)),
        },
        nobody: |told| format!("En daarna, buiten jouw keuzes om: {}", closed(told)),
        colleagues: |told, same, gained| {
            let same = match same {
                0 => "had er minder dan één".into(),
                1 => "had er één".into(),
                _ => format!("hadden er {same}"),
            };
            let fell = if gained { "Het viel in je voordeel uit." } else { "Het viel in je nadeel uit." };
            format!("Van honderd collega’s op jouw plek {same} hetzelfde meegemaakt: {told}. {fell}")
        },
        undrawn: "Niets hing van het toeval af: honderd collega’s met dezelfde keuzes waren op hetzelfde uitgekomen.",
    },
    looking_back: LookingBackWords {
        lessons: "Wat je mee kunt nemen",
        moments: "Momenten om te bewaren",
        people: "Hoe iedereen na je laatste besluit tegenover je stond",
        person: |name, role, start, end, by| match start == end {
            true if by == 0 => format!("{}, {role}: {end}, net als aan het begin.", opened(name)),
            true => format!(
                "{}, {role}: nog altijd ‘{end}’, maar {}.",
                opened(name),
                if by > 0 { "warmer" } else { "koeler" }
            ),
            false => format!("{}, {role}: van ‘{start}’ naar ‘{end}’.", opened(name)),
        },
        moved: |told, by| format!("Grootste stap {}: {}", towards(by), closed(told)),
        befell: |told, by| match told {
            Some(told) => format!("Grootste stap {}, buiten jou om: {}", towards(by), closed(told)),
            None => format!("Grootste stap {}: nog voor je iets koos.", towards(by)),
        },
        friends: |names| match names {
            [] => "Toen stond niemand aan jouw kant.".into(),
            [one] => format!("Toen stond {one} aan jouw kant."),
            _ => format!("Toen stonden {} aan jouw kant.", list(names, "en")),
        },
    },
    spoilers: SpoilerWords {
        heading: "Wat er nog meer was",
        made: |at, told, value| format!("{at}. {} {value} procent.", closed(&opened(told))),
        other: |told, value| format!("Of: {told} ({value})."),
        leads: |heading| format!("Leidt naar ‘{heading}’."),
        may_lead: |heading, weight, of| format!("Leidt naar ‘{heading}’, {weight} op de {of}."),
        nowhere: "Leidt nergens heen.",
        closes: |endings| format!("Daarna niet meer te halen: {endings}."),
    },
    group: GroupWords {
        heading: "De groep",
        games: |games| if games == 1 { "één spel".into() } else { format!("{games} spellen") },
        anonymous: |at| format!("Speler {at}"),
        endings: "Waar ze uitkwamen",
        ending: "einde",
        unfinished: "niet uitgespeeld",
        who: |title, count, names| format!("{title}: {count} ({names})"),
        line: |goal| format!("De kans op {goal}, gemiddeld"),
        after: |at| format!("Na besluit {at}"),
        luck: "Besluiten en toeval, gemiddeld",
        partings: "Waar ze uiteengingen, het verst eerst",
        stood: |scene, count| match count {
            1 => format!("{}: hier stond er één.", opened(scene)),
            _ => format!("{}: hier stonden er {}.", opened(scene), number(count)),
        },
        did: |count, told, names| format!("{} {}: {names}.", opened(&number(count)), told.trim_end_matches('.')),
        came: |gained, result| match gained {
            0 => format!("Gemiddeld verschoof daar niets; deze spellen kwamen op {result} procent."),
            _ => format!("Gemiddeld daar {}; deze spellen kwamen op {result} procent.", won(gained)),
        },
        players: "Eén regel per speler",
        turning: |at, told, points| format!("{at}. {told} ({points:+})"),
        turning_point: "keerpunt",
        talk: "Om over te praten",
        lesson: |count, of, text| format!("{count} van de {of}: {text}"),
    },
};

fn change(before: &str, after: &str) -> String {
    match before == after {
        true => format!("Nog steeds {after} procent."),
        false => format!("Van {before} naar {after} procent."),
    }
}

fn many(points: i32) -> String {
    match points {
        1 => "één punt".into(),
        _ => format!("{points} punten"),
    }
}

/// Points won or lost.
fn won(points: i32) -> String {
    format!("{} {}", many(points.abs()), if points < 0 { "verloren" } else { "gewonnen" })
}

/// What decisions did on the way, as the beginning of a sentence: the points handed in, of which there are some, and
/// those gained.
fn way(lost: &str, gained: i32) -> String {
    match gained {
        0 => format!("Je leverde onderweg {lost} in"),
        _ => format!("Je leverde onderweg {lost} in en won er {gained}"),
    }
}

/// That it came, to so many points of a hundred.
fn came(result: i32) -> &'static str {
    if result == 100 { "het lukte" } else { "het lukte voor een deel" }
}

/// Where somebody moved.
fn towards(by: i32) -> &'static str {
    if by > 0 { "naar je toe" } else { "bij je vandaan" }
}

/// What draws did to a sum.
fn drawn(points: i32) -> String {
    match points {
        0 => "veranderde niets".into(),
        1.. => format!("bracht er {points} bij"),
        _ => format!("kostte er {}", -points),
    }
}

/// What decisions did to a sum.
fn decided(points: i32) -> String {
    match points {
        0 => "veranderden niets".into(),
        1.. => format!("brachten er {points} bij"),
        _ => format!("kostten er {}", -points),
    }
}
