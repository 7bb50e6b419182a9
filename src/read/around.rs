//! Checks the JSON around a list that is inside a larger value. A pointer and the text come in; it stops at the list, and
//! continues after it.

use crate::diagnose::walk::Between;
use crate::model::issue::PathSegment;
use crate::text::limits::MAX_DEPTH;
use crate::text::token::Halt;
use crate::text::wording::push_decimal;
use crate::text::{escape, skip, whitespace};

/// The way to the list, step by step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pointer(pub(crate) Vec<String>);

impl Pointer {
    /// Parses a JSON Pointer (RFC 6901); `None` if it is not one.
    pub(crate) fn parse(pointer: &str) -> Option<Self> {
        let mut steps: Vec<String> = Vec::new();
        let mut chars = pointer.chars();
        while let Some(char) = chars.next() {
            if char == '/' {
                steps.push(String::new());
                continue;
            }
            let char = match char {
                '~' => match chars.next()? {
                    '0' => '~',
                    '1' => '/',
                    _ => return None,
                },
                _ => char,
            };
            // A pointer begins with a slash.
            steps.last_mut()?.push(char);
        }
        Some(Self(steps))
    }
}

/// A list, and how far the reading has come to it or away from it.
pub(crate) struct Located {
    pub(crate) pointer: Pointer,
    pub(crate) around: Around,
}

impl Located {
    /// Before a text whose list is there.
    pub(crate) const fn new(pointer: Pointer) -> Self {
        Self { pointer, around: Around::START }
    }

    /// The way to the list, in whose first bracket the reading is.
    pub(crate) fn path(&self) -> Vec<PathSegment> {
        let Around { depth, objects, .. } = self.around;
        // The list's own bracket is the innermost.
        let is_object = |level: usize| objects >> (depth as usize - 1 - level) & 1 == 1;
        let segment = |(level, step): (usize, &String)| match step.parse() {
            Ok(index) if !is_object(level) => PathSegment::Index(index),
            _ => PathSegment::Key(step.clone()),
        };
        self.pointer.0.iter().enumerate().map(segment).collect()
    }
}

/// How far the text around has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) phase: Phase,
    pub(crate) place: Place,
    /// How many arrays and objects are open.
    pub(crate) depth: u32,
    /// Which of them are objects: the innermost is the lowest bit.
    pub(crate) objects: u128,
    /// How many of them, from the outermost, are on the way to the list; none once the way is lost.
    pub(crate) on_way: u32,
    /// Whether the value that comes next is on the way.
    pub(crate) selected: bool,
    /// Which element comes next, in an array on the way.
    pub(crate) index: u64,
}

/// Where the reading is, relative to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Before,
    Inside,
    Behind,
    /// After damage around the list, nobody knows.
    Lost,
}

/// What should come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Value,
    /// A value, or `]`.
    FirstElement,
    Key,
    /// A key, or `}`.
    FirstKey,
    Colon,
    /// A comma or a closing bracket; at the outermost level the end.
    BehindValue,
}

/// What was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    /// The list: its bracket was passed.
    List,
    /// Another value where the list should be.
    NoList,
    /// The end of the outermost value.
    End,
    /// The end of the window.
    More,
    /// A string, number or literal that is not valid, or that the window cuts off.
    Scalar,
    /// Something else than this; or the end of the text.
    Unexpected(Between),
    /// One level too many.
    TooDeep,
}

impl Around {
    /// Before everything.
    pub(crate) const START: Self =
        Self { phase: Phase::Before, place: Place::Value, depth: 0, objects: 0, on_way: 0, selected: true, index: 0 };

