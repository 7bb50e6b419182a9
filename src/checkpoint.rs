//! Where a reading has come to between two windows: all it needs to go on after others were read meanwhile.

use crate::boundary::Boundary;
use crate::framing::Framing;
use crate::position::Position;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) framing: Framing,
    pub(crate) boundary: Boundary,
    /// Of the next record.
    pub(crate) index: u64,
    pub(crate) position: Position,
}

/// A checkpoint as numbers, for one who keeps it outside.
#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
pub(crate) type Numbers = [u64; 8];

#[cfg(any(test, all(target_arch = "wasm32", feature = "wasm")))]
impl Checkpoint {
    pub(crate) fn to_numbers(self) -> Numbers {
        use crate::boundary::INSIDES;
        use crate::framing::STATES;
        let Self { framing, boundary, index, position } = self;
        let framing = STATES.iter().position(|state| *state == framing).unwrap_or_default();
        let inside = INSIDES.iter().position(|inside| *inside == boundary.inside).unwrap_or_default();
        let Position { offset, index: utf16, line, column } = position;
        [framing as u64, inside as u64, u64::from(boundary.depth), index, offset, utf16, line, column]
    }

    /// What [`to_numbers`](Self::to_numbers) was made of; of other numbers, some checkpoint.
    pub(crate) fn from_numbers([framing, inside, depth, index, offset, utf16, line, column]: Numbers) -> Self {
        use crate::boundary::INSIDES;
        use crate::framing::STATES;
        Self {
            framing: STATES.get(framing as usize).copied().unwrap_or(Framing::End),
            boundary: Boundary {
                depth: depth as u32,
                inside: INSIDES.get(inside as usize).copied().unwrap_or_default(),
            },
            index,
            position: Position { offset, index: utf16, line, column },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Checkpoint;
    use crate::boundary::{Boundary, INSIDES};
    use crate::framing::STATES;
    use crate::position::Position;

    #[test]
    fn numbers_and_back() {
        for framing in STATES {
            for inside in INSIDES {
                let boundary = Boundary { depth: 7, inside };
                let position = Position { offset: 1 << 40, index: 5, line: 3, column: 2 };
                let checkpoint = Checkpoint { framing, boundary, index: 9, position };
                assert_eq!(Checkpoint::from_numbers(checkpoint.to_numbers()), checkpoint);
            }
        }
    }
}
