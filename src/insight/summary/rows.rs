//! Counting by name: rows in the order in which their names first appear.

use crate::decode::view::Text;
use crate::text::intern::Names;
use crate::text::part::Part;

/// A row for each name.
#[derive(Debug)]
pub(crate) struct Rows<V> {
    names: Familiar,
    values: Vec<V>,
}

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Self { names: Familiar::default(), values: Vec::new() }
    }
}

impl<V: Default> Rows<V> {
    /// The row of a name; `None` has a row as well.
    pub(crate) fn row(&mut self, name: Option<Text<'_>>) -> Option<&mut V> {
        let row = self.number(name);
        self.at(row)
    }

    /// The row of a name of other rows.
    pub(crate) fn same<W: Default>(&mut self, others: &Rows<W>, row: usize) -> Option<&mut V> {
        let row = match others.names.all.get(row) {
            Some(name) => self.names.all.number(name),
            None => self.names.all.unnamed(),
        };
        self.at(row)
    }

    /// The number of a name's row.
    pub(crate) fn number(&mut self, name: Option<Text<'_>>) -> usize {
        match name {
            Some(name) => self.names.find(name),
            None => self.names.all.unnamed(),
        }
    }

    fn at(&mut self, row: usize) -> Option<&mut V> {
        if row == self.values.len() {
            self.values.push(V::default());
        }
        self.values.get_mut(row)
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// A row by its number, with its name.
    pub(crate) fn get(&self, row: usize) -> Option<(Option<&str>, &V)> {
        Some((self.names.all.get(row), self.values.get(row)?))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Option<&str>, &V)> {
        (0..self.len()).filter_map(|row| self.get(row))
    }
}

/// Names, few of which are distinct.
#[derive(Debug, Default)]
struct Familiar {
    all: Names,
    /// Names found recently, by a few of their bytes.
    recent: [u32; RECENT],
    scratch: String,
}

const RECENT: usize = 32;

impl Familiar {
    #[inline(never)]
    fn find(&mut self, name: Text<'_>) -> usize {
        let place = place(name.source());
        let recent = self.recent.get(place).copied().expected() as usize;
        // The bytes of a text with escapes are not those of the name.
        if !name.is_escaped() && self.all.get(recent).map(str::as_bytes) == Some(name.source()) {
            return recent;
        }
        let number = self.all.number(name.decode(&mut self.scratch));
        if let Some(recent) = self.recent.get_mut(place) {
            *recent = number as u32;
        }
        number
    }
}

#[inline]
fn place(name: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    (name.len() + 7 * byte(name.first()) + 3 * byte(name.last())) % RECENT
}
