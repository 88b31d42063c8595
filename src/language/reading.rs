//! The words around what is read: scenes, the board, the history, the endings.

/// Words around the text of a scene.
#[derive(Debug)]
pub struct Scene {
    /// Announces an act: its number, the number of acts, its title.
    pub act: fn(usize, usize, &str) -> String,
    /// The same without the title, in a heading: the act's number, the number of acts.
    pub act_of: fn(usize, usize) -> String,
    /// Announces that the story is over, with the ending's title.
    pub ending: fn(&str) -> String,
    /// A break between two parts of a text.
    pub part_break: &'static str,
    /// Says why a choice is locked, behind its label.
    pub locked: fn(&str) -> String,
    /// Notes in a transcript what was drawn: the arm by its full name, its weight, the sum of the weights.
    pub drawn: fn(&str, u32, u32) -> String,
    /// The story comes to where nothing is available.
    pub dead_end: &'static str,
    /// The story runs on by itself for ever.
    pub endless_chain: &'static str,
}

/// Words for where everyone stands.
#[derive(Debug)]
pub struct Board {
    /// What the board shows, said when it is first seen.
    pub explained: &'static str,
    /// What is said of it after a choice, said when that is first heard.
    pub changes_explained: &'static str,
    /// Where a stakeholder stands: their name, role and stance in words, and how far the latest choice moved them.
    pub stakeholder: fn(&str, &str, &str, i32) -> String,
    /// What is left of something: its name and number.
    pub counter: fn(&str, i32) -> String,
    /// The story has nothing on its board.
    pub empty: &'static str,
}

/// Words for the game so far.
#[derive(Debug)]
pub struct History {
    /// Stands above the decisions.
    pub heading: &'static str,
    /// A decision of the player, with its number.
    pub decision: fn(usize, &str) -> String,
    /// Something that the world drew.
    pub draw: fn(&str) -> String,
    /// Nothing was decided so far.
    pub empty: &'static str,
}

/// Words for the list of endings.
#[derive(Debug)]
pub struct Endings {
    /// How many were found, of how many.
    pub count: fn(usize, usize) -> String,
    /// One that was found, by its title.
    pub found: fn(&str) -> String,
    /// Stands above those that were not found, of each of which its hint is said.
    pub others: &'static str,
    /// How many more were not found and have no hint.
    pub silent: fn(usize) -> String,
    /// An ending is found for the first time.
    pub is_new: &'static str,
}
