//! Reads UTF-16 without converting it to UTF-8.
//!
//! The V8 of Node 20 takes about as long to check and encode Chinese as `JSON.parse` takes to read it, and in every engine
//! the strings must be decoded again. Copying the units of a string costs next to nothing. The decoder then reads *narrowed*
//! text, a byte for each unit: ASCII as it is, and FF for everything else, which is valid only in strings.
//! A unit has the same index as its byte, so strings are copied from the units. Only the fast pass reads narrowed text, as
//! it needs no positions.

use crate::text::part::Part;
use crate::text::scan::{self, BLOCK};

/// The UTF-16 of a window.
#[derive(Debug)]
pub(crate) struct Units {
    all: Vec<u16>,
    /// How many units belong to the narrowed text; 0 while the text is UTF-8.
    length: usize,
    /// The index of the first unit to read.
    start: usize,
}

/// What the units contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A lone surrogate.
    Half,
    Ascii,
    Wide,
}

impl Units {
    pub(crate) const EMPTY: Self = Self { all: Vec::new(), length: 0, start: 0 };

    /// Makes room for so many units, in whole blocks, and returns it for writing.
    pub(crate) fn reserve(&mut self, capacity: usize) -> &mut [u16] {
        let capacity = capacity.next_multiple_of(BLOCK);
        if self.all.len() < capacity {
            self.all.resize(capacity, 0);
        }
        &mut self.all
    }

    /// Says that the text is UTF-8.
    pub(crate) fn clear(&mut self) {
        self.length = 0;
    }

    #[inline]
    pub(crate) fn is_narrowed(&self) -> bool {
        self.length > 0
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u16] {
        self.all.get(self.start..self.length).expected()
    }

    /// Says where in the window the next reading begins.
    pub(crate) fn start_at(&mut self, start: usize) {
        self.start = start;
    }

    /// Writes the first `length` units to the window, narrowed. Both have room for whole blocks.
    pub(crate) fn narrow(&mut self, length: usize, window: &mut [u8]) -> Found {
        self.length = length;
        let blocks = length.next_multiple_of(BLOCK);
        let (Some(units), Some(window)) = (self.all.get_mut(..blocks), window.get_mut(..blocks)) else {
            return Found::Half;
        };
        let mut pairs = Pairs { hold: true, half: 0 };
        let mut is_ascii = true;
        // The units after the text must not be surrogates.
        units.iter_mut().skip(length).for_each(|unit| *unit = 0);
        for (block, room) in units.as_chunks().0.iter().zip(window.as_chunks_mut().0) {
            if !scan::narrow(block, room) || pairs.half != 0 {
                is_ascii = false;
                pairs.check(block);
            }
        }
        match (pairs.hold && pairs.half == 0, is_ascii) {
            (false, _) => Found::Half,
            (true, true) => Found::Ascii,
            (true, false) => Found::Wide,
        }
    }
}

/// Checks block by block that all surrogates are in pairs.
struct Pairs {
    hold: bool,
    /// 1 if the last unit was a first half.
    half: u32,
}

