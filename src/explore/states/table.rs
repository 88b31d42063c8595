//! A set of keys. It numbers the keys in the order in which they come.

/// Keys of a fixed number of words, each once, compared exactly.
#[derive(Clone, Debug, Default)]
pub struct StateTable {
    /// The number of words of a key.
    pub width: usize,
    /// The number of keys.
    pub len: usize,
    keys: Vec<u64>,
    slots: Vec<u32>,
    shift: u32,
    /// The number of bits of a key, if the set only counts short keys: then the bitmap `seen` takes the place of
    /// `slots`. Otherwise `None`.
    short: Option<u32>,
    seen: Vec<u64>,
}

/// Keys of at most this many bits are looked up in a bitmap when they are only counted. The bitmap takes at most 2 MiB.
const SHORT: u32 = 24;

impl StateTable {
    /// An empty set of keys of `width` words.
    pub fn new(width: usize) -> StateTable {
        StateTable { width, shift: 64, ..StateTable::default() }
    }

    /// An empty set of keys that are counted but not numbered. A key has `width` words; its last one has `bits` bits.
    pub fn counting(width: usize, bits: u32) -> StateTable {
        let short = Some(bits).filter(|&bits| width == 1 && bits <= SHORT);
        StateTable { short, ..StateTable::new(width) }
    }

    pub fn key(&self, index: usize) -> &[u64] {
        &self.keys[index * self.width..][..self.width]
    }

    /// The memory in use, in bytes.
    pub fn bytes(&self) -> usize {
        (self.keys.capacity() + self.seen.len()) * 8 + self.slots.capacity() * 4
    }

    /// The number of a key; a new key gets the next number.
    #[inline]
    pub fn insert(&mut self, key: &[u64]) -> u32 {
        self.insert_within(key, true).0
    }

    /// The number of a key, and whether it was added now. A new key is added if there is room; else its number is
    /// `u32::MAX`.
    #[inline]
    pub fn insert_within(&mut self, key: &[u64], has_room: bool) -> (u32, bool) {
        if let Some(bits) = self.short {
            return self.mark(key[0], bits, has_room);
        }
        if self.len * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let slot = self.slot(key, |held| self.is_at(held, key));
        match self.slots[slot] {
            0 if !has_room => (u32::MAX, false),
            0 => {
                self.slots[slot] = self.len as u32 + 1;
                (self.push(key), true)
            }
            held => (held - 1, false),
        }
    }

    /// Adds a key that is known to be new, and gives its number. A later `insert` would not find the key.
    pub fn push(&mut self, key: &[u64]) -> u32 {
        self.keys.extend_from_slice(key);
        self.len += 1;
        self.len as u32 - 1
    }

    /// Gives back the memory that only insertion needs.
    pub fn seal(&mut self) {
        self.slots = Vec::new();
        self.keys.shrink_to_fit();
    }

    /// The number of a key; `None` when it is not there. Compares all keys, because a sealed set has nothing faster.
    pub fn position(&self, key: &[u64]) -> Option<usize> {
        self.keys.chunks_exact(self.width).position(|held| held[0] == key[0] && held == key)
    }

    /// Does `insert_within` for a short key. The number that it gives for a key means nothing: nobody asks for it.
    #[inline]
    fn mark(&mut self, key: u64, bits: u32, has_room: bool) -> (u32, bool) {
        if self.seen.is_empty() {
            self.seen = vec![0; 1 << bits.saturating_sub(6)];
        }
        let word = &mut self.seen[key as usize / 64];
        let is_new = *word >> (key % 64) & 1 == 0;
        if is_new && has_room {
            *word |= 1 << (key % 64);
            self.keys.push(key);
            self.len += 1;
        }
        (if is_new && !has_room { u32::MAX } else { 0 }, is_new && has_room)
    }

    /// The slot of a key: the first free one, or one before it whose number `is_meant`. There is always a free slot.
    #[inline]
    fn slot(&self, key: &[u64], is_meant: impl Fn(usize) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (hash(key) >> self.shift) as usize & mask;
        while self.slots[slot] != 0 && !is_meant(self.slots[slot] as usize - 1) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Whether `key` is the key with the number `index`. Keys of one or two words are compared without a call.
    #[inline]
    fn is_at(&self, index: usize, key: &[u64]) -> bool {
        match key {
            [word] => self.keys[index] == *word,
            [low, high] => self.keys[index * 2] == *low && self.keys[index * 2 + 1] == *high,
            _ => self.key(index) == key,
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![0; size];
        self.shift = 64 - size.trailing_zeros();
        for index in 0..self.len {
            let slot = self.slot(self.key(index), |_| false);
            self.slots[slot] = index as u32 + 1;
        }
    }
}

/// Spreads a key over the high bits (Fibonacci hashing). Keys are compared whole: this only says where to look first.
#[inline]
fn hash(key: &[u64]) -> u64 {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    key.iter()
        .fold(0, |hash: u64, &word| {
            let mixed = (hash ^ word).wrapping_mul(SPREAD);
            mixed ^ mixed >> 32
        })
        .wrapping_mul(SPREAD)
}
