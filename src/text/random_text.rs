//! Random texts for tests, the same in every run.

/// Appends pieces until the text has that length: mostly the first `frequent` ones, and any piece once in 2^`rarity`.
pub(crate) fn extend(
    text: &mut Vec<u8>,
    length: usize,
    state: &mut u64,
    pieces: &[&[u8]],
    frequent: usize,
    rarity: u32,
) {
    while text.len() < length {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let among = if *state >> (64 - rarity) == 0 { pieces.len() } else { frequent };
        text.extend(pieces[(*state >> 33) as usize % among]);
    }
}
