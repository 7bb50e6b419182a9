//! Skips a value of any shape, and checks that it is JSON: the values of unknown keys.

mod string;

use crate::text::limits::MAX_DEPTH;
use crate::text::token::{self, Halt, Step};
use crate::text::whitespace;
pub(crate) use string::string;

/// The end of the value at `at`; `depth` brackets are open around it. In `narrowed` text a byte stands for each UTF-16 unit:
/// ASCII as it is, and a byte beyond ASCII for every other unit.
pub(crate) fn value(text: &[u8], at: usize, depth: usize, narrowed: bool) -> Step<usize> {
    Skipper { text, narrowed, at, depth, objects: 0, outer: depth }.run()
}

struct Skipper<'a> {
    text: &'a [u8],
    narrowed: bool,
    at: usize,
    depth: usize,
    /// Which of the open brackets are objects; the innermost is the lowest bit. `MAX_DEPTH` bits fit.
    objects: u128,
    outer: usize,
}

const _: () = assert!(MAX_DEPTH <= u128::BITS as usize);

impl Skipper<'_> {
    fn run(mut self) -> Step<usize> {
        loop {
            // At a value.
            let opened = match self.token()? {
                b'{' => self.open(true)?,
                b'[' => self.open(false)?,
                b'"' => self.string()?,
                b't' => self.literal(b"true")?,
                b'f' => self.literal(b"false")?,
                b'n' => self.literal(b"null")?,
                _ => self.number()?,
            };
            if opened {
                let close = if self.in_object() { b'}' } else { b']' };
                if self.token()? == close {
                    self.close();
                } else {
                    if self.in_object() {
                        self.key()?;
                    }
                    continue;
                }
            }
            // After a value.
            loop {
                if self.depth == self.outer {
                    return Ok(self.at);
                }
                match (self.token()?, self.in_object()) {
                    (b',', true) => {
                        self.at += 1;
                        self.key()?;
                        break;
                    }
                    (b',', false) => {
                        self.at += 1;
                        break;
                    }
                    (b'}', true) | (b']', false) => self.close(),
                    _ => return Err(Halt::Invalid),
                }
            }
        }
    }

    fn token(&mut self) -> Step<u8> {
        self.at = whitespace::skip(self.text, self.at);
        self.text.get(self.at).copied().ok_or(Halt::More)
    }

    fn in_object(&self) -> bool {
        self.objects & 1 == 1
    }

    fn open(&mut self, object: bool) -> Step<bool> {
        if self.depth >= MAX_DEPTH {
            return Err(Halt::Invalid);
        }
        self.at += 1;
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(object);
        Ok(true)
    }

    fn close(&mut self) {
        self.at += 1;
        self.depth -= 1;
        self.objects >>= 1;
    }

    fn key(&mut self) -> Step<()> {
        if self.token()? != b'"' {
            return Err(Halt::Invalid);
        }
        self.string()?;
        if self.token()? != b':' {
            return Err(Halt::Invalid);
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, word: &[u8]) -> Step<bool> {
        self.at = token::literal(self.text, self.at, word)?;
        Ok(false)
    }

    fn number(&mut self) -> Step<bool> {
        (_, self.at) = token::number(self.text, self.at)?;
        Ok(false)
    }

    fn string(&mut self) -> Step<bool> {
        (self.at, _) = string(self.text, self.at, self.narrowed)?;
        Ok(false)
    }
}
