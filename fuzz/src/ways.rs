//! Which of the ways to read a text are tried. All of them each time would leave a run with few texts; the text itself
//! says which, so that a failure can be had again, and the next text that is made of it is read in another way.

/// Numbers that depend on the text alone.
pub struct Ways {
    state: u64,
    every: bool,
}

impl Ways {
    /// With `EVERY_WAY` in the environment, nothing is left out: so that what fails still fails while it is made small.
    pub fn of(text: &[u8]) -> Self {
        // FNV-1a; xorshift must not begin with zero.
        let hash = text
            .iter()
            .fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
        Self { state: hash | 1, every: std::env::var_os("EVERY_WAY").is_some() }
    }

    /// One of them, or all.
    pub fn some<'a, T>(&mut self, all: &'a [T]) -> &'a [T] {
        let chosen = self.below(all.len());
        if self.every { all } else { &all[chosen..=chosen] }
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap() % most
    }
}
