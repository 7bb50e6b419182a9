//! What one message adds: its tokens and cost, and a fingerprint of its id.

use crate::decode::view::View;
use crate::model::records::BackendMessage;

/// What one message used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    pub(super) input_tokens: i64,
    pub(super) output_tokens: i64,
    pub(super) cache_creation_tokens: i64,
    pub(super) cache_read_tokens: i64,
    pub(super) cost: f64,
}

impl Used {
    #[inline]
    pub(super) fn of(message: View<'_, BackendMessage>) -> Self {
        Self {
            input_tokens: message.input_tokens().map_or(0, |tokens| tokens.value),
            output_tokens: message.output_tokens().map_or(0, |tokens| tokens.value),
            cache_creation_tokens: message.cache_creation_tokens().map_or(0, |tokens| tokens.value),
            cache_read_tokens: message.cache_read_tokens().map_or(0, |tokens| tokens.value),
            cost: message.cost().map_or(0.0, |cost| cost.value),
        }
    }
}

/// A hash of a text. The chance of a collision among a million texts is one in thousands, unless they were made to collide.
pub(super) fn fingerprint(text: &str) -> u64 {
    // FNV-1a, and the finish of MurmurHash3.
    let hash = text
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
    let hash = (hash ^ hash >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^ hash >> 33
}
