//! Strings as JSON writes them.

/// Appends a JSON string. It escapes only what must be escaped (RFC 8259, section 7).
pub(crate) fn push_quoted(out: &mut String, string: &str) {
    out.push('"');
    let mut rest = string;
    while let Some(at) = rest.find(|char| char < ' ' || char == '"' || char == '\\') {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some(char @ ('"' | '\\')) => out.extend(['\\', char]),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{C}') => out.push_str("\\f"),
            Some(char) => {
                out.push_str(if char < '\u{10}' { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(char) & 0xF, 16)); // in lower case, as JSON.stringify has it
            }
            None => {}
        }
        rest = chars.as_str();
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
