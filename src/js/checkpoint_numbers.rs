//! A checkpoint as numbers, for JavaScript to keep between two pieces.

use crate::model::position::Position;
use crate::read::boundary::{Boundary, Inside};
use crate::read::checkpoint::Checkpoint;
use crate::read::framing::Framing;
use crate::read::recovery::Until;
use crate::text::part::Part;

pub(crate) type Numbers = [u64; 8];

/// Every state in which many records are read: what stands for one outside is its index.
const STATES: [Framing; 11] = [
    Framing::Start { many: true },
    Framing::Begun { many: true },
    Framing::First,
    Framing::Element,
    Framing::Next,
    Framing::Sequence,
    Framing::End,
    Framing::Lost(Until::LineEnd),
    Framing::Lost(Until::Brace { line_start: false }),
    Framing::Lost(Until::Brace { line_start: true }),
    Framing::Lost(Until::End),
];

/// All of them: what stands for one outside is its index.
const INSIDES: [Inside; 3] = [Inside::Structure, Inside::String, Inside::Escape];

pub(crate) fn of(checkpoint: Checkpoint) -> Numbers {
    let Checkpoint { framing, boundary, index, position } = checkpoint;
    let framing = STATES.iter().position(|state| *state == framing).expected();
    let inside = INSIDES.iter().position(|inside| *inside == boundary.inside).expected();
    let Position { offset, index: utf16, line, column } = position;
    [framing as u64, inside as u64, u64::from(boundary.depth), index, offset, utf16, line, column]
}

/// What [`of`] was given; of other numbers, some checkpoint.
pub(crate) fn checkpoint([framing, inside, depth, index, offset, utf16, line, column]: Numbers) -> Checkpoint {
    Checkpoint {
        framing: STATES.get(framing as usize).copied().expected_or(Framing::End),
        boundary: Boundary { depth: depth as u32, inside: INSIDES.get(inside as usize).copied().expected() },
        index,
        position: Position { offset, index: utf16, line, column },
    }
}

#[cfg(test)]
mod tests {
    use super::{INSIDES, STATES, checkpoint, of};
    use crate::model::position::Position;
    use crate::read::boundary::Boundary;
    use crate::read::checkpoint::Checkpoint;

    #[test]
    fn numbers_and_back() {
        for framing in STATES {
            for inside in INSIDES {
                let boundary = Boundary { depth: 7, inside };
                let position = Position { offset: 1 << 40, index: 5, line: 3, column: 2 };
                let expected = Checkpoint { framing, boundary, index: 9, position };
                assert_eq!(checkpoint(of(expected)), expected);
            }
        }
    }
}
