#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::TextStore;
use crate::decode::borrowed::Borrowed;
use crate::decode::owned::Owned;
use crate::decode::tape::{Slot, Space};
use crate::js::strings::JsStrings;
use crate::text::token::Halt;

/// Ways to spell something, and what they stand for.
const PARTS: [(&str, &str); 16] = [
    ("", ""),
    ("plain", "plain"),
    ("plain text that is longer than a block", "plain text that is longer than a block"),
    (r"\n", "\n"),
    (r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t"),
    (r"\u0000", "\0"),
    (r"\u00e9\u6f22", "é漢"),
    (r"\ud83d\ude00", "😀"),
    ("é", "é"),
    ("漢字", "漢字"),
    ("漢字漢字漢字漢字漢字漢字", "漢字漢字漢字漢字漢字漢字"),
    ("😀😀", "😀😀"),
    ("漢\\n字\\t", "漢\n字\t"),
    ("\u{7f}", "\u{7f}"),
    ("\u{800}\u{ffff}", "\u{800}\u{ffff}"),
    (
        r#"é\na line of plain text that is longer than four blocks, with \"quotes\" in it\n"#,
        "é\na line of plain text that is longer than four blocks, with \"quotes\" in it\n",
    ),
];

/// Texts that were unescaped.
trait Unescaped: TextStore {
    fn text(&self, slot: u64) -> String;
}

impl Unescaped for Owned {
    fn text(&self, slot: u64) -> String {
        let (start, length) = Slot(slot).text();
        self.as_str()[start..start + length].to_owned()
    }
}

impl Unescaped for JsStrings {
    fn text(&self, slot: u64) -> String {
        let (start, length) = Slot(slot).text();
        if slot >> 32 & Space::Wide as u64 == 0 {
            String::from_utf8(self.ascii.as_slice()[start..start + length].to_vec()).unwrap()
        } else {
            String::from_utf16(&self.wide.as_slice()[start..start + length]).unwrap()
        }
    }
}

fn string_is_what_it_stands_for<T: Unescaped>() {
    let mut texts = T::EMPTY;
    for (first, first_meaning) in PARTS {
        for (second, second_meaning) in PARTS {
            // Two texts of a window, at every distance from a block's beginning.
            for shift in 0..16 {
                let shift = "x".repeat(shift);
                let text = format!("\"{shift}{first}{second}{first}\"\"{second}\"");
                texts.clear_for(text.len());
                let (slot, end) = texts.string(text.as_bytes(), 0).unwrap();
                let (size, mark) = (texts.size(), texts.mark());
                let (other, its_end) = texts.string(text.as_bytes(), end).unwrap();
                assert_eq!(texts.text(slot), format!("{shift}{first_meaning}{second_meaning}{first_meaning}"));
                assert_eq!((texts.text(other).as_str(), its_end), (second_meaning, text.len()));

                // What is taken back is gone.
                assert_eq!(texts.size() > size, !second_meaning.is_empty());
                texts.truncate(mark);
                assert_eq!(texts.size(), size);
            }
        }
    }
}

#[test]
fn a_string_is_what_it_stands_for_for_rust_and_for_javascript() {
    string_is_what_it_stands_for::<Owned>();
    string_is_what_it_stands_for::<JsStrings>();
}

fn every_escape_of_ascii<T: Unescaped>() {
    let mut texts = T::EMPTY;
    // So long that the end is not near.
    let rest = "plain ".repeat(40);
    for code in 0..0x80u8 {
        for escape in [format!(r"\u{code:04x}"), format!(r"\u{code:04X}")] {
            for begin in ["", "é"] {
                let text = format!("\"{begin}{escape}{rest}\"");
                texts.clear_for(text.len());
                let (slot, end) = texts.string(text.as_bytes(), 0).unwrap();
                assert_eq!(texts.text(slot), format!("{begin}{}{rest}", char::from(code)));
                assert_eq!(end, text.len());
            }
        }
    }
}

#[test]
fn escapes_of_ascii_stand_for_it_whatever_the_case_of_their_digits() {
    every_escape_of_ascii::<Owned>();
    every_escape_of_ascii::<JsStrings>();
}

#[test]
fn a_string_that_is_cut_wants_more_and_a_bad_one_is_refused() {
    fn halts<T: TextStore>() {
        let halt = |text: &[u8]| {
            let mut texts = T::EMPTY;
            texts.clear_for(text.len());
            texts.string(text, 0).map(|(_, end)| end)
        };
        for (part, _) in PARTS {
            let whole = format!("\"{part}é{part}\"");
            for cut in 1..whole.len() {
                assert_eq!(halt(&whole.as_bytes()[..cut]), Err(Halt::More), "{cut} bytes of {whole}");
            }
            for bad in [
                &b"\x01"[..],
                br"\x",
                br"\ud800x",
                br"\udc00",
                br"\u12g4",
                b"\x80",
                b"\xC0\x80",
                b"\xED\xA0\x80",
                b"\xFF",
            ] {
                let text = [b"\"", part.as_bytes(), bad, b"\""].concat();
                assert_eq!(halt(&text), Err(Halt::Invalid), "{}", String::from_utf8_lossy(&text));
            }
        }
    }
    halts::<Owned>();
    halts::<JsStrings>();
    halts::<Borrowed>();
}
