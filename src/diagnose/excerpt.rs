//! Quotes the source line of an issue, with carets under the marked part.

use std::ops::Range;

use crate::model::position::Position;
use crate::text::part::Part;
use crate::text::utf8::{BYTE_ORDER_MARK, Decoded, decode};
use crate::text::wording::is_invisible;

/// How many characters of a line are shown before the place, and from it on: a line may be megabytes long.
const REACH: usize = 50;

/// The line where something is marked, and a line with carets below it. `base` is where the window begins in the text.
pub(crate) fn excerpt(window: &[u8], marked: Range<usize>, base: Position) -> String {
    let at = marked.start.min(window.len());
    let (mut start, clipped) = line_start(window, at, base.column > 1);
    if base.offset == 0 && start == 0 && at > 0 && window.starts_with(BYTE_ORDER_MARK) {
        start = BYTE_ORDER_MARK.len().min(at);
    }
    // Of an array or object the bracket is enough.
    let end = if matches!(window.get(at), Some(b'{' | b'[')) { at + 1 } else { marked.end };
    let mut line = String::from(MARGIN);
    let mut carets = String::from(MARGIN);
    if clipped {
        line.push('…');
        carets.push(' ');
    }
    let mut cursor = start;
    let mut left = REACH;
    loop {
        match window.get(cursor) {
            None | Some(b'\n') => break,
            Some(b'\r') if matches!(window.get(cursor + 1), None | Some(b'\n')) => break,
            Some(_) if left == 0 => {
                line.push('…');
                break;
            }
            Some(_) => {}
        }
        let (char, length) = match decode(window, cursor) {
            Decoded::Char(char, length) => (char, length),
            Decoded::Malformed | Decoded::Incomplete => (char::REPLACEMENT_CHARACTER, 1),
        };
        let shown = visible(char);
        line.push(shown);
        let under = if cursor < at { ' ' } else { '^' };
        if cursor <= at || cursor < end {
            carets.extend(std::iter::repeat_n(under, columns(shown)));
        }
        left -= usize::from(cursor >= at);
        cursor += length;
    }
    // At the end of a line nothing stands above it.
    if cursor <= at {
        carets.push('^');
    }
    line.push('\n');
    line.push_str(&carets);
    line
}

const MARGIN: &str = "  | ";

/// Where the shown part of the line begins, and whether something precedes it.
fn line_start(window: &[u8], at: usize, line_goes_back: bool) -> (usize, bool) {
    let before = window.get(..at).expected();
    let mut start = at;
    for _ in 0..REACH {
        let Some(byte) = before.get(..start).and_then(<[u8]>::last) else { return (start, line_goes_back) };
        if *byte == b'\n' {
            return (start, false);
        }
        start -= 1;
        // To the first byte of the character; it has at most three others.
        for _ in 0..3 {
            if start > 0 && before.get(start).is_some_and(|byte| byte & 0xC0 == 0x80) {
                start -= 1;
            }
        }
    }
    let clipped = match before.get(..start).and_then(<[u8]>::last) {
        None => line_goes_back,
        Some(byte) => *byte != b'\n',
    };
    (start, clipped)
}

/// The character that is shown: a visible one of one column in place of an invisible one, any other unchanged.
fn visible(char: char) -> char {
    match char {
        '\t' => ' ',
        // The symbols for control characters stand in their order.
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(char)).expected_or(char::REPLACEMENT_CHARACTER),
        '\x7F' => '␡',
        _ if is_invisible(char) => '\u{B7}',
        _ => char,
    }
}

/// How many columns a terminal gives to a character: a rough table, as only the place of the caret depends on it.
const fn columns(char: char) -> usize {
    match char {
        '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}' | '\u{20D0}'..='\u{20FF}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F680}'..='\u{1F6FF}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::position::Locator;

    const START: Position = Locator::START.position();

    fn at(window: &[u8], at: usize) -> String {
        excerpt(window, at..at, START)
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(at(b"{\r\n  \"a\": x,\r\n}", 10), "  |   \"a\": x,\n  |        ^");
        assert_eq!(at(b"\tx", 1), "  |  x\n  |  ^");
        assert_eq!(at("日é😀\u{301}x".as_bytes(), 11), "  | 日é😀\u{301}x\n  |      ^");
        assert_eq!(at(b"a\x01\x1b[1mx", 6), "  | a␁␛[1mx\n  |       ^");
        assert_eq!(at("\u{202E}x".as_bytes(), 3), "  | ·x\n  |  ^");
        assert_eq!(at(b"[\xFF]", 1), "  | [\u{FFFD}]\n  |  ^");
    }

    #[test]
    fn all_that_is_marked_has_carets() {
        assert_eq!(excerpt(b"[true, 1]", 1..5, START), "  | [true, 1]\n  |  ^^^^");
        assert_eq!(excerpt("[\"日\"]".as_bytes(), 1..6, START), "  | [\"日\"]\n  |  ^^^^");
        assert_eq!(excerpt(b"\xED\xA0\x80.", 0..3, START), "  | \u{FFFD}\u{FFFD}\u{FFFD}.\n  | ^^^");
        assert_eq!(excerpt(b"[{\"a\":1}]", 1..8, START), "  | [{\"a\":1}]\n  |  ^");
        assert_eq!(excerpt(b"\"a\nb\"", 0..5, START), "  | \"a\n  | ^^");
        let long = "x".repeat(100);
        let expected = format!("  | {}…\n  | {}", "x".repeat(50), "^".repeat(50));
        assert_eq!(excerpt(long.as_bytes(), 0..100, START), expected);
    }

    #[test]
    fn ends_of_the_text() {
        assert_eq!(at(b"", 0), "  | \n  | ^");
        assert_eq!(at(b"[1", 2), "  | [1\n  |   ^");
        assert_eq!(at(b"[1\n", 3), "  | \n  | ^");
        assert_eq!(at(b"[1\n", 99), "  | \n  | ^");
        let within_a_line = Position { column: 7, ..START };
        assert_eq!(excerpt(b"1]x", 2..3, within_a_line), "  | …1]x\n  |    ^");
    }

    #[test]
    fn a_byte_order_mark_is_not_shown() {
        assert_eq!(at(b"\xEF\xBB\xBF[x", 4), "  | [x\n  |  ^");
        assert_eq!(at(b"\xEF\xBB\xBFx", 0), "  | ·x\n  | ^");
    }

    #[test]
    fn a_long_line_is_clipped_on_both_sides() {
        let line = "é".repeat(1_000_000);
        let shown = "é".repeat(50);
        let expected = format!("  | …{shown}{shown}…\n  |  {}^", " ".repeat(50));
        assert_eq!(at(line.as_bytes(), 1_000_000), expected);
    }

    #[test]
    fn no_bytes_and_no_place_fail() {
        let text = b"\xF0\x9F\x98\x80\x80\x80\x80\x80\xE2\x82\n\xC3";
        for end in 0..=text.len() {
            for at in 0..=end + 1 {
                let base = Position { column: 1 + at as u64 % 2, ..START };
                excerpt(text.get(..end).unwrap_or_default(), at..at + 2, base);
            }
        }
    }
}
