//! Building [`Json`] from source text that was checked before: what is kept of unknown keys, and the data of events.

use crate::model::unknown::{self, Json};
use crate::text::escape::{self, Escape};
use crate::text::number::{self, Lexed};
use crate::text::scan;
use crate::text::utf8::{self, Decoded};
use crate::text::whitespace;

/// The key and the value of `"key":value`. `None` only for text that is not so, or not JSON.
///
/// Recursion is as deep as the text nests, which was checked to be at most [`MAX_DEPTH`](crate::MAX_DEPTH).
pub(crate) fn entry(source: &str) -> Option<(String, Json)> {
    Builder { text: source.as_bytes(), at: 0 }.entry()
}

/// The value that a text is. `None` only for text that is not JSON; as for [`entry`], its depth was checked.
pub(crate) fn value(source: &str) -> Option<Json> {
    Builder { text: source.as_bytes(), at: 0 }.value()
}

struct Builder<'a> {
    text: &'a [u8],
    at: usize,
}

impl Builder<'_> {
    fn token(&mut self) -> Option<u8> {
        self.at = whitespace::skip(self.text, self.at);
        self.text.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.token() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn entry(&mut self) -> Option<(String, Json)> {
        self.token()?;
        let key = self.string()?;
        self.take(b':').then_some(())?;
        Some((key, self.value()?))
    }

    fn value(&mut self) -> Option<Json> {
        Some(match self.token()? {
            b'"' => Json::String(self.string()?),
            b'n' => self.literal(4, Json::Null),
            b't' => self.literal(4, Json::Boolean(true)),
            b'f' => self.literal(5, Json::Boolean(false)),
            b'[' => {
                self.at += 1;
                let mut elements = Vec::new();
                while !self.take(b']') {
                    elements.push(self.value()?);
                    self.take(b',');
                }
                Json::Array(elements)
            }
            b'{' => {
                self.at += 1;
                let mut entries = Vec::new();
                while !self.take(b'}') {
                    entries.push(self.entry()?);
                    self.take(b',');
                }
                Json::Object(unknown::unique(entries))
            }
            _ => {
                let Lexed::Number { value, end } = number::lex(self.text, self.at) else { return None };
                self.at = end;
                Json::Number(value)
            }
        })
    }

    fn literal(&mut self, length: usize, value: Json) -> Json {
        self.at += length;
        value
    }

    fn string(&mut self) -> Option<String> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let end = scan::skip_plain(self.text, self.at);
            string.push_str(std::str::from_utf8(self.text.get(self.at..end)?).ok()?);
            self.at = end;
            match self.text.get(end)? {
                b'"' => {
                    self.at += 1;
                    return Some(string);
                }
                b'\\' => {
                    let Escape::Char { char, end } = escape::read(self.text, end) else { return None };
                    string.push(char);
                    self.at = end;
                }
                _ => {
                    let Decoded::Char(char, length) = utf8::decode(self.text, end) else { return None };
                    string.push(char);
                    self.at += length;
                }
            }
        }
    }
}
