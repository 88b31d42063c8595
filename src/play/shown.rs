//! Where the turns of a game stand on the screen: what is still in sight need not be read again.

/// The turns that were printed, each by the number of decisions before it and by how many rows had been printed before.
#[derive(Default)]
pub struct Shown {
    turns: Vec<(usize, usize)>,
}

impl Shown {
    /// Notes that a turn is printed behind so many rows. Whatever followed it is of another game, or is read anew.
    pub fn note(&mut self, decisions: usize, rows: usize) {
        self.turns.retain(|(earlier, _)| *earlier < decisions);
        self.turns.push((decisions, rows));
    }

    /// How many rows had been printed before a turn was; `None` when it never was.
    pub fn before(&self, decisions: usize) -> Option<usize> {
        self.turns.iter().find(|(number, _)| *number == decisions).map(|(_, rows)| *rows)
    }
}
