//! Scenes and their choices.

use super::declare::DeclaredScene;
use super::keys::{CHOICE, SCENE};
use super::lower::Lower;
use super::shape::NAMED;
use super::spelling::Name;
use super::table::{Entry, Table};
use super::value::Value;
use super::{Scope, limits};
use crate::source::{Code, Diagnostic};
use crate::story::{Body, Choice, Effect, Scene, TextId, TextKind};

impl Lower<'_> {
    /// Reads a scene; `below` is one after it that has choices and no header of its own.
    pub fn scene(
        &mut self,
        declared: &DeclaredScene<'_>,
        below: Option<&DeclaredScene<'_>>,
    ) -> Option<Scene> {
        let Entry { name, span, value } = declared.entry;
        let Some(table) = value.as_table(&SCENE) else {
            match value.as_list() {
                Some(_) => self.scene_in_a_list(&declared.entry),
                None => self.outside_a_scene(&declared.entry),
            }
            return None;
        };
        if name.contains('.') {
            // The header was put in quotes: what stands under it belongs to something else.
            return None;
        }
        if matches!(name, "choice" | "choices") && table.has_stray_table() {
            self.choice_of_no_scene(&declared.entry);
            return None;
        }
        table.unknown_keys(&mut self.faults);
        let title_kind = if table.has("ending") { TextKind::Plain } else { TextKind::Line };
        let title = self.scene_text(&table, name, "title", title_kind);
        let time = self.scene_text(&table, name, "time", TextKind::Line);
        let place = self.scene_text(&table, name, "place", TextKind::Line);
        let text = self.scene_text(&table, name, "text", TextKind::Prose);
        let told = self.scene_text(&table, name, "told", TextKind::Line);
        let effects = self.changes(&table);
        let allow = table.get("allow").map_or(vec![], |value| self.allow(value));
        let body = self.body(&table, name, below.map(|below| below.entry.name));
        let name = name.to_owned();
        Some(Scene {
            name,
            span,
            act: declared.act,
            title,
            time,
            place,
            text,
            effects,
            told,
            body: body?,
            allow,
        })
    }

    fn outside_a_scene(&mut self, entry: &Entry<'_>) {
        let name = entry.name;
        let message = format!("`{name}` stands in no scene");
        let fault = Diagnostic::new(Code::UnknownKey, entry.span, message, "before the first scene");
        self.faults.push(fault.help("begin the scene above it, with its id in brackets: `[quay]`"));
    }

    fn scene_in_a_list(&mut self, entry: &Entry<'_>) {
        let Entry { name, span, .. } = *entry;
        let message = format!("the scene `{name}` begins with two brackets");
        let fault = Diagnostic::new(Code::WrongType, span, message, "a list of tables");
        self.faults.push(fault.help(format!("a scene begins with `[{name}]`")));
    }

    fn choice_of_no_scene(&mut self, entry: &Entry<'_>) {
        let message = format!("`{}` stands in no scene", entry.name);
        let fault = Diagnostic::new(Code::UnknownKey, entry.span, message, "whose choice?");
        self.faults.push(fault.help("begin with the scene: `[quay.choice.listen]`"));
    }

    fn scene_text(&mut self, table: &Table<'_>, owner: &str, key: &str, kind: TextKind) -> Option<TextId> {
        let value = table.get(key)?;
        self.text(value, format!("{owner}.{key}"), kind, Scope::Scene)
    }

    fn body(&mut self, table: &Table<'_>, name: &str, below: Option<&str>) -> Option<Body> {
        const WAYS: [&str; 3] = ["choice", "goto", "ending"];
        let found = WAYS.iter().any(|key| table.has(key));
        let hint = table.get("hint").and_then(|value| {
            if found && !table.has("ending") {
                let message = format!("`hint` belongs to an ending, and `{name}` is none");
                let place = table.key_span("hint").unwrap_or(value.span());
                self.faults.push(Diagnostic::new(Code::UnknownKey, place, message, "not an ending"));
            }
            self.text(value, format!("{name}.hint"), TextKind::Plain, Scope::Scene)
        });
        if !found {
            if !WAYS.iter().any(|key| table.has_misspelt(key)) && !table.has_stray_table() {
                self.no_way_on(table, name, "no way on from here", below);
            }
            return None;
        }
        let (key, value) = self.one_key(table, &WAYS)?;
        match key {
            "choice" => self.choices(table, value, name).map(Body::Choices),
            "goto" => self.way(value, name).map(Body::Goto),
            _ => self.ending(value).then_some(Body::Ending { hint }),
        }
    }

    fn no_way_on(&mut self, table: &Table<'_>, name: &str, label: &str, below: Option<&str>) {
        let message = format!("the scene `{name}` does not go on");
        let fault = Diagnostic::new(Code::NoWayOn, table.header(), message, label);
        self.faults.push(match below {
            Some(below) => {
                fault.help(format!("the choices below it are of `{below}`: give both the same name"))
            }
            None => fault.help("give it choices or a `goto`, or end the story there with `ending = true`"),
        });
    }

    fn ending(&mut self, value: Value<'_>) -> bool {
        let ends = value.boolean(&mut self.faults);
        if ends == Some(false) {
            let message = "`ending` can only be `true`";
            let fault = Diagnostic::new(Code::OutOfRange, value.span(), message, "no ending");
            self.faults.push(fault.help("leave it out when the story goes on"));
        }
        ends == Some(true)
    }

    fn choices(&mut self, scene: &Table<'_>, value: Value<'_>, name: &str) -> Option<Vec<Choice>> {
        if value.as_table(&NAMED).is_none() {
            let fault = value.wrong_type("a table of choices");
            self.faults.push(fault.help(format!("begin each choice with `[{name}.choice.ID]`")));
            return None;
        }
        let entries = scene.named("choice");
        if entries.is_empty() {
            self.no_way_on(scene, name, "it has no choices", None);
            return None;
        }
        if let Some(bare) = entries.iter().find(|entry| entry.value.as_table(&CHOICE).is_none()) {
            let message =
                format!("`{}` is no choice: it stands under `choice` without the choice's id", bare.name);
            let fault = Diagnostic::new(Code::WrongType, bare.span, message, "not a table");
            self.faults.push(fault.help(format!("begin each choice with `[{name}.choice.ID]`")));
            return None;
        }
        if let Some(extra) = entries.get(limits::CHOICES) {
            self.faults.push(limits::too_many(extra.span, "choices in a scene", limits::CHOICES));
            return None;
        }
        let choices: Vec<Option<Choice>> = entries.iter().map(|entry| self.choice(entry, name)).collect();
        choices.into_iter().collect()
    }

    fn choice(&mut self, entry: &Entry<'_>, scene: &str) -> Option<Choice> {
        Name::Choice.check(entry.name, entry.span, &mut self.faults);
        let table = entry.value.table(&CHOICE, &mut self.faults)?;
        table.unknown_keys(&mut self.faults);
        let owner = format!("{scene}.choice.{}", entry.name);
        let label = table
            .need("label", &mut self.faults)
            .and_then(|value| self.text(value, format!("{owner}.label"), TextKind::Line, Scope::Scene));
        let told = self.scene_text(&table, &owner, "told", TextKind::Line);
        let when = self.condition_if(table.get("when"), Scope::Scene);
        let locked = self.scene_text(&table, &owner, "locked", TextKind::Line);
        let once = self.switch(&table, "once");
        let fallback = self.switch(&table, "fallback");
        let text = self.scene_text(&table, &owner, "text", TextKind::Prose);
        let effects: Vec<Effect> = self.changes(&table);
        let goto = table.need("goto", &mut self.faults).and_then(|value| self.way(value, &owner));
        let (name, span) = (entry.name.to_owned(), entry.span);
        Some(Choice {
            name,
            span,
            label: label?,
            told,
            when,
            locked,
            once,
            fallback,
            text,
            effects,
            goto: goto?,
        })
    }

    fn switch(&mut self, table: &Table<'_>, key: &str) -> bool {
        table.get(key).and_then(|value| value.boolean(&mut self.faults)).unwrap_or(false)
    }

    fn allow(&mut self, value: Value<'_>) -> Vec<Code> {
        let list = value.list(&mut self.faults).unwrap_or_default();
        let names: Vec<_> = list.into_iter().filter_map(|value| value.string(&mut self.faults)).collect();
        names.into_iter().filter_map(|(name, inside)| self.lint(name, inside)).collect()
    }
}
