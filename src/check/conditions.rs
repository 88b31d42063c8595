//! Conditions that no game makes true, beside those of choices, arms and texts, which the exploration knows.

use super::finding::{Levels, StateQuestion, not};
use super::searched::{reads, unset};
use crate::explore::Defect;
use crate::source::{Code, Level};
use crate::story::{
    Body, Change, ChoiceId, Claim, Condition, Effect, Exit, Expression, Scene, SceneId, Story, Variable, VariableId,
};

/// Asks of each condition whether it ever holds. An effect is not seen in a state: in the story that asks, each effect
/// with a condition also sets a flag of its own.
pub(super) fn questions(story: &Story, levels: &Levels) -> (Story, Vec<StateQuestion>) {
    let mut asking = story.clone();
    let mut questions = vec![];
    if levels.level(story, Code::NeverTrue, None) == Level::Allow {
        return (asking, questions);
    }
    let unset = unset(story, levels);
    let question = |when: &Condition, asked: Expression, label: &str| {
        (!reads(&unset, Some(when))).then(|| question(when, asked, label))
    };
    let variables = &mut asking.variables;
    for (index, scene) in asking.scenes.iter_mut().enumerate() {
        let id = SceneId(index as u16);
        each_effect(id, scene, &mut |effect, within| {
            let (Some(when), Ok(flag)) = (&effect.when, u16::try_from(variables.len())) else { return };
            let flag = VariableId(flag);
            let happened = Expression::Variable(flag);
            let (min, max, start, is_flag) = (0, 1, 0, true);
            variables.push(Variable { name: String::new(), span: when.span, min, max, start, is_flag });
            let Some(mut question) = question(when, happened, "this effect never happens") else { return };
            question.scene = Some(id);
            question.follows_from.extend(within);
            questions.push(question);
            effect.changes.push(Change::Assign(flag, 1));
        });
    }
    let at_the_end = |when: &Condition| Expression::All(vec![Expression::Ended, when.expression.clone()]);
    for goal in &story.goals {
        let mut before = vec![Expression::Ended];
        for when in goal.worths.iter().map_while(|worth| worth.when.as_ref()) {
            let asked = before.iter().chain([&when.expression]).cloned().collect();
            questions.extend(question(when, Expression::All(asked), "no ending is worth this"));
            before.push(not(when.expression.clone()));
        }
    }
    for (list, label) in
        [(&story.lessons, "this lesson is never shown"), (&story.moments, "this moment is never shown")]
    {
        questions.extend(list.iter().filter_map(|each| question(&each.when, at_the_end(&each.when), label)));
    }
    let known =
        story.stakeholders.iter().filter_map(|person| Some((person.known.as_ref()?, "the stance is never known")));
    let people = story.stakeholders.iter().filter_map(|person| Some((person.show.as_ref()?, "never on the board")));
    let counters = story.counters.iter().filter_map(|each| Some((each.show.as_ref()?, "never on the board")));
    let board = known.chain(people).chain(counters);
    questions.extend(board.filter_map(|(when, label)| question(when, when.expression.clone(), label)));
    (asking, questions)
}

fn question(when: &Condition, asked: Expression, label: &str) -> StateQuestion {
    let lint = Code::NeverTrue.at(when.span, "no game makes this condition true", label);
    let mut follows_from = vec![];
    when.expression.walk(&mut |part| match *part {
        Expression::Visited(scene) | Expression::At(scene) => follows_from.extend(unreachable(scene)),
        Expression::Chosen(choice) => {
            follows_from.extend(unreachable(choice.scene));
            follows_from.push(Defect::NeverAvailable(choice));
        }
        _ => {}
    });
    let claim = Claim::Sometimes(Condition { expression: asked, span: when.span });
    StateQuestion { claim, scene: None, lint, follows_from }
}

fn unreachable(scene: SceneId) -> [Defect; 2] {
    [Defect::UnreachableScene(scene), Defect::UnreachableEnding(scene)]
}

/// Calls `visit` with every effect of a scene, and with what would be found if no game came to it.
fn each_effect(id: SceneId, scene: &mut Scene, visit: &mut impl FnMut(&mut Effect, Vec<Defect>)) {
    let mut visit = |effects: &mut Vec<Effect>, own: &[Defect]| {
        effects.iter_mut().for_each(|effect| visit(effect, [&unreachable(id)[..], own].concat()));
    };
    visit(&mut scene.effects, &[]);
    match &mut scene.body {
        Body::Ending { .. } => {}
        Body::Goto(way) => {
            for (index, arm) in way.arms.iter_mut().enumerate() {
                visit(&mut arm.effects, &[Defect::NeverTaken(Exit::Scene(id), index as u8)]);
            }
        }
        Body::Choices(choices) => {
            for (index, choice) in choices.iter_mut().enumerate() {
                let own = ChoiceId { scene: id, index: index as u8 };
                visit(&mut choice.effects, &[Defect::NeverAvailable(own)]);
                for (index, arm) in choice.goto.arms.iter_mut().enumerate() {
                    let untaken = Defect::NeverTaken(Exit::Choice(own), index as u8);
                    visit(&mut arm.effects, &[Defect::NeverAvailable(own), untaken]);
                }
            }
        }
    }
}
