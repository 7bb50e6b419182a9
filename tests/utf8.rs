//! UTF-8, well formed and not, at every alignment to the blocks that the scanner looks at.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{BackendMessage, IssueCode, Options, UnknownKeys, from_slice_with};

/// Bytes at the edges of the Unicode standard's table 3-7, and outside of all its rows.
const FIRST: [u8; 27] = [
    0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1,
    0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFC, 0xFE, 0xFF,
];
const SECOND: [u8; 10] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE6];
const NEXT: [u8; 4] = [0x41, 0x80, 0xBF, 0xC2];

/// Where the bytes stand: in the value of a field, of an unknown key, and in a key.
const PLACES: [(&str, &str); 3] = [
    (r#"{"id":"","role":"","sessionId":"","userInput":"#, r#""}"#),
    (r#"{"id":"","role":"","sessionId":"","userInput":"","x":["#, r#""]}"#),
    (r#"{"id":"","role":"","sessionId":"","userInput":"","#, r#"":0}"#),
];

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_malformed_class_at_every_alignment_is_found_at_its_first_byte() {
    let (mut accepted, mut refused) = (0, 0);
    each_sequence(|sequence| {
        for (place, (before, after)) in PLACES.iter().enumerate() {
            // The scanner looks at blocks of 16 bytes. From the first character beyond ASCII on, if there is enough text
            // behind it, it looks at four of them at a time.
            for (first, behind, alignments) in [("", 0, 16), ("é", 256, 64)] {
                for alignment in 0..if place == 0 { alignments } else { alignments / 4 } {
                    let mut text = [before, " \"", first].concat().into_bytes();
                    text.resize(text.len() + alignment, b'x');
                    text.extend(sequence);
                    text.extend(after.as_bytes());
                    text.resize(text.len() + behind, b' ');
                    if check(&text, place) { accepted += 1 } else { refused += 1 }
                }
            }
        }
    });
    assert!(accepted > 10_000 && refused > 50_000, "{accepted} accepted, {refused} refused");
}

/// One after another at the end of a text, where no block of 16 bytes is left to look at.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_text_that_ends_within_a_character_is_malformed_there() {
    for char in ['é', '漢', '\u{D7FF}', '\u{E000}', '😀', '\u{10FFFF}'] {
        let bytes = char.to_string().into_bytes();
        for cut in 1..bytes.len() {
            for filler in 0..32 {
                let mut text = format!("{}\"{}", PLACES[0].0, "x".repeat(filler)).into_bytes();
                let at = text.len();
                text.extend(&bytes[..cut]);
                let error = from_slice_with::<BackendMessage>(&text, Options::new()).unwrap_err();
                let issue = error.issues().last().unwrap();
                assert_eq!(issue.code, IssueCode::InvalidUtf8, "{text:x?}");
                assert_eq!(issue.position.unwrap().offset, at as u64, "{text:x?}");
            }
        }
    }
}

/// Sequences of four bytes whose first ones may be a character, and what follows another.
fn each_sequence(mut each: impl FnMut(&[u8])) {
    for first in FIRST {
        for second in SECOND {
            for third in NEXT {
                for fourth in NEXT {
                    // Sparse where the first two bytes settle it.
                    if first < 0xE0 && (third, fourth) > (0x41, 0x80) {
                        continue;
                    }
                    each(&[first, second, third, fourth]);
                }
            }
        }
    }
}

/// Whether the text is accepted, which the standard library must say too, as well as where it is not UTF-8.
fn check(text: &[u8], place: usize) -> bool {
    let options = Options::new().unknown_keys(UnknownKeys::Keep);
    match (from_slice_with::<BackendMessage>(text, options), std::str::from_utf8(text)) {
        (Ok(read), Ok(text)) => {
            let expected = text.rsplit_once(" \"").unwrap().1;
            let expected = &expected[..expected.find('"').unwrap()];
            let found = match place {
                0 => read.user_input == expected,
                1 => format!("{:?}", read.unknown.get("x").unwrap()).contains(&format!("{expected:?}")),
                _ => read.unknown.get(expected).is_some(),
            };
            assert!(found, "{text:?} was read as {read:?}");
            true
        }
        (Err(error), Err(malformed)) => {
            let issue = &error.issues()[0];
            assert_eq!((issue.code, error.issues().len()), (IssueCode::InvalidUtf8, 1), "{text:x?}");
            assert_eq!(issue.position.unwrap().offset, malformed.valid_up_to() as u64, "{text:x?}");
            false
        }
        (read, valid) => panic!("{text:x?}: {read:?}, but the standard library says {valid:?}"),
    }
}
