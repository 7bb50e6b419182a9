//! Remembers the last long string: an answer often repeats the user's input, which comes shortly before it.
//!
//! A repeated string need not be checked, unescaped and copied again: both get the same slot, and JavaScript cuts both from
//! one place. In histories whose answers all repeat the input this saves a fifth of all time. (Keeping JavaScript's string
//! as well took more time than it saved.)

use crate::text::scan;

/// Copying a shorter string takes no more time than comparing it.
const LONG: usize = 40;

/// An ASCII string, by its place in the window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LastString {
    /// Its first bytes, which distinguish it from nearly all others.
    beginning: u64,
    start: usize,
    length: usize,
    slot: u64,
}

impl LastString {
    /// No string yet, and no text equals this.
    pub(crate) const NONE: Self = Self { beginning: 0, start: usize::MAX, length: 0, slot: 0 };

    /// Remembers the string at `start..end` of the text, if it is long.
    #[inline(always)]
    pub(crate) fn remember(&mut self, text: &[u8], start: usize, end: usize, slot: u64) {
        let length = end - start;
        if length >= LONG
            && let Some(beginning) = beginning(text, start)
        {
            *self = Self { beginning, start, length, slot };
        }
    }

    /// The slot of the string, and its end after the closing quote, if the same string is at `at`.
    #[inline(always)]
    pub(crate) fn again(&self, text: &[u8], at: usize) -> Option<(u64, usize)> {
        if beginning(text, at)? == self.beginning { self.compare(text, at) } else { None }
    }

    #[inline(never)]
    fn compare(&self, text: &[u8], at: usize) -> Option<(u64, usize)> {
        // Including the closing quote: a longer string may begin the same.
        let one = text.get(self.start..=self.start.checked_add(self.length)?)?;
        let other = text.get(at..=at + self.length)?;
        scan::are_equal(one, other).then_some((self.slot, at + self.length + 1))
    }
}

#[inline(always)]
fn beginning(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::decode::tape::Slot;
    use crate::decode::text_store::TextStore as _;
    use crate::js::strings::JsStrings;

    /// Reads two strings in a row: their values, and how many bytes they take.
    fn read(first: &str, second: &str) -> (String, String, usize) {
        let text = format!("\"{first}\"\"{second}\"{}", " ".repeat(200));
        let mut strings = JsStrings::EMPTY;
        strings.clear_for(text.len());
        let (one, end) = strings.string(text.as_bytes(), 0).unwrap();
        let (other, end) = strings.string(text.as_bytes(), end).unwrap();
        assert_eq!(end, first.len() + second.len() + 4);
        let string = |slot| {
            let (start, length) = Slot(slot).text();
            String::from_utf8(strings.ascii.as_slice()[start..start + length].to_vec()).unwrap()
        };
        (string(one), string(other), strings.ascii.used())
    }

    #[test]
    fn a_repeated_string_takes_no_more_room() {
        for source in ["plain text ".repeat(20), r"a line\n".repeat(20), "x".repeat(super::LONG)] {
            let (one, other, room) = read(&source, &source);
            assert_eq!((&one, one.len()), (&other, room));
            assert_eq!(one, source.replace(r"\n", "\n"));
        }
    }

    #[test]
    fn a_string_that_differs_in_any_byte_is_another_one() {
        let source = r#"text with \"quotes\" in it, and a backslash: \\, so that it is longer than a few blocks"#;
        for at in 0..=source.len() {
            for other in [&source[..at], &format!("{}z{}", &source[..at], source.get(at + 1..).unwrap_or_default())] {
                let is_cut = other.replace(r"\\", "").replace(r#"\""#, "").contains(['\\', '"']);
                if is_cut || other == source {
                    continue;
                }
                for (first, second) in [(source, other), (other, source)] {
                    let (one, another, room) = read(first, second);
                    let unescaped = |text: &str| text.replace(r#"\""#, "\"").replace(r"\\", "\\");
                    assert_eq!((one, another), (unescaped(first), unescaped(second)));
                    assert_eq!(room, unescaped(first).len() + unescaped(second).len());
                }
            }
        }
    }

    #[test]
    fn a_string_that_was_taken_back_is_forgotten() {
        let text = format!("\"{0}\"\"{0}\"", "plain text ".repeat(20));
        let mut strings = JsStrings::EMPTY;
        strings.clear_for(text.len());
        let mark = strings.mark();
        let (_, end) = strings.string(text.as_bytes(), 0).unwrap();
        strings.truncate(mark);
        let (slot, _) = strings.string(text.as_bytes(), end).unwrap();
        assert_eq!((Slot(slot).text(), strings.ascii.used()), ((0, 220), 220));

        // Another window may have different text in the same place.
        strings.clear_for(text.len());
        let other = text.replace("plain", "PLAIN");
        let (slot, _) = strings.string(other.as_bytes(), end).unwrap();
        assert_eq!(Slot(slot).text(), (0, 220));
        assert!(strings.ascii.as_slice().starts_with(b"PLAIN"));
    }
}