    /// Goes on from `at`, up to where something is met.
    pub(crate) fn advance(&mut self, pointer: &Pointer, window: &[u8], at: &mut usize, last: bool) -> Met {
        loop {
            *at = whitespace::skip(window, *at);
            if self.place == Place::BehindValue && self.depth == 0 {
                return Met::End;
            }
            let Some(&byte) = window.get(*at) else {
                return if last { Met::Unexpected(self.expected()) } else { Met::More };
            };
            match (self.place, byte) {
                (Place::FirstElement, b']') | (Place::FirstKey, b'}') => self.close(at),
                (Place::Value | Place::FirstElement, _) => {
                    if let Some(met) = self.value(pointer, window, at, byte) {
                        return met;
                    }
                }
                (Place::Key | Place::FirstKey, b'"') => match skip::string(window, *at, false) {
                    Ok((end, _)) => self.pass_key(pointer, window, at, end),
                    Err(_) => return Met::Scalar,
                },
                (Place::Colon, b':') => {
                    self.place = Place::Value;
                    *at += 1;
                }
                (Place::BehindValue, b',') => {
                    self.place = if self.in_object() { Place::Key } else { Place::Value };
                    if self.on_way == self.depth {
                        self.index += 1;
                        self.select_element(pointer);
                    }
                    *at += 1;
                }
                (Place::BehindValue, b'}') if self.in_object() => self.close(at),
                (Place::BehindValue, b']') if !self.in_object() => self.close(at),
                _ => return Met::Unexpected(self.expected()),
            }
        }
    }

    /// At a value; `None` if it was passed, or begun.
    fn value(&mut self, pointer: &Pointer, window: &[u8], at: &mut usize, byte: u8) -> Option<Met> {
        let is_list = self.phase == Phase::Before && self.selected && self.on_way as usize == pointer.0.len();
        if is_list && byte != b'[' {
            return Some(Met::NoList);
        }
        if let b'{' | b'[' = byte {
            if self.depth as usize >= MAX_DEPTH {
                return Some(Met::TooDeep);
            }
            self.on_way += u32::from(self.selected);
            self.depth += 1;
            self.objects = self.objects << 1 | u128::from(byte == b'{');
            self.place = if byte == b'{' { Place::FirstKey } else { Place::FirstElement };
            if self.selected {
                self.index = 0;
            }
            *at += 1;
            if is_list {
                self.phase = Phase::Inside;
                return Some(Met::List);
            }
            self.select_element(pointer);
            return None;
        }
        match skip::value(window, *at, 0, false) {
            Ok(end) => {
                self.pass_scalar(at, end);
                None
            }
            Err(Halt::More | Halt::Invalid) => Some(Met::Scalar),
        }
    }

    /// A scalar ends there.
    pub(crate) fn pass_scalar(&mut self, at: &mut usize, end: usize) {
        *at = end;
        self.selected = false;
        self.place = Place::BehindValue;
    }

    /// A key ends there.
    fn pass_key(&mut self, pointer: &Pointer, window: &[u8], at: &mut usize, end: usize) {
        self.selected = self.phase == Phase::Before
            && self.on_way == self.depth
            && pointer.0.get(self.on_way as usize - 1).is_some_and(|step| is_key(window, *at, end, step));
        self.place = Place::Colon;
        *at = end;
    }

    /// The list ends, and its bracket was passed.
    pub(crate) fn leave_list(&mut self) {
        self.phase = Phase::Behind;
        self.close(&mut 0);
    }

    /// The pointer leads to another value, which is skipped.
    pub(crate) fn give_up(&mut self) {
        self.phase = Phase::Behind;
        self.selected = false;
    }

    fn close(&mut self, at: &mut usize) {
        // What was on the way is left, and comes no second time.
        if self.on_way == self.depth {
            self.on_way = 0;
        }
        self.depth -= 1;
        self.objects >>= 1;
        self.selected = false;
        self.place = Place::BehindValue;
        *at += 1;
    }

    fn in_object(&self) -> bool {
        self.objects & 1 == 1
    }

    /// Whether the next element is on the way, if the array is.
    fn select_element(&mut self, pointer: &Pointer) {
        let step = self.on_way.checked_sub(1).and_then(|step| pointer.0.get(step as usize));
        self.selected = self.phase == Phase::Before
            && !self.in_object()
            && self.on_way == self.depth
            && step.is_some_and(|step| *step == decimal(self.index));
    }

    fn expected(&self) -> Between {
        match self.place {
            Place::Value | Place::FirstElement => Between::Value,
            Place::Key => Between::Key,
            Place::FirstKey => Between::KeyOrBrace,
            Place::Colon => Between::Colon,
            Place::BehindValue if self.depth == 0 => Between::Nothing,
            Place::BehindValue if self.in_object() => Between::CommaOrBrace,
            Place::BehindValue => Between::CommaOrBracket,
        }
    }
}

