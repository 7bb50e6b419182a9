//! How messages name things. Text from the input is clipped, and nothing in it can act on a terminal.

/// How many characters of the input a message shows.
const CLIP: usize = 40;

/// How many bytes of a string are enough to show it clipped, and to distinguish it from every known name.
pub(crate) const SHOWN_BYTES: usize = 4 * (CLIP + 1);

/// A piece of the input in quotes, clipped.
pub(crate) fn quoted(text: &str) -> String {
    quoted_up_to(text, CLIP)
}

/// The same, clipped after `length` characters.
pub(crate) fn quoted_up_to(text: &str, length: usize) -> String {
    let mut out = String::from("\"");
    push_clipped_to(&mut out, text, length);
    out.push('"');
    out
}

/// A character of the input: itself in quotes, or its number.
pub(crate) fn character(char: char) -> String {
    if char == '"' {
        return String::from("'\"'");
    }
    if char.is_ascii_control() || is_invisible(char) || is_space(char) {
        return code_point(u32::from(char));
    }
    let mut out = String::from("\"");
    out.push(char);
    out.push('"');
    out
}

/// `U+000A`, also for surrogates, which are not characters.
pub(crate) fn code_point(code: u32) -> String {
    let mut out = String::from("U+");
    if code > 0xFFFF {
        push_hex(&mut out, code, 5);
    } else {
        push_hex(&mut out, code, 4);
    }
    out
}

/// Bytes that are not a character: `byte 0xE9`, `bytes 0xED 0xA0 0x80`.
pub(crate) fn bytes(bytes: &[u8]) -> String {
    let mut out = String::from(if bytes.len() == 1 { "byte" } else { "bytes" });
    for &byte in bytes {
        out.push_str(" 0x");
        push_hex(&mut out, u32::from(byte), 2);
    }
    out
}

/// Appends a piece of the input, clipped, with escapes for invisible characters.
pub(crate) fn push_clipped(out: &mut String, text: &str) {
    push_clipped_to(out, text, CLIP);
}

fn push_clipped_to(out: &mut String, text: &str, length: usize) {
    for (count, char) in text.chars().enumerate() {
        if count == length {
            out.push('…');
            break;
        }
        match char {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if char.is_ascii_control() || is_invisible(char) => {
                out.push_str("\\u{");
                push_hex(out, u32::from(char), 1);
                out.push('}');
            }
            _ => out.push(char),
        }
    }
}

/// Characters beyond ASCII that are invisible, or change how the text around them is shown.
pub(crate) const fn is_invisible(char: char) -> bool {
    matches!(char, '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// White space beyond ASCII, which looks like a space, and marks that only change the character before them.
const fn is_space(char: char) -> bool {
    matches!(char, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
        | '\u{300}'..='\u{36F}' | '\u{FE00}'..='\u{FE0F}')
}

/// `a string`, `an array`; `null` and `undefined` take no article.
pub(crate) fn push_with_article(out: &mut String, noun: &str) {
    match noun.as_bytes().first() {
        _ if matches!(noun, "null" | "undefined") => {}
        Some(b'a' | b'e' | b'i' | b'o') => out.push_str("an "),
        _ => out.push_str("a "),
    }
    out.push_str(noun);
}

/// `"a", "b" or "c"`.
pub(crate) fn alternatives(names: &[&str]) -> String {
    let mut out = String::new();
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            out.push_str(if index + 1 == names.len() { " or " } else { ", " });
        }
        out.push('"');
        out.push_str(name);
        out.push('"');
    }
    out
}

/// All parts, one after the other.
pub(crate) fn join(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(part);
    }
    out
}

/// Appends a number in decimal, without the formatting machinery, which would weigh more than this module.
pub(crate) fn push_decimal(out: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

fn push_hex(out: &mut String, number: u32, least: u32) {
    if number >= 16 || least > 1 {
        push_hex(out, number >> 4, least.saturating_sub(1));
    }
    let digit = (number & 15) as u8;
    out.push(char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_clipped_and_harmless() {
        assert_eq!(quoted("a\n\u{1b}[31m\u{202E}é"), "\"a\\n\\u{1B}[31m\\u{202E}é\"");
        assert_eq!(quoted(&"x".repeat(40)), format!("\"{}\"", "x".repeat(40)));
        assert_eq!(quoted(&"x".repeat(41)), format!("\"{}…\"", "x".repeat(40)));
    }

    #[test]
    fn characters() {
        assert_eq!(character('x'), "\"x\"");
        assert_eq!(character('"'), "'\"'");
        assert_eq!(character('\n'), "U+000A");
        assert_eq!(character('😀'), "\"😀\"");
        for (char, expected) in [('\u{A0}', "U+00A0"), ('\u{3000}', "U+3000"), ('\u{301}', "U+0301"), (' ', "\" \"")] {
            assert_eq!(character(char), expected);
        }
        assert_eq!(bytes(b"\xE9"), "byte 0xE9");
        assert_eq!(bytes(b"\xED\xA0\x80"), "bytes 0xED 0xA0 0x80");
        assert_eq!(code_point(0xD800), "U+D800");
        assert_eq!(code_point(0xE_0001), "U+E0001");
        assert_eq!(code_point(0x10_FFFF), "U+10FFFF");
    }

    #[test]
    fn numbers() {
        for number in [0, 9, 10, 1_234_567_890, u64::MAX] {
            let mut out = String::new();
            push_decimal(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }

    #[test]
    fn articles_and_lists() {
        for (noun, expected) in [
            ("string", "a string"),
            ("integer", "an integer"),
            ("array", "an array"),
            ("null", "null"),
            ("undefined", "undefined"),
        ] {
            let mut out = String::new();
            push_with_article(&mut out, noun);
            assert_eq!(out, expected);
        }
        assert_eq!(alternatives(&["a"]), "\"a\"");
        assert_eq!(alternatives(&["a", "b", "c"]), "\"a\", \"b\" or \"c\"");
    }
}
