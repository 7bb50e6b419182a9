//! Numbers names in the order in which they first occur.

use crate::text::part::Part;

/// Names and their numbers.
///
/// They are found by a crit-bit tree (Bernstein 2004): a lookup takes at most as many steps as the name has bits, so chosen
/// names cannot slow it down. The standard library's map does the same with four times the code, and the code is downloaded.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<Option<Box<str>>>,
    /// The root of the tree, once there is a name.
    root: Option<Link>,
    nodes: Vec<Node>,
    unnamed: Option<usize>,
}

/// A node: the bit at which names differ.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Which bit of a name: its byte, and all bits of the [`unit`] there but that one.
    byte: usize,
    others: u16,
    /// The names without the bit, and those with it.
    links: [Link; 2],
}

#[derive(Clone, Copy, Debug)]
enum Link {
    Node(usize),
    Name(usize),
}

/// A byte of a name, distinct from the end of the name.
fn unit(name: &[u8], byte: usize) -> u16 {
    name.get(byte).map_or(0, |&byte| u16::from(byte) + 1)
}

impl Node {
    fn side(&self, name: &[u8]) -> usize {
        usize::from(self.others | unit(name, self.byte) == u16::MAX)
    }
}

impl Names {
    /// The number of a name that is known.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let nearest = self.nearest(name.as_bytes())?;
        (self.get(nearest) == Some(name)).then_some(nearest)
    }

    /// The number for a missing name.
    pub(crate) fn unnamed(&mut self) -> usize {
        *self.unnamed.get_or_insert_with(|| {
            self.list.push(None);
            self.list.len() - 1
        })
    }

    /// The name of that number, if it has one.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        self.list.get(number)?.as_deref()
    }

    /// The name at the place where this one would be.
    fn nearest(&self, name: &[u8]) -> Option<usize> {
        let mut link = self.root;
        loop {
            match link? {
                Link::Node(node) => {
                    link = self.nodes.get(node).and_then(|node| node.links.get(node.side(name)).copied());
                }
                Link::Name(name) => return Some(name),
            }
        }
    }

    /// The number of a name; a new number if the name is new.
    #[inline(never)]
    pub(crate) fn number(&mut self, name: &str) -> usize {
        let next = self.list.len();
        let bytes = name.as_bytes();
        let Some(nearest) = self.nearest(bytes) else {
            self.root = Some(Link::Name(next));
            self.list.push(Some(name.into()));
            return next;
        };
        let known = self.get(nearest).expected().as_bytes();
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

    /// Adds a node: at this bit the name differs from the others.
    fn insert(&mut self, name: &[u8], number: usize, byte: usize, others: u16) {
        let new = Link::Node(self.nodes.len());
        let mut node = Node { byte, others, links: [Link::Name(number); 2] };
        let side = node.side(name);
        // Nodes nearer to the root test earlier bits.
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
        // Not in the order of their bytes.
        texts.sort_by_key(|text| text.bytes().fold(7u32, |hash, byte| hash.wrapping_mul(31) ^ u32::from(byte) << 5));
        let mut names = Names::default();
        for round in 0..2 {
            for (number, text) in texts.iter().enumerate() {
                assert_eq!(names.find(text), (round == 1).then_some(number), "{text:?}");
                assert_eq!(names.number(text), number, "{text:?} {round}");
            }
        }
        assert_eq!(names.list.len(), texts.len());
    }
}