fn decimal(number: u64) -> String {
    let mut text = String::new();
    push_decimal(&mut text, number);
    text
}

/// Whether a key that was passed is that one.
fn is_key(window: &[u8], at: usize, end: usize, step: &str) -> bool {
    let mut key = String::new();
    let source = window.get(at + 1..end - 1).and_then(|source| std::str::from_utf8(source).ok());
    source.is_some_and(|source| {
        escape::unescape(source, &mut key);
        key == step
    })
}

#[cfg(test)]
mod tests {
    use super::{Around, Met, Pointer};

    /// What is met, and where. It must not depend on how much of the text is seen at a time.
    fn met(pointer: &str, text: &str) -> (Met, usize) {
        let pointer = Pointer::parse(pointer).unwrap();
        let whole = (&mut Around::START.clone(), &mut 0);
        let found = (whole.0.advance(&pointer, text.as_bytes(), whole.1, true), *whole.1);
        let (mut around, mut at) = (Around::START, 0);
        for end in 0..text.len() {
            let met = around.advance(&pointer, &text.as_bytes()[..end], &mut at, false);
            if met != Met::More && met != Met::Scalar {
                assert_eq!((met, at), found, "{text} up to {end}");
                return found;
            }
        }
        assert_eq!((around.advance(&pointer, text.as_bytes(), &mut at, true), at), found, "{text}");
        found
    }

    #[test]
    fn pointers() {
        assert_eq!(Pointer::parse(""), Some(Pointer(vec![])));
        assert_eq!(Pointer::parse("/"), Some(Pointer(vec![String::new()])));
        assert_eq!(Pointer::parse("/a~1b/m~0n/0"), Some(Pointer(vec!["a/b".into(), "m~n".into(), "0".into()])));
        assert_eq!(Pointer::parse("/~01"), Some(Pointer(vec!["~1".into()])));
        for wrong in ["messages", "#/messages", "/a~", "/a~2"] {
            assert_eq!(Pointer::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lists() {
        for (pointer, text, at) in [
            ("", " [1", 2),
            ("/messages", r#"{"messages":[1"#, 13),
            ("/messages", r#"{"x":{"messages":[],"y":[[{}]]}, "\u006dessages" : ["#, 52),
            ("/0", "[[", 2),
            ("/1/a", r#"[[], {"b":["a"], "a":["#, 22),
            ("/a/2/", r#"{"a":[1,[2],{"":["#, 17),
        ] {
            assert_eq!(met(pointer, text), (Met::List, at), "{text}");
        }
        assert_eq!(met("/data", "[5]"), (Met::End, 3));
        assert_eq!(met("/1", "[[]]"), (Met::End, 4));
        assert_eq!(met("/1/a", r#"[0,{"b":[]},{"a":[]}]"#).0, Met::End);
        assert_eq!(met("/a/b", r#"{"a":[{"b":[]}],"b":[]}"#).0, Met::End);
        assert_eq!(met("/a", r#"{"a":{}}"#), (Met::NoList, 5));
        assert_eq!(met("/a", r#"{"b":"a"}x"#), (Met::End, 9));
    }

    #[test]
    fn what_is_not_json() {
        use crate::diagnose::walk::Between;
        for (text, expected, at) in [
            ("{,", Between::KeyOrBrace, 1),
            (r#"{"a",1"#, Between::Colon, 4),
            (r#"{"a":1 "b""#, Between::CommaOrBrace, 7),
            (r#"{"a":1,}"#, Between::Key, 7),
            ("[1 2", Between::CommaOrBracket, 3),
            ("[", Between::Value, 1),
            (r#"{"a":[]"#, Between::CommaOrBrace, 7),
        ] {
            assert_eq!(met("/list", text), (Met::Unexpected(expected), at), "{text}");
        }
        let deep = "[".repeat(129);
        assert_eq!(met("/list", &deep), (Met::TooDeep, 128));
    }
}
