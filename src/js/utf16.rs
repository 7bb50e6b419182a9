//! UTF-16 as UTF-8, for an engine that decodes UTF-8 in a third of the time.

use crate::text::scan::{self, BLOCK};

/// Writes a text as UTF-8, and returns its length; `None` if much of it is beyond ASCII.
pub(crate) fn to_utf8(units: &[u16], out: &mut Vec<u8>) -> Option<usize> {
    let room = most(units.len()) + BLOCK;
    if out.len() < room {
        out.resize(room, 0);
    }
    let (mut at, mut used) = (0, 0);
    while let Some(rest @ [first, ..]) = units.get(at..) {
        let room = out.get_mut(used..)?;
        if let (Some(block), Some(room)) = (rest.first_chunk(), room.first_chunk_mut())
            && scan::narrow(block, room)
        {
            at += BLOCK;
            used += BLOCK;
            continue;
        }
        let (char, length) = match (char::from_u32(u32::from(*first)), rest.get(1)) {
            (Some(char), _) => (char, 1),
            (None, Some(second)) => (pair(*first, *second)?, 2),
            (None, None) => return None,
        };
        used += char.encode_utf8(room.first_chunk_mut::<4>()?).len();
        at += length;
        if used > most(at) {
            return None;
        }
    }
    Some(used)
}

/// The character of a surrogate pair.
fn pair(first: u16, second: u16) -> Option<char> {
    char::from_u32(((u32::from(first) & 0x3FF) << 10 | u32::from(second) & 0x3FF) + 0x1_0000)
}

/// The most bytes that this many units take if they are mostly ASCII.
const fn most(units: usize) -> usize {
    units + units / 8 + 4 * BLOCK
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::to_utf8;

    #[test]
    fn texts_are_as_the_standard_library_writes_them() {
        for before in 0..40 {
            for piece in ["", "é", "漢字", "😀", "\u{FEFF}\u{7F}\u{80}", "\u{7FF}\u{800}\u{FFFF}\u{10000}"] {
                let text = format!("{}{piece}{}{piece}", "x".repeat(before), "plain text ".repeat(before % 5));
                let units: Vec<u16> = text.encode_utf16().collect();
                let mut out = vec![];
                let length = to_utf8(&units, &mut out).unwrap();
                assert_eq!(std::str::from_utf8(&out[..length]), Ok(&*text));
            }
        }
    }

    #[test]
    fn text_that_is_not_mostly_ascii_is_not_converted() {
        for (text, is_written) in [
            ("plain text 漢字 ".repeat(100), false),
            (format!("{}{}", "plain ".repeat(1000), "漢字".repeat(200)), true),
            (format!("{}{}", "漢字".repeat(200), "plain ".repeat(1000)), false),
        ] {
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(to_utf8(&units, &mut vec![]), is_written.then_some(text.len()), "{}", &text[..30]);
        }
    }
}
