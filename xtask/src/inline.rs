//! The binary as JavaScript, for engines and bundlers that load nothing else: a string with one character for each byte.
//!
//! Against base64 it needs no decoder, and compressed it is nearly as small as the binary itself, whose bytes stay in place.

pub(crate) fn module(wasm: &[u8]) -> String {
    let mut text = String::with_capacity(wasm.len() * 3 / 2);
    text.push_str("export default \"");
    let mut bytes = wasm.iter().peekable();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(byte));
            }
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            // `\0` before a digit would be another escape.
            0 if !bytes.peek().is_some_and(|next| next.is_ascii_digit()) => text.push_str("\\0"),
            0 => text.push_str("\\x00"),
            _ => text.push(char::from(byte)),
        }
    }
    text.push_str("\";\n");
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes() {
        assert_eq!(
            super::module(b"\0asm\x01\0\x001\"\\\n\r\xe9"),
            "export default \"\\0asm\x01\\0\\x001\\\"\\\\\\n\\r\u{e9}\";\n"
        );
    }
}
