//! A checkpoint as numbers, for JavaScript to keep between two pieces.

use crate::model::position::Position;
use crate::read::boundary::{Boundary, Place};
use crate::read::checkpoint::Checkpoint;
use crate::read::framing::Framing;
use crate::text::part::Part;

pub(crate) type Numbers = [u64; 10];

/// Every state in which many records are read: what stands for one outside is its index.
const STATES: [Framing; 12] = [
    Framing::Start { many: true },
    Framing::Begun { many: true },
    Framing::First,
    Framing::Element,
    Framing::Next,
    Framing::NextToRejected,
    Framing::Behind,
    Framing::Sequence,
    Framing::Loose { array: false },
    Framing::Loose { array: true },
    Framing::Lost { array: false },
    Framing::Lost { array: true },
];

/// All of them: what stands for one outside is its index.
const PLACES: [Place; 19] = [
    Place::Start,
    Place::Key,
    Place::Colon,
    Place::Value,
    Place::BehindString,
    Place::BehindBracket,
    Place::BehindWord,
    Place::KeyString,
    Place::KeyEscape,
    Place::ValueString,
    Place::ValueEscape,
    Place::KeyWord,
    Place::ValueWord,
    Place::Deep,
    Place::DeepString,
    Place::DeepEscape,
    Place::DeepBehindString,
    Place::Over,
    Place::Lost,
];

pub(crate) fn of(checkpoint: Checkpoint) -> Numbers {
    let Checkpoint { framing, boundary, index, position } = checkpoint;
    let framing = STATES.iter().position(|state| *state == framing).unwrap_or_default();
    let Boundary { depth, objects, place } = boundary;
    let place = PLACES.iter().position(|known| *known == place).expected();
    let (low, high) = (objects as u64, (objects >> 64) as u64);
    let Position { offset, index: utf16, line, column } = position;
    [framing as u64, place as u64, u64::from(depth), low, high, index, offset, utf16, line, column]
}

/// What [`of`] was given; of other numbers, some checkpoint.
pub(crate) fn checkpoint(
    [framing, place, depth, low, high, index, offset, utf16, line, column]: Numbers,
) -> Checkpoint {
    Checkpoint {
        framing: STATES.get(framing as usize).copied().expected_or(Framing::Behind),
        boundary: Boundary {
            depth: depth as u32,
            objects: u128::from(high) << 64 | u128::from(low),
            place: PLACES.get(place as usize).copied().expected_or(Place::Start),
        },
        index,
        position: Position { offset, index: utf16, line, column },
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, STATES, checkpoint, of};
    use crate::model::position::Position;
    use crate::read::boundary::Boundary;
    use crate::read::checkpoint::Checkpoint;

    #[test]
    fn numbers_and_back() {
        for framing in STATES {
            for place in PLACES {
                let boundary = Boundary { depth: 7, objects: 5 << 80 | 3, place };
                let position = Position { offset: 1 << 40, index: 5, line: 3, column: 2 };
                let expected = Checkpoint { framing, boundary, index: 9, position };
                assert_eq!(checkpoint(of(expected)), expected);
            }
        }
    }
}
