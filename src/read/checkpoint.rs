//! The state of a reading between two windows: all it needs to continue after other texts were read.

use crate::model::position::Position;
use crate::read::around::Around;
use crate::read::boundary::Boundary;
use crate::read::framing::Framing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checkpoint {
    pub(crate) framing: Framing,
    pub(crate) boundary: Boundary,
    /// Of a list that is a member of something.
    pub(crate) around: Option<Around>,
    /// Of the next record.
    pub(crate) index: u64,
    /// How far recovery has looked ahead, in all.
    pub(crate) spent: u64,
    pub(crate) position: Position,
}
