//! Dutch. It says je, never u; sentences are short, and also sound right when read aloud.

mod debrief;

use super::command::{Commands, command, key};
use super::english::*;
use super::sentence::{closed, dutch_number as number, dutch_opened as opened, list};
use super::words::translated;
use std::io::ErrorKind;

translated! {
    SCENE: SceneWords {
        act(number, of, title) { (_, 1, _) => "{title}"; _ => "Deel {number} van {of}: {title}" }
        act_of(number, of) { "deel {number} van {of}" }
        ending(title) { "Einde: {}", closed(title) }
        part_break { "* * *" }
        locked(reason) { "kan niet: {reason}" }
        drawn(arm, weight, of) { "[{arm}, {weight} van {of}]" }
        dead_end { "Vanaf hier gaat het verhaal niet verder. Dat is een fout van de schrijver, niet van jou." }
        endless_chain { "Vanaf hier blijft het verhaal eeuwig in een kring draaien. Dat is een fout van de schrijver, \
                         niet van jou." }
    }

    BOARD: BoardWords {
        explained { "Zo staat iedereen tegenover je, voor zover jij dat weet; erachter staat wat je laatste keuze \
                     heeft verschoven." }
        changes_explained { "Na een keuze lees je wat die in beweging heeft gebracht; typ ‘stand’ voor de rest." }
        stakeholder(name, role, word, moved) {
            (_, _, _, 0) => "{}, {role}: {word}.", opened(name);
            (_, _, _, 1..) => "{}, {role}: {word}, {} omhoog.", opened(name), number(moved);
            _ => "{}, {role}: {word}, {} omlaag.", opened(name), number(-moved)
        }
        counter(name, value) { "{}: {value}.", opened(name) }
        new { "nieuw" }
        drawing_explained { "Iedereen heeft een lat: links is tegen je, rechts is voor je, ┼ is het midden. ● is waar \
                             iemand staat, ○ waar die stond voor je laatste keuze. ▲ is een stap naar je toe, ▲▲ meer \
                             dan één, ▼ een stap van je af; een lat zonder ● houdt haar geheim." }
        empty { "In dit verhaal wordt niets bijgehouden." }
    }

    HISTORY: HistoryWords {
        heading { "Wat je hebt besloten:" }
        draw(told) { "toeval: {told}" }
        empty { "Je hebt nog niets besloten." }
    }

    ENDINGS: EndingWords {
        count(found, of) {
            (0, 1) => "Er is één einde. Dat moet je nog vinden."; (1, 1) => "Er is één einde. Dat heb je gevonden.";
            (0, _) => "Van de {} eindes heb je er nog geen gevonden.", number(of);
            (2, 2) => "Je hebt beide eindes gevonden.";
            (0..=12, _) if found == of => "Je hebt alle {} de eindes gevonden.", number(of);
            (_, _) if found == of => "Je hebt alle {of} eindes gevonden.";
            _ => "Je hebt {found} van de {of} eindes gevonden."
        }
        found(title) { "Gevonden: {}", closed(title) }
        others { "Nog te vinden:" }
        silent(count) {
            1 => "Nog één, waarover niets wordt gezegd."; _ => "Nog {}, waarover niets wordt gezegd.", number(count)
        }
        is_new { "Dit einde had je nog niet gevonden." }
    }

    MOVES: MoveWords {
        is_locked(reason) { "Dat kun je niet kiezen: {}", closed(reason) }
        undone(told) { "Teruggenomen: {}", closed(told) }
        redone(told) { "Toch gekozen: {}", closed(told) }
        nothing_to_undo { "Er is geen keuze om terug te nemen." }
        nothing_to_redo { "Er is geen keuze om alsnog te maken." }
        is_final { "In dit spel kun je geen besluit terugnemen." }
        went_back(number) { "Je bent terug bij besluit {number}." }
        new_game { "Een nieuw spel." }
    }

    PLAIN: PlainWords {
        opening { "Dit is de eenvoudige weergave: alleen woorden. Typ ‘stop’ om op te houden; in een terminal en \
                   zonder --plain tekent het spel zijn eigen scherm." }
        choose(count) { 1 => "Er is één keuze: typ 1."; 2 => "Kies 1 of 2."; _ => "Kies 1 tot en met {count}." }
        chosen(label) { "Je kiest: {}", closed(label) }
        commands { "Of typ ‘help’ voor wat je nog meer kunt typen." }
        commands_and_board { "Of typ ‘stand’ om te horen hoe iedereen tegenover je staat, of ‘help’ voor wat je nog \
                              meer kunt typen." }
        help_heading { "Wat je kunt typen:" }
        help_choosing { "Typ het nummer of de naam van een keuze om die te maken." }
        help_empty_line { "Een lege regel geeft de scène nog eens." }
        help_english(words) { "De Engelse woorden doen het ook: {}.", list(words, "en") }
        no_such_number(count) {
            1 => "Hier is alleen keuze 1."; 2 => "Dat nummer is er hier niet: je kunt kiezen uit 1 en 2.";
            _ => "Dat nummer is er hier niet: je kunt kiezen uit 1 tot en met {count}."
        }
        not_understood { "Dat is geen keuze en geen opdracht. Typ ‘help’ voor wat je kunt typen." }
        nothing_to_choose { "Hier valt niets te kiezen." }
        no_such_decision(count) {
            0 => "Je hebt nog niets besloten."; 1 => "Je kunt terug naar één besluit: typ ‘terug 1’.";
            _ => "Typ ‘terug’ en het nummer van een besluit, 1 tot en met {count}; ‘verloop’ somt ze op."
        }
        resumed(choices) {
            0 => "Je gaat verder bij het begin."; 1 => "Je gaat verder na één keuze.";
            _ => "Je gaat verder na {} keuzes.", number(choices)
        }
        after_ending { "Typ ‘nieuw’ om nog eens te spelen, ‘terug’ en een nummer om vanaf dat besluit verder te gaan, \
                        ‘eindes’ voor de gevonden eindes, of ‘stop’." }
        after_stop { "Typ ‘ongedaan’ om je laatste keuze terug te nemen, ‘nieuw’ om nog eens te spelen, of ‘stop’." }
        after_final { "Typ ‘nieuw’ om nog eens te spelen, ‘eindes’ voor de gevonden eindes, of ‘stop’." }
        new_again { "Je zit midden in een spel. Typ nog eens ‘nieuw’ om een ander te beginnen; dit spel blijft ernaast \
                     bewaard." }
        farewell { "Tot de volgende keer." }
    }

    SCREEN: ScreenWords {
        choose { key("↑↓", "kies", "loopt langs de keuzes; k en j doen dat ook, Home en End springen") }
        number { key("1–9", "wijs aan", "wijst de keuze met dat nummer aan; Enter beslist") }
        decide { key("enter", "beslis", "maakt de keuze die is aangewezen") }
        go_on { key("spatie", "verder", "gaat verder na een rustpunt en kiest nooit; Enter gaat ook verder") }
        skip { key("esc", "sla over", "slaat over wat je al gelezen hebt, de nabespreking, of waar je om vroeg") }
        look { key("l", "lees", "laat de scène nog eens zien") }
        go_back { key("enter", "ga terug", "gaat terug naar het besluit dat is aangewezen") }
        cancel { key("esc", "annuleer", "laat het spel waar het is") }
        help_heading { "Toetsen" }
        help_english(letters) { "De Engelse letters doen het ook: {}.", list(letters, "en") }
        more { "meer" }
        greeting { "Geen keuze ligt vast: o neemt haar terug, ?\u{a0}helpt." }
        greeting_final { "Elke keuze ligt vast; ?\u{a0}helpt." }
        select_first { "Wijs aan met ↑ ↓ of een nummer; daarna beslist Enter." }
        read_first { "De keuzes komen hierna." }
        unread { "Dit heb je nog niet gelezen." }
        no_key { "Die toets doet hier niets." }
        new_again { "Druk nog eens op n voor een nieuw spel; dit spel blijft ernaast bewaard." }
        back_to { "Terug naar welk besluit?" }
        farewell { "Je spel blijft bewaard zoals het is; `counterpitch games` noemt het." }
        farewell_unbegun { "Je hebt in dit spel nog niets gekozen, dus valt er niets nieuws te bewaren." }
        reloaded { "Het verhaal is opnieuw geladen." }
        still_the_old(faults) {
            1 => "Er zit een fout in het verhaal; je speelt het nog zoals het was.";
            _ => "Er zitten {} fouten in het verhaal; je speelt het nog zoals het was.", number(faults)
        }
    }

    SAVES: SaveWords {
        saved(file) { "Bewaard in {file}." }
        saved_over(file) { "Bewaard in {file}, in plaats van het spel dat daarin stond." }
        not_saved(reason) { "Het spel kon daar niet worden bewaard: {}", closed(reason) }
        foreign(file)
            { "{file} is iets anders dan een bewaard spel en blijft zoals het is. Typ ‘bewaar’ en een andere naam." }
        not_kept(reason) { "Het spel kan op deze computer niet worden bewaard: {}", closed(reason) }
        reason(kind) { match kind {
            ErrorKind::PermissionDenied => Some("je mag daar niet schrijven"),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("er is geen ruimte meer"),
            ErrorKind::ReadOnlyFilesystem => Some("op die schijf kan niets worden geschreven"),
            ErrorKind::IsADirectory => Some("dat is een map"),
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Some("een map op weg daarheen is een bestand"),
            ErrorKind::NotFound => Some("die plek is er niet"),
            ErrorKind::InvalidFilename => Some("zo kan een bestand niet heten"),
            _ => None,
        } }
        save_where { "Typ ‘bewaar’ en de naam van een bestand." }
        resume(choices, title) {
            0 => "Je was gebleven bij het begin, ‘{title}’. Verder spelen?";
            1 => "Je was na één keuze gebleven bij ‘{title}’. Verder spelen?";
            _ => "Je was na {} keuzes gebleven bij ‘{title}’. Verder spelen?", number(choices)
        }
        resume_yes { key("enter", "verder", "gaat verder met het spel") }
        resume_no { key("n", "nieuw", "begint een nieuw spel; het vorige blijft ernaast bewaard") }
        yes { &["ja", "j"] }
        no { &["nee"] }
        resume_not_understood { "Dat is geen antwoord op de vraag." }
        nothing_saved { "Er is geen spel om mee verder te gaan; dit is een nieuw spel." }
        other_seed(own, asked)
            { "Dit spel begon met seed {own}. Met `--seed {asked}` kan het toeval anders uitvallen." }
        story_changed(made, of) {
            0 => "Het verhaal is veranderd sinds je het speelde, en geen van je keuzes kan er nog in. \
                  Je begint opnieuw; het vorige spel blijft bewaard.";
            _ => "Het verhaal is veranderd sinds je het speelde. Van je {of} keuzes kon je er {} opnieuw maken; \
                  vandaar ga je verder, en het vorige spel blijft bewaard.", number(made)
        }
        story_changed_harmlessly { "Het verhaal is veranderd sinds je het speelde. Al je keuzes konden opnieuw worden \
                                    gemaakt." }
        set_aside(file) { "Het bewaarde spel was niet te gebruiken. Het staat nu in {file}." }
        endings_set_aside(file)
            { "Een deel van de lijst met gevonden eindes is niet te lezen. De hele lijst staat nu in {file}." }
        kept_at(choices, title) { "{}, bij ‘{title}’", choice_count(choices) }
        kept_ended(choices, title) { "{}, afgelopen met ‘{title}’", choice_count(choices) }
        other_version { "gespeeld in een andere versie van het verhaal" }
        unreadable { "niet te lezen" }
        none_kept { "Er is nog geen spel bewaard." }
        kept_in(folder) { "De bestanden staan in {folder}, de tijden zijn in UTC." }
    }

    PAGE: PageWords {
        language { "Taal" }
        board { "Zo staat iedereen ervoor" }
        choices { "Wat je kunt doen" }
        games { key("g", "spellen", "laat zien welke spellen deze browser bewaart") }
        download { key("d", "downloaden", "bewaart het spel als bestand dat je iemand kunt sturen") }
        open { "Verdergaan met een spel uit een bestand" }
        remove { "verwijderen" }
        close { "sluiten" }
        letters { "Letters zijn toetsen" }
        private { "Je spellen blijven in deze browser: de pagina stuurt niemand iets." }
        no_game { "Dat bestand is geen spel van dit verhaal." }
        not_kept { "Deze browser bewaart geen spellen voor de pagina: download het jouwe voor je haar sluit." }
        parted { "Dit spel ging verder in een ander tabblad. Het jouwe gaat hier verder als een ander spel: beide zijn \
                  bewaard." }
        failed { "Er ging iets mis in het programma. Laad de pagina opnieuw: je spel is bewaard zoals het daarvoor \
                  stond." }
    }

    DUTCH: Catalogue {
        tag { "nl" }
        scene { SCENE }
        board { BOARD }
        history { HISTORY }
        endings { ENDINGS }
        commands { Commands([
            command("stand", "", key("s", "stand", "vertelt hoe iedereen tegenover je staat")),
            command("ongedaan", "", key("o", "ongedaan", "neemt je laatste keuze terug")),
            command("alsnog", "", key("a", "alsnog", "maakt de teruggenomen keuze alsnog")),
            command("verloop", "", key("v", "verloop", "vertelt wat je tot nu toe hebt besloten")),
            command("terug", "en een nummer", key("t", "terug", "gaat terug naar een eerder besluit")),
            command("eindes", "", key("e", "eindes", "somt de eindes op die je gevonden hebt")),
            command("bewaar", "en een bestandsnaam", key("", "", "bewaart het spel in dat bestand")),
            command("nieuw", "", key("n", "nieuw", "begint een nieuw spel")),
            command("help", "", key("?", "help", "geeft dit overzicht")),
            command("stop", "", key("q", "stop", "houdt op; het spel blijft bewaard zoals het is")),
        ]) }
        moves { MOVES }
        plain { PLAIN }
        screen { SCREEN }
        saves { SAVES }
        page { PAGE }
        debrief { debrief::DEBRIEF }
    }
}

fn choice_count(choices: usize) -> String {
    if choices == 1 { "1 keuze".into() } else { format!("{choices} keuzes") }
}
