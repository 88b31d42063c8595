//! The debrief in Dutch.

use crate::language::command::key;
use crate::language::english::*;
use crate::language::sentence::{closed, dutch_number as number, dutch_opened as opened, list};
use crate::language::words::translated;

translated! {
    LINE: TimelineWords {
        heading(goal) { "" => "Je besluiten"; _ => "Je kans op {goal}, besluit voor besluit" }
        value(low, high) { (_, _) if low == high => "{low}"; _ => "tussen {low} en {high}" }
        ordinary { "Een percentage is hoe vaak een goede collega het daar nog haalt: één keer op de twee kiest die het \
                    beste, anders zomaar iets. Het geldt alleen dit verhaal." }
        others(goals) { "Andere doelen, voor een collega die daarop uit is: ‘{}’.", goals.join("’, ‘") }
        group_goal(goal) { "De pagina van een groep telt elk spel voor ‘{goal}’, dit ook." }
        start { "Voor je begon" }
        start_said(value) { "Voor je begon: {value} procent." }
        label(text) { opened(text) }
        change(said, before, after) {
            _ if before == after => "{} Nog steeds {after} procent.", closed(said);
            _ => "{} Van {before} naar {after} procent.", closed(said)
        }
        draw_label(told, weight, of) { "Toeval, {weight} op de {of}: {told}" }
        told(text) { "Niet aan jou, en geen toeval: {} Geen van je keuzes had daarmee te maken.", closed(text) }
        sign(text) { "Het teken vooraf: {}", closed(text) }
        told_label(text) { "Niet aan jou: {text}" }
        only { "Er viel niets anders te kiezen." }
        better(told, who, value, is_last) {
            let who = if who.is_empty() { String::new() } else { format!(", met {}", list(who, "en")) };
            let last = if is_last { "; niet meer terug te winnen" } else { "" };
            format!("Er zat meer in ‘{told}’{who}: {value} procent{last}.")
        }
        better_note { "‘Er zat meer in’ telt telkens vanaf waar je toen stond: die cijfers tellen niet op." }
        beside(goal, before, after) { "Een ander doel, ‘{goal}’, ging van {before} naar {after}." }
        endings(found, others) {
            let others = (others > 0).then(|| format!("nog {}", number(others)));
            list(found.iter().map(|title| format!("‘{title}’")).chain(others), "en")
        }
        closed(endings) { "Hierna buiten bereik: {endings}." }
        opened(endings) { "Alleen langs deze weg nog te halen: {endings}." }
        turning(at, told, points, by) {
            let by = by.map(|by| format!("; besluit {by} had dat mogelijk gemaakt")).unwrap_or_default();
            format!("Het keerpunt was besluit {at}, ‘{told}’: in één keer {}{by}.", won(points))
        }
        turning_best { "Het was ook je beste besluit." }
        best(at, told, points) { "Je beste besluit was nummer {at}, ‘{told}’: {}.", won(points) }
        last_certain(at) { "Tot besluit {at} was het zonder fouten zeker te halen, daarna niet meer." }
    }

    REASON: ReasonWords {
        stance(name, by) { "{name} {}", steps(by) }
        counter(name, by) { "{name}, {} {}", number(by.abs()), if by > 0 { "meer" } else { "minder" } }
        no_stance(name, by) { "als {name} niet {} was {}", steps(by), if by > 0 { "gekomen" } else { "gegaan" } }
        why(causes, is_part) {
            let head = if is_part { "Voor een deel" } else { "Waarom" };
            let what = list(causes.iter().map(|it| &it.what), "en");
            let without = |it: &Cause| match it.is_stance {
                true => format!("{} zonder de stap van {}", it.otherwise, it.name),
                false => format!("{} met evenveel {} als ervoor", it.otherwise, it.name),
            };
            let values = list(causes.iter().map(without), "en");
            match causes {
                [one] => format!("{head}: {what} (anders {} procent).", one.otherwise),
                _ => format!("{head}: {what}. Met dezelfde keuze was het {values} geweest."),
            }
        }
        left_aside(value) { "Waarom: elke andere keuze hier kwam op {value} procent." }
        counted(at, told, with, without)
            { "Het telde het meest bij besluit {at}: zonder dit kwam ‘{told}’ daar op {without} procent, niet op \
               {with}." }
        missed_choice(at, told, value) { "Daarna had bij besluit {at} ook ‘{told}’ gekund: {value} procent." }
        missed_worth(at, told, value, made)
            { "Daarna was ‘{told}’ bij besluit {at} op {value} procent gekomen, niet op {made}." }
        against(points, clause) { "Het was {points} procent geweest {clause}." }
        moved(what) { "Wie er opschoof: {what}." }
        opens(later)
            { "Het maakte {}.", list(later.iter().map(|(at, told)| format!("besluit {at} mogelijk: ‘{told}’")), "en") }
        certain(goal) { "Vanaf hier was het zeker: {goal}." }
        closed(goal) { "Vanaf hier was het buiten bereik: {goal}." }
        settled { "Vanaf hier veranderde geen keuze er nog iets aan." }
    }

    SUMS: SumWords {
        heading { "Zo telt het op" }
        columns { ["begin", "besluiten", "toeval", "uitkomst"] }
        sentence(start, decisions, draws, result) {
            let decided = moved(decisions, ["veranderden", "brachten", "kostten"]);
            let drawn = moved(draws, ["veranderde", "bracht", "kostte"]);
            format!("Je begon op {start} procent. Je besluiten {decided}, het toeval {drawn}, en het werd {result}.")
        }
    }

    BALANCE: BalanceWords {
        way(lost, gained) {
            (0, _) => "Geen van je besluiten verkleinde je kans"; (_, 0) => "Je leverde onderweg {} in", many(lost);
            _ => "Je leverde onderweg {} in en won er {gained}", many(lost)
        }
        came_of_it(is_little, is_reached, outcome) {
            (true, false, _) => "en {outcome}. Dat overkomt ook goed werk.";
            (false, true, _) => "maar {outcome}."; _ => "en {outcome}."
        }
        outcome(goal, result) {
            (_, 0) => "het eindigde zonder {goal}"; (_, 100) => "het eindigde met {goal}";
            _ => "het eindigde met een deel ervan: dit einde telt voor {result} van de 100"
        }
        luck { "Dat heet geluk, en je mag het houden, maar leer er niets van." }
        most_left(at, told, points) { "Het meest liet je liggen bij besluit {at}: {} meer met ‘{told}’.", many(points) }
        drawn(points) {
            0 => "Het toeval kwam al met al op niets uit."; _ => "Door toeval, niet door jou: {}.", won(points)
        }
        nobody(told) { "En daarna, buiten jouw keuzes om: {}", closed(told) }
        undrawn { "Toeval speelde niet mee: honderd collega’s met dezelfde keuzes waren op hetzelfde uitgekomen." }
    }

    LOOKING_BACK: LookingBackWords {
        lessons { "Wat je mee kunt nemen" }
        moments { "Momenten om te bewaren" }
        people { "Hoe iedereen na je laatste besluit tegenover je stond" }
        person(name, role, start, end, by) {
            _ if start != end => "{}, {role}: van ‘{start}’ naar ‘{end}’.", opened(name);
            _ if by == 0 => "{}, {role}: {end}, net als aan het begin.", opened(name);
            _ => "{}, {role}: nog altijd ‘{end}’, maar {}.", opened(name), if by > 0 { "warmer" } else { "koeler" }
        }
        moved(told, by) { "Grootste stap {}: {}", towards(by), closed(told) }
        befell(told, by) { match told {
            Some(told) => format!("Grootste stap {}, buiten jou om: {}", towards(by), closed(told)),
            None => format!("Grootste stap {}: nog voor je iets gekozen had.", towards(by)),
        } }
        friends(names) {
            [] => "Op dat moment stond niemand aan jouw kant."; [one] => "Op dat moment stond {one} aan jouw kant.";
            _ => "Op dat moment stonden {} aan jouw kant.", list(names, "en")
        }
    }

    SPOILERS: SpoilerWords {
        heading { "Wat er nog meer was" }
        made(at, told, value) { "{at}. {} {value} procent.", closed(&opened(told)) }
        other(told, value) { "Of: {told} ({value})." }
        leads(heading) { "Leidt naar ‘{heading}’." }
        may_lead(heading, weight, of) { "Leidt naar ‘{heading}’, {weight} op de {of}." }
        nowhere { "Leidt nergens heen." }
        closes(endings) { "Daarna niet meer te halen: {endings}." }
    }

    GROUP: GroupWords {
        heading { "De groep" }
        games(count, unfinished) {
            let games = if count == 1 { "één spel".into() } else { format!("{count} spellen") };
            match unfinished {
                0 => games,
                1 if count == 1 => format!("{games}, niet uitgespeeld"),
                1 => format!("{games}, waarvan één niet uitgespeeld en niet in de gemiddelden"),
                _ => format!("{games}, waarvan {} niet uitgespeeld en niet in de gemiddelden", number(unfinished)),
            }
        }
        anonymous(at) { "Speler {at}" }
        endings { "Waar ze uitkwamen" }
        ending { "einde" }
        unfinished { "niet uitgespeeld" }
        who(what, who) { "{} ({who})", opened(what.trim_end_matches('.')) }
        people(count) { "{} spelers", number(count) }
        decisive(is_luck, told, whom, points) {
            let told = told.trim_end_matches('.');
            let whom = whom.map(|whom| format!(" voor {whom}"));
            let what = if is_luck { "toeval," } else { "het besluit" };
            format!(" Wat het meest telde{}: {what} ‘{told}’, {points}.", whom.unwrap_or_default())
        }
        decisive_note(goal)
            { "Wat het meest telde: de stap die de kans op {goal} het meest verhoogde, of het meest verlaagde waar die \
               daalde." }
        part(title, points) { "‘{title}’ telt voor {points} van de 100." }
        line(goal) { "De kans op {goal}, gemiddeld" }
        line_note { "Een besluit met hetzelfde nummer is niet voor iedereen dezelfde scène: genoemd is die van de \
                     meesten. Een spel dat uit is, telt mee met zijn uitkomst." }
        own_goal(names, goal)
            { "De eigen nabespreking van {} gaat over ‘{goal}’: die punten verschillen van deze.", list(names, "en") }
        figures { "De lijn in cijfers" }
        at(scene, count, of) { "{} ({count} van de {of})", opened(scene) }
        moved_by(scene, who) { "De meeste verandering bij ‘{scene}’ ({who})." }
        by_luck(points) { "Door toeval: {}.", won(points) }
        partings { [
            "Waar ze uiteengingen, de meeste punten verschil eerst",
            "Waar ze nog meer uiteengingen, of waar er maar een paar stonden",
        ] }
        partings_note { "De punten zijn wat de keuze daar gemiddeld won of verloor in spellen die nog niet beslist \
                         waren. Hoe een spel eindigde, werd ook eerder of later beslist, en door toeval. Van een scène \
                         die een speler vaker zag, telt de eerste keer." }
        stood(scene, count) {
            (_, 1) => "{}: hier stond er één", opened(scene);
            _ => "{}: hier stonden er {}", opened(scene), number(count)
        }
        apart(points) { ", {} verschil", many(points) }
        gained(points) { if points == 0 { "dat veranderde niets".into() } else { won(points) } }
        on_average(points) { "gemiddeld {points}" }
        settled(who, is_won) { "al {} voor {who}", if is_won { "binnen" } else { "verloren" } }
        dearest_heading { "De duurste keuzes, elk bij wie het meest verloor" }
        dearest(name, at, scene, told, points) { "{name} bij besluit {at}, in ‘{scene}’: ‘{told}’, {}.", won(-points) }
        ends(ends) {
            let end = |(count, title): &EndingCount| match title {
                Some(title) => format!("{} keer ‘{title}’", number(*count)),
                None => format!("{} niet uitgespeeld", number(*count)),
            };
            format!("Eindes: {}.", ends.iter().map(end).collect::<Vec<_>>().join(", "))
        }
        luck { "Toeval: wat er geloot werd, en voor wie" }
        luck_note { "Niet elke manier van spelen komt bij een loting: daarom verschilt het toeval, ook met dezelfde \
                     seed." }
        fall(told, weight, of) { "{}, {weight} op de {of}", told.trim_end_matches('.') }
        means { "Besluiten en toeval, gemiddeld" }
        players { "Eén regel per speler" }
        players_note(goals) { "De uitkomst, doel voor doel: {}.", goals.join(" · ") }
        decisions { "besluiten (ingeleverd, gewonnen)" }
        turning(at, told, points) { "{at}. {told} ({points:+})" }
        turning_point { "keerpunt" }
        talk { "Om over te praten" }
        left_out(files) { "Niet meegeteld, want daar staat geen leesbaar spel van dit verhaal: {files}." }
    }

    DEBRIEF: DebriefWords {
        heading { "Nabespreking" }
        head_ending(title, found, of) { "{title} ({found} van de {of} eindes gevonden)" }
        again(file) { "Zo ga je terug naar een van deze besluiten: typ `counterpitch --from {file}` in een terminal." }
        unfinished { "Het spel is niet uitgespeeld: zo ver kwam het." }
        aimless { "Dit verhaal heeft geen doel, dus heeft geen enkel besluit een waarde." }
        bounded { "Dit verhaal is te groot om elke kans te kennen: je ziet de grenzen waar ze tussen liggen." }
        wait { "Een ogenblik: de kansen worden uitgerekend." }
        key { key("spatie", "nabespreking", "kijkt terug op het spel als het uit is") }
        sums_key { key("d", "de sommen", "vertelt na de nabespreking hoe het optelt, en hoe iedereen erbij stond") }
        write_key { key("w", "schrijf op", "schrijft het spel met de nabespreking op als pagina voor een browser") }
        written(file) { "Opgeschreven in {file}: open het in een browser, of druk het af." }
        transcript { "Het spel, zoals het gelezen werd" }
        chart_columns { ["kans", "verschil", "waarom, en wat nog"] }
        line { LINE }
        reason { REASON }
        sums { SUMS }
        balance { BALANCE }
        looking_back { LOOKING_BACK }
        spoilers { SPOILERS }
        group { GROUP }
    }
}

/// How far somebody moved, and which way.
fn steps(by: i32) -> String {
    let steps = if by.abs() == 1 { "een stap".into() } else { format!("{} stappen", number(by.abs())) };
    format!("{steps} {}", if by > 0 { "dichterbij" } else { "verder weg" })
}

fn many(points: i32) -> String {
    if points == 1 { "één punt".into() } else { format!("{points} punten") }
}

fn won(points: i32) -> String {
    format!("{} {}", many(points.abs()), if points < 0 { "verloren" } else { "gewonnen" })
}

/// In which direction a stance moved.
fn towards(by: i32) -> &'static str {
    if by > 0 { "naar je toe" } else { "bij je vandaan" }
}

/// The points added or lost, as a phrase. The three verbs are for no change, a gain and a loss.
fn moved(points: i32, [unchanged, added, cost]: [&str; 3]) -> String {
    match points {
        0 => format!("{unchanged} niets"),
        1.. => format!("{added} er {points} bij"),
        _ => format!("{cost} er {}", -points),
    }
}
