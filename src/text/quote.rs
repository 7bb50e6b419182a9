//! Writes strings as JSON: quoted, and escaped where JSON requires it.

use crate::text::part::Part;

/// Appends a JSON string. It escapes only what must be escaped (RFC 8259, section 7).
pub(crate) fn push_quoted(out: &mut String, string: &str) {
    out.push('"');
    let mut rest = string;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        let char = chars.next().expected();
        rest = chars.as_str();
        let letter = match char {
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{C}' => 'f',
            '"' | '\\' => char,
            _ => {
                // In lower case, as JSON.stringify has it.
                let digit = char as u8 & 0xF;
                out.push_str(if char < '\u{10}' { "\\u000" } else { "\\u001" });
                out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
                continue;
            }
        };
        out.push('\\');
        out.push(letter);
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::push_quoted;

    #[test]
    fn serde_json_quotes_the_same() {
        let every_ascii: String = (0..=0x7F).map(char::from).collect();
        for string in ["", "plain", "é 漢 😀 \u{2028}", "\u{1}\"\\\n", &every_ascii] {
            let mut out = String::new();
            push_quoted(&mut out, string);
            assert_eq!(out, serde_json::to_string(string).unwrap());
        }
    }
}
