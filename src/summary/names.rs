//! Counting by name: rows in the order in which their names first appear.

use std::mem;

use crate::view::Text;

/// A row for each name.
#[derive(Debug)]
pub(crate) struct Rows<V> {
    names: Names,
    values: Vec<V>,
}

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Self { names: Names::default(), values: Vec::new() }
    }
}

impl<V: Default> Rows<V> {
    /// The row of a name, or of what has none.
    pub(crate) fn row(&mut self, name: Option<Text<'_>>) -> Option<&mut V> {
        let row = match name {
            Some(name) => self.names.find(name),
            None => self.names.find_unnamed(),
        };
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
        Some((self.names.list.get(row)?.as_deref(), self.values.get(row)?))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Option<&str>, &V)> {
        (0..self.len()).filter_map(|row| self.get(row))
    }
}

/// Numbers names as they come.
///
/// They are found by a crit-bit tree (Bernstein 2004): looking one up takes at most as many steps as the name has bits, so
/// nobody can slow it down by choosing names. The standard library's map does the same with four times the code, and
/// the code is downloaded.
#[derive(Debug, Default)]
struct Names {
    list: Vec<Option<Box<str>>>,
    /// Where the tree begins, once there is a name.
    root: Option<Link>,
    nodes: Vec<Node>,
    unnamed: Option<usize>,
    /// Names that were found, by a few of their bytes: the same ones come again and again.
    recent: [u32; RECENT],
    scratch: String,
}

const RECENT: usize = 32;

/// Where names part.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// At which bit of a name: its byte, and of its [`unit`] there all bits but one.
    byte: usize,
    others: u16,
    /// To the names without the bit, and to those with it.
    links: [Link; 2],
}

#[derive(Clone, Copy, Debug)]
enum Link {
    Node(usize),
    Name(usize),
}

/// A byte of a name, told from the end of the name.
fn unit(name: &[u8], byte: usize) -> u16 {
    name.get(byte).map_or(0, |&byte| u16::from(byte) + 1)
}

impl Node {
    fn side(&self, name: &[u8]) -> usize {
        usize::from(self.others | unit(name, self.byte) == u16::MAX)
    }
}

impl Names {
    #[inline(never)]
    fn find(&mut self, name: Text<'_>) -> usize {
        let place = place(name.source());
        let recent = self.recent.get(place).map_or(0, |&number| number as usize);
        // A text with escapes does not stand for its own bytes.
        if !name.is_escaped() && self.bytes(recent) == Some(name.source()) {
            return recent;
        }
        let mut scratch = mem::take(&mut self.scratch);
        let number = self.number(name.decode(&mut scratch));
        self.scratch = scratch;
        if let Some(recent) = self.recent.get_mut(place) {
            *recent = number as u32;
        }
        number
    }

    fn find_unnamed(&mut self) -> usize {
        *self.unnamed.get_or_insert_with(|| {
            self.list.push(None);
            self.list.len() - 1
        })
    }

    fn bytes(&self, number: usize) -> Option<&[u8]> {
        self.list.get(number)?.as_deref().map(str::as_bytes)
    }

    /// The number of a name, a new one if need be.
    fn number(&mut self, name: &str) -> usize {
        let next = self.list.len();
        let bytes = name.as_bytes();
        let mut link = self.root;
        while let Some(Link::Node(node)) = link {
            link = self.nodes.get(node).and_then(|node| node.links.get(node.side(bytes)).copied());
        }
        let Some(Link::Name(nearest)) = link else {
            self.root = Some(Link::Name(next));
            self.list.push(Some(name.into()));
            return next;
        };
        let known = self.bytes(nearest).unwrap_or_default();
        let Some((byte, difference)) = (0..=bytes.len().max(known.len()))
            .map(|byte| (byte, unit(bytes, byte) ^ unit(known, byte)))
            .find(|&(_, difference)| difference != 0)
        else {
            return nearest;
        };
        self.insert(bytes, next, byte, !(1 << difference.ilog2()));
        self.list.push(Some(name.into()));
        next
    }

    /// Has a name part from the others at a bit.
    fn insert(&mut self, name: &[u8], number: usize, byte: usize, others: u16) {
        let new = Link::Node(self.nodes.len());
        let mut node = Node { byte, others, links: [Link::Name(number); 2] };
        let side = node.side(name);
        // Nodes nearer to the root are about earlier bits.
        let mut parent = None;
        let mut link = self.root;
        while let Some(Link::Node(next)) = link
            && let Some(earlier) = self.nodes.get(next).filter(|next| (next.byte, next.others) < (byte, others))
        {
            let side = earlier.side(name);
            parent = Some((next, side));
            link = earlier.links.get(side).copied();
        }
        if let (Some(link), Some(other)) = (link, node.links.get_mut(1 - side)) {
            *other = link;
        }
        let place = match parent {
            Some((node, side)) => self.nodes.get_mut(node).and_then(|node| node.links.get_mut(side)),
            None => self.root.as_mut(),
        };
        if let Some(place) = place {
            *place = new;
        }
        self.nodes.push(node);
    }
}

#[inline]
fn place(name: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    (name.len() + 7 * byte(name.first()) + 3 * byte(name.last())) % RECENT
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::Names;

    #[test]
    fn every_name_keeps_its_number() {
        let mut texts: Vec<String> = Vec::new();
        for length in 0..4u32 {
            for combination in 0..5u32.pow(length) {
                let letter = |place| ['\0', 'a', 'b', '\u{7F}', 'é'][(combination / 5u32.pow(place) % 5) as usize];
                texts.push((0..length).map(letter).collect());
            }
        }
        texts.extend((0..1000).map(|length| "a".repeat(4 + length)));
        // In an order that has nothing to do with that of their bytes.
        texts.sort_by_key(|text| text.bytes().fold(7u32, |hash, byte| hash.wrapping_mul(31) ^ u32::from(byte) << 5));
        let mut names = Names::default();
        for round in 0..2 {
            for (number, text) in texts.iter().enumerate() {
                assert_eq!(names.number(text), number, "{text:?} {round}");
            }
        }
        assert_eq!(names.list.len(), texts.len());
    }
}
