//! What may stand between records in a damaged text: white space, and what crashes and concatenation leave behind.

use crate::text::part::Part as _;
use crate::text::utf8::BYTE_ORDER_MARK;

/// Where the white space, NUL bytes, record separators (RFC 7464) and byte order marks that begin at `at` end.
pub(crate) fn skip(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at) {
            Some(b' ' | b'\t' | b'\n' | b'\r' | 0 | 0x1E) => at += 1,
            Some(0xEF) if text.get(at..).is_some_and(|rest| rest.starts_with(BYTE_ORDER_MARK)) => {
                at += BYTE_ORDER_MARK.len();
            }
            _ => return at,
        }
    }
}

/// Where the separators and commas begin that end at `end`, at `start` or later. Unless the text is at its `last`, the
/// beginning of a byte order mark counts as well.
pub(crate) fn skip_back(text: &[u8], start: usize, end: usize, last: bool) -> usize {
    let mut rest = text.get(start..end).expected();
    if !last && end == text.len() {
        let part = (1..BYTE_ORDER_MARK.len()).find_map(|length| rest.strip_suffix(BYTE_ORDER_MARK.get(..length)?));
        rest = part.unwrap_or(rest);
    }
    loop {
        rest = match rest {
            [before @ .., b' ' | b'\t' | b'\n' | b'\r' | b',' | 0 | 0x1E] => before,
            _ => match rest.strip_suffix(BYTE_ORDER_MARK) {
                Some(before) => before,
                None => return start + rest.len(),
            },
        };
    }
}

/// Whether more text is needed to see what is at `at`: nothing yet, or the beginning of a byte order mark.
pub(crate) fn is_open(text: &[u8], at: usize) -> bool {
    text.get(at..).is_none_or(|rest| rest.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(rest))
}

#[cfg(test)]
mod tests {
    use super::{is_open, skip, skip_back};

    #[test]
    fn what_is_passed_over_backwards() {
        let text = b"x,\0, \t\r\n\x1E\xEF\xBB\xBF,\xEF\xBB\xBF\0,";
        assert_eq!(skip_back(text, 0, text.len(), true), 1);
        assert_eq!(skip_back(text, 3, text.len(), true), 3);
        for part in [&b"x \xEF"[..], b"x \xEF\xBB"] {
            assert_eq!(skip_back(part, 0, part.len(), false), 1);
            assert_eq!(skip_back(part, 0, part.len(), true), part.len());
        }
        assert_eq!(skip_back(b"x]", 0, 2, false), 2);
    }

    #[test]
    fn what_is_passed_over() {
        let text = b"\0\0 \t\r\n\x1E\xEF\xBB\xBF\xEF\xBB\xBF\0x";
        assert_eq!(skip(text, 0), text.len() - 1);
        assert_eq!(skip(text, text.len()), text.len());
        for other in [&b"\xEF\xBB"[..], b"\xEF\xBB\xBE", b",", b"\x0B", b"\xC2\xA0"] {
            assert_eq!(skip(other, 0), 0, "{other:?}");
        }
    }

    #[test]
    fn what_is_open() {
        for (text, expected) in
            [(&b""[..], true), (b"\xEF", true), (b"\xEF\xBB", true), (b"\xEF\xBB\xBF", false), (b"x", false)]
        {
            assert_eq!(is_open(text, 0), expected, "{text:?}");
        }
    }
}