impl Pairs {
    #[inline]
    fn check(&mut self, block: &[u16; BLOCK]) {
        let (first, second) = scan::halves(block);
        self.hold &= (first << 1 & 0xFFFF | self.half) == second;
        self.half = first >> (BLOCK - 1);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{BLOCK, Found, Units};
    use crate::js::strings::JsStrings;
    use crate::model::options::{Options, UnknownKeys};
    use crate::model::records::BackendMessage;
    use crate::model::schema::Record as _;
    use crate::read::session::{Mode, Session, Status, Task};

    fn narrow(text: &[u16]) -> (Found, Vec<u8>) {
        let mut units = Units::EMPTY;
        units.reserve(text.len())[..text.len()].copy_from_slice(text);
        let mut window = vec![0; text.len() + BLOCK];
        let found = units.narrow(text.len(), &mut window);
        assert_eq!(units.as_slice(), text);
        window.truncate(text.len());
        (found, window)
    }

    #[test]
    fn every_unit_at_every_place_is_narrowed_alike() {
        for unit in [0, 0x1F, 0x22, 0x7F, 0x80, 0xFF, 0x100, 0x122, 0xD7FF, 0xE000, 0xFEFF, 0xFFFF] {
            for place in 0..40 {
                let mut text = [u16::from(b'a'); 40];
                text[place] = unit;
                let (found, window) = narrow(&text);
                assert_eq!(found, if unit < 0x80 { Found::Ascii } else { Found::Wide }, "{unit:x} at {place}");
                for (at, byte) in window.into_iter().enumerate() {
                    let byte_of = |unit: u16| if unit < 0x80 { unit } else { 0xFF };
                    let expected = if at == place { byte_of(unit) } else { u16::from(b'a') };
                    assert_eq!(u16::from(byte), expected, "{unit:x} at {place}");
                }
            }
        }
    }

    #[test]
    fn halves_of_pairs_are_found_as_the_standard_library_finds_them() {
        let pieces = [0x61, 0x6F22, 0xD83D, 0xDE00];
        for choice in 0..4_u32.pow(5) {
            let piece = |index: u32| pieces[(choice / 4_u32.pow(index) % 4) as usize];
            let five: Vec<u16> = (0..5).map(piece).collect();
            for before in [0, 12, 14, 15, 16, 29] {
                for after in [0, 1, 20] {
                    let text = [vec![0x61; before], five.clone(), vec![0x62; after]].concat();
                    assert_eq!(narrow(&text).0 == Found::Half, String::from_utf16(&text).is_err(), "{text:x?}");
                }
            }
        }
    }

    /// How the reading of a text ended, and what it left in the wide arena.
    fn wide_texts(text: &str, narrowed: bool) -> (Status, Vec<u16>) {
        let options = Options::new().unknown_keys(UnknownKeys::Keep);
        let task = Task { record: BackendMessage::SCHEMA, many: false, options, mode: Mode::Fast, surrogates: false };
        let mut session = Session::<JsStrings>::new(task);
        let mut window = text.as_bytes().to_vec();
        let source = &mut session.out.texts.wide.source;
        source.reserve(7)[..7].fill(0xFFFF);
        assert_eq!(source.narrow(7, &mut [0; BLOCK]), Found::Wide);
        source.clear();
        if narrowed {
            // Reading may begin anywhere.
            let utf16: Vec<u16> = "é😀".encode_utf16().chain(text.encode_utf16()).collect();
            window = vec![0; utf16.len() + BLOCK];
            source.reserve(utf16.len())[..utf16.len()].copy_from_slice(&utf16);
            assert_eq!(source.narrow(utf16.len(), &mut window), Found::Wide);
            source.start_at(3);
            window.truncate(utf16.len());
            window.drain(..3);
        }
        let status = session.read(&window, true);
        assert_eq!(session.out.texts.wide.source.is_narrowed(), narrowed);
        (status, session.out.texts.wide.as_slice().to_vec())
    }

    #[test]
    fn narrowed_text_is_read_as_utf_8_is() {
        for unit in ["", "a", "é", "漢字", "😀", "¢", "\u{FEFF}\u{A0}"] {
            for escape in ["", r"\n", r"\\", r"\u003c", r"\u6f22", r"\ud83d\ude00", r"\x", r"\ud800"] {
                for length in [0, 1, 13, 40] {
                    let text =
                        format!("{}{unit}{escape}{}{escape}{unit}", "plain ".repeat(length), unit.repeat(length));
                    let json = format!(
                        r#"{{"id":"{unit}","role":"","x{unit}":["{text}",{{"{text}":1}}],"\u0078{unit}":1,"sessionId":"{text}","userInput":"{unit}{text}"}}"#
                    );
                    assert_eq!(wide_texts(&json, true), wide_texts(&json, false), "{json}");
                    let outside = format!("{json} {unit}");
                    assert_eq!(wide_texts(&outside, true).0, wide_texts(&outside, false).0, "{outside}");
                }
            }
        }
    }
}
