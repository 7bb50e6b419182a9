//! Follows a value that has not come whole yet, byte by byte, to know when it is worth reading again.
//!
//! It looks at brackets and quotes only, and nothing depends on what it says but when the decoder is asked: so a large
//! value that comes in small pieces is read once, and not once per piece.

/// How far the value has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Boundary {
    /// How many brackets are open.
    pub(crate) depth: u32,
    pub(crate) inside: Inside,
}

/// What the next byte is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Inside {
    /// No string.
    #[default]
    Structure,
    String,
    /// A string, behind a backslash.
    Escape,
}

impl Boundary {
    /// Before the value.
    pub(crate) const START: Self = Self { depth: 0, inside: Inside::Structure };

    /// Goes on with the value's next bytes, and says whether it ends among them. Of a number or a literal what follows tells.
    pub(crate) fn advance(&mut self, bytes: &[u8]) -> bool {
        let mut rest = bytes;
        while let Some((&byte, behind)) = rest.split_first() {
            rest = behind;
            match self.inside {
                Inside::Escape => self.inside = Inside::String,
                Inside::String => match byte {
                    b'\\' => self.inside = Inside::Escape,
                    b'"' => {
                        self.inside = Inside::Structure;
                        if self.depth == 0 {
                            return true;
                        }
                    }
                    // Most bytes are in strings, and most of these are neither.
                    _ => {
                        let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len());
                        rest = rest.get(plain..).unwrap_or_default();
                    }
                },
                Inside::Structure => match byte {
                    b'"' => self.inside = Inside::String,
                    b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return true;
                        }
                    }
                    b',' | b' ' | b'\t' | b'\n' | b'\r' if self.depth == 0 => return true,
                    _ => {}
                },
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::Boundary;

    /// After how many bytes, given one by one, the value is at its end.
    fn end(text: &str) -> Option<usize> {
        let mut boundary = Boundary::START;
        (0..text.len()).find(|&at| boundary.advance(&text.as_bytes()[at..=at])).map(|at| at + 1)
    }

    #[test]
    fn where_values_end() {
        for (text, expected) in [
            (r#"{"a":[1,{}]} {}"#, Some(12)),
            (r#"{"}":"]\"}\\"}x"#, Some(14)),
            (r#""a\"b" "#, Some(6)),
            ("[]]", Some(2)),
            ("}", Some(1)),
            ("123 ", Some(4)),
            ("null,", Some(5)),
            ("123", None),
            (r#"{"a":""#, None),
            ("", None),
        ] {
            assert_eq!(end(text), expected, "{text}");
            let mut whole = Boundary::START;
            assert_eq!(whole.advance(text.as_bytes()), expected.is_some(), "{text}, at once");
        }
    }
}
