//! A checkpoint as numbers, for JavaScript to keep between two pieces.

use crate::model::position::Position;
use crate::read::around::{self, Around, Phase};
use crate::read::boundary::{Boundary, Place};
use crate::read::checkpoint::Checkpoint;
use crate::read::framing::Framing;
use crate::text::part::Part;

pub(crate) type Numbers = [u64; 15];

/// The numbers before there is a checkpoint.
pub(crate) const NONE: Numbers = [0; _];

/// Every state in which many records are read. JavaScript has its index.
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

/// All of them. JavaScript has the index.
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

/// The same, for the text around a list that is a member of something.
const PHASES: [Phase; 4] = [Phase::Before, Phase::Inside, Phase::Behind, Phase::Lost];
const PLACES_AROUND: [around::Place; 6] = [
    around::Place::Value,
    around::Place::FirstElement,
    around::Place::Key,
    around::Place::FirstKey,
    around::Place::Colon,
    around::Place::BehindValue,
];

pub(crate) fn of(checkpoint: Checkpoint) -> Numbers {
    let Checkpoint { framing, boundary, around, index, spent, position } = checkpoint;
    let framing = STATES.iter().position(|state| *state == framing).expected();
    let Boundary { depth, objects, place } = boundary;
    let place = PLACES.iter().position(|known| *known == place).expected();
    let (low, high) = (objects as u64, (objects >> 64) as u64);
    let Position { offset, index: utf16, line, column } = position;
    let [state, around_low, around_high, element] = around.map_or([0; 4], of_around);
    [
        framing as u64,
        place as u64,
        u64::from(depth),
        low,
        high,
        index,
        offset,
        utf16,
        line,
        column,
        state,
        around_low,
        around_high,
        element,
        spent,
    ]
}

/// The first number has a byte for each small part. Its lowest bit says that there is a list.
fn of_around(around: Around) -> [u64; 4] {
    let phase = PHASES.iter().position(|known| *known == around.phase).expected();
    let place = PLACES_AROUND.iter().position(|known| *known == around.place).expected();
    // At most 128 brackets are open.
    let small = [1, around.selected.into(), phase as u8, place as u8, around.depth as u8, around.on_way as u8, 0, 0];
    [u64::from_le_bytes(small), around.objects as u64, (around.objects >> 64) as u64, around.index]
}

fn around([small, low, high, index]: [u64; 4]) -> Option<Around> {
    let [is_there, selected, phase, place, depth, on_way, ..] = small.to_le_bytes();
    (is_there == 1).then(|| Around {
        phase: PHASES.get(usize::from(phase)).copied().expected_or(Phase::Lost),
        place: PLACES_AROUND.get(usize::from(place)).copied().expected_or(around::Place::Value),
        depth: depth.into(),
        objects: u128::from(high) << 64 | u128::from(low),
        on_way: on_way.into(),
        selected: selected == 1,
        index,
    })
}

/// The inverse of [`of`]; of other numbers, some checkpoint.
pub(crate) fn checkpoint(
    [
        framing,
        place,
        depth,
        low,
        high,
        index,
        offset,
        utf16,
        line,
        column,
        state,
        around_low,
        around_high,
        element,
        spent,
    ]: Numbers,
) -> Checkpoint {
    Checkpoint {
        framing: STATES.get(framing as usize).copied().expected_or(Framing::Behind),
        boundary: Boundary {
            depth: depth as u32,
            objects: u128::from(high) << 64 | u128::from(low),
            place: PLACES.get(place as usize).copied().expected_or(Place::Start),
        },
        around: around([state, around_low, around_high, element]),
        index,
        spent,
        position: Position { offset, index: utf16, line, column },
    }
}

#[cfg(test)]
mod tests {
    use super::{PHASES, PLACES, PLACES_AROUND, STATES, checkpoint, of};
    use crate::model::position::Position;
    use crate::read::around::Around;
    use crate::read::boundary::Boundary;
    use crate::read::checkpoint::Checkpoint;

    #[test]
    fn numbers_and_back() {
        for framing in STATES {
            for place in PLACES {
                let boundary = Boundary { depth: 7, objects: 5 << 80 | 3, place };
                let position = Position { offset: 1 << 40, index: 5, line: 3, column: 2 };
                let expected = Checkpoint { framing, boundary, around: None, index: 9, spent: 1 << 50, position };
                assert_eq!(checkpoint(of(expected)), expected);
                for phase in PHASES {
                    for place in PLACES_AROUND {
                        let around = Around {
                            phase,
                            place,
                            depth: 128,
                            objects: u128::MAX,
                            on_way: 3,
                            selected: true,
                            index: 7,
                        };
                        let expected = Checkpoint { around: Some(around), ..expected };
                        assert_eq!(checkpoint(of(expected)), expected);
                    }
                }
            }
        }
    }
}
