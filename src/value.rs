//! The issues of a value that is data already: what serde can walk through is checked by the rules for text.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::check::{Checker, Context, Findings};
use crate::issue::Error;
use crate::words::push_decimal;

/// Checks a value as a record. What is not JSON data comes as bytes that name it.
pub(crate) fn check_value<'de, D: Deserializer<'de>>(
    deserializer: D,
    context: &Context,
    max_issues: usize,
) -> Option<Error> {
    let mut walk = Walk { checker: Checker::new(context, Findings::new(max_issues.max(1))), count: 0, stopped: false };
    if Value(&mut walk).deserialize(deserializer).is_err() && !walk.stopped {
        let at = walk.next();
        walk.checker.other(at, "something that is no JSON data");
    }
    let (found, truncated) = walk.checker.into_findings().into_parts();
    let issues: Vec<_> = found.into_iter().map(|finding| finding.issue).collect();
    if issues.is_empty() {
        return None;
    }
    let reports = issues.iter().map(crate::issue::Issue::headline).collect();
    Some(Error::new(issues, reports, truncated))
}

/// Everything that does not depend on the deserializer, so that it is compiled once.
struct Walk {
    checker: Checker,
    /// How many things were met: the order of issues.
    count: u64,
    /// Whether an issue ended the walk, and the error is only the way out.
    stopped: bool,
}

impl Walk {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    fn null(&mut self) {
        let at = self.next();
        self.checker.null(at);
    }

    fn boolean(&mut self) {
        let at = self.next();
        self.checker.boolean(at);
    }

    #[allow(clippy::cast_precision_loss)] // as for text, the value is the nearest double
    fn integer(&mut self, negative: bool, magnitude: u64) {
        let mut text = String::new();
        if negative {
            text.push('-');
        }
        push_decimal(&mut text, magnitude);
        let value = magnitude as f64;
        let at = self.next();
        self.checker.number(at, if negative { -value } else { value }, &text);
    }

    fn float(&mut self, value: f64) {
        let text = if value.is_nan() {
            "NaN"
        } else if value == f64::INFINITY {
            "Infinity"
        } else if value == f64::NEG_INFINITY {
            "-Infinity"
        } else if value.trunc() == value {
            "a larger number"
        } else {
            "a fraction"
        };
        let at = self.next();
        self.checker.number(at, value, text);
    }

    fn string(&mut self, text: &str) {
        let at = self.next();
        self.checker.string(at, text);
    }

    fn key(&mut self, name: &str) {
        let at = self.next();
        self.checker.key(at, name);
    }

    /// What JavaScript names instead of sending it; false if the walk is to end.
    fn named(&mut self, name: &[u8]) -> bool {
        let at = self.next();
        match name {
            b"too deep" => {
                self.checker.too_deep(at);
                self.stopped = true;
            }
            b"lone surrogate" => {
                self.checker.lone_surrogate(at, None);
                self.checker.string(at, LOST);
            }
            _ => self.checker.other(at, std::str::from_utf8(name).unwrap_or("bytes")),
        }
        !self.stopped
    }

    fn named_key(&mut self, name: &[u8]) {
        if name == b"lone surrogate" {
            let at = self.next();
            self.checker.lone_surrogate(at, None);
        }
        self.key(LOST);
    }

    fn begin_object(&mut self) -> bool {
        let at = self.next();
        self.stopped = !self.checker.begin_object(at);
        !self.stopped
    }

    fn begin_array(&mut self) -> bool {
        let at = self.next();
        self.stopped = !self.checker.begin_array(at);
        !self.stopped
    }
}

/// A string whose text cannot be had.
const LOST: &str = "\u{FFFD}";

struct Value<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON data")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.0.boolean();
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.integer(value < 0, value.unsigned_abs());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.integer(false, value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<(), E> {
        if self.0.named(value) { Ok(()) } else { Err(E::custom(END)) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        if !self.0.begin_array() {
            return Err(A::Error::custom(END));
        }
        while sequence.next_element_seed(Element(self.0))?.is_some() {}
        self.0.checker.close();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.0.begin_object() {
            return Err(A::Error::custom(END));
        }
        while map.next_key_seed(Key(self.0))?.is_some() {
            map.next_value_seed(Value(self.0))?;
        }
        self.0.checker.close();
        Ok(())
    }
}

/// The text of the error that ends the walk; nobody sees it.
const END: &str = "";

struct Element<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.checker.element();
        Value(self.0).deserialize(deserializer)
    }
}

struct Key<'a>(&'a mut Walk);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.key(value);
        Ok(())
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<(), E> {
        self.0.named_key(value);
        Ok(())
    }
}
