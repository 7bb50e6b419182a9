//! White space between tokens: space, tab, line feed and carriage return (RFC 8259, section 2), nothing else.

/// The end of the white space that begins at `at`.
#[inline(always)]
pub(crate) fn skip(text: &[u8], at: usize) -> usize {
    // Most tokens have none between them.
    if text.get(at).is_some_and(|&byte| byte > b' ') { at } else { skip_run(text, at) }
}

#[inline(never)]
fn skip_run(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = text.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::skip;

    #[test]
    fn the_four_of_json_are_skipped_and_no_others() {
        for byte in 0..=u8::MAX {
            let text = [b'x', byte, byte, b'x'];
            let expected = if b" \t\n\r".contains(&byte) { 3 } else { 1 };
            assert_eq!(skip(&text, 1), expected, "{byte}");
        }
    }

    #[test]
    fn it_ends_with_the_text() {
        assert_eq!(skip(b" \n", 0), 2);
        assert_eq!(skip(b" \n", 2), 2);
        assert_eq!(skip(b"", 0), 0);
    }
}
