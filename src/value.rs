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
    let root = Next { walk: &mut walk, role: Role::Value };
    if root.deserialize(deserializer).is_err() && !walk.stopped {
        let at = walk.next();
        walk.checker.other(at, "value that is no JSON data");
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

    #[allow(clippy::cast_sign_loss)] // it is the absolute value that is cast
    fn float(&mut self, value: f64) {
        if value.fract() == 0.0 && value.abs() < TOO_LONG {
            self.integer(value < 0.0, value.abs() as u64);
            return;
        }
        let text = if value.is_nan() {
            "NaN"
        } else if value == f64::INFINITY {
            "Infinity"
        } else if value == f64::NEG_INFINITY {
            "-Infinity"
        } else if value.fract() == 0.0 {
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
                // Inside the string, and so after what is told of the string itself.
                let inside = self.next();
                self.checker.lone_surrogate(inside, None);
                self.checker.string(at, LOST);
            }
            _ => self.checker.other(at, std::str::from_utf8(name).unwrap_or("bytes")),
        }
        !self.stopped
    }

    /// A key that can only have a lone surrogate in it; false if it is no key at all.
    fn named_key(&mut self, name: &[u8]) -> bool {
        let at = self.next();
        let inside = self.next();
        self.checker.lone_surrogate(inside, None);
        self.checker.key(at, LOST);
        name == b"lone surrogate"
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

/// From here on (2^64) integers are not shown by their digits.
const TOO_LONG: f64 = 18_446_744_073_709_551_616.0;

/// A string whose text cannot be had.
const LOST: &str = "\u{FFFD}";

/// Takes what comes next. One type for all roles, as a deserializer's code is generated once for each.
struct Next<'a> {
    walk: &'a mut Walk,
    role: Role,
}

/// What it is that comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Value,
    Element,
    Key,
}

impl<'de> DeserializeSeed<'de> for Next<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.role == Role::Element {
            self.walk.checker.element();
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Next<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON data")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.walk.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.walk.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.walk.boolean();
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.walk.integer(value < 0, value.unsigned_abs());
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.walk.integer(false, value);
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.walk.float(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        match self.role {
            Role::Key => self.walk.key(value),
            Role::Value | Role::Element => self.walk.string(value),
        }
        Ok(())
    }

    fn visit_bytes<E: serde::de::Error>(self, value: &[u8]) -> Result<(), E> {
        let goes_on = match self.role {
            Role::Key => self.walk.named_key(value),
            Role::Value | Role::Element => self.walk.named(value),
        };
        if goes_on { Ok(()) } else { Err(E::custom(END)) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        if !self.walk.begin_array() {
            return Err(A::Error::custom(END));
        }
        while sequence.next_element_seed(Next { walk: self.walk, role: Role::Element })?.is_some() {}
        self.walk.checker.close();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.walk.begin_object() {
            return Err(A::Error::custom(END));
        }
        while map.next_key_seed(Next { walk: self.walk, role: Role::Key })?.is_some() {
            map.next_value_seed(Next { walk: self.walk, role: Role::Value })?;
        }
        self.walk.checker.close();
        Ok(())
    }
}

/// The text of the error that ends the walk; nobody sees it.
const END: &str = "";

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer;
    use serde::de::value::{MapDeserializer, SeqDeserializer};

    use super::*;
    use crate::model::{BackendMessage, CallbackResultData};
    use crate::options::UnknownKeys;
    use crate::schema::Record;

    const CONTEXT: Context = Context {
        record: BackendMessage::SCHEMA,
        unknown_keys: UnknownKeys::Strip,
        depth: 0,
        index: None,
        surrogates: false,
    };

    /// What JavaScript can send.
    #[derive(Clone)]
    enum Js {
        Json(serde_json::Value),
        Float(f64),
        Named(&'static str),
        /// What the deserializer itself refuses.
        Broken,
        Array(Vec<Js>),
        Object(Vec<(Js, Js)>),
    }
    use Js::{Array, Broken, Float, Json, Named, Object};

    impl IntoDeserializer<'_, serde_json::Error> for Js {
        type Deserializer = Self;

        fn into_deserializer(self) -> Self {
            self
        }
    }

    impl<'de> Deserializer<'de> for Js {
        type Error = serde_json::Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
            match self {
                Json(value) => value.deserialize_any(visitor),
                Float(value) => visitor.visit_f64(value),
                Named(name) => visitor.visit_byte_buf(name.as_bytes().to_vec()),
                Broken => Err(Self::Error::custom("broken")),
                Array(values) => visitor.visit_seq(SeqDeserializer::new(values.into_iter())),
                Object(entries) => visitor.visit_map(MapDeserializer::new(entries.into_iter())),
            }
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    fn string(text: &str) -> Js {
        Json(text.into())
    }

    /// A message with one more entry.
    fn message(key: Js, value: Js) -> Js {
        let mut entries: Vec<_> =
            ["id", "role", "sessionId", "userInput"].map(|key| (string(key), string("x"))).into_iter().collect();
        entries.push((key, value));
        Object(entries)
    }

    fn messages(context: &Context, value: Js) -> Vec<String> {
        let Some(error) = check_value(value, context, 100) else { return vec![] };
        assert!(error.issues().iter().all(|issue| issue.position.is_none()));
        error.issues().iter().map(|issue| format!("{} {}", issue.code, issue.headline())).collect()
    }

    fn field(key: &str, value: Js, expected: &[&str]) {
        assert_eq!(messages(&CONTEXT, message(string(key), value)), expected);
    }

    #[test]
    fn data_is_checked_as_text_is() {
        field("cost", Float(0.5), &[]);
        field("cost", Json(5.into()), &[]);
        field("model", Json(serde_json::Value::Null), &[]);
        field("inputTokens", Float(-0.0), &[]);
        field("x", Json(serde_json::json!({"y": [1.5, {"z": null}, true]})), &[]);
        field("cost", Json("1".into()), &["invalid_type /cost: expected a number, found a string"]);
        field("cost", Json(true.into()), &["invalid_type /cost: expected a number, found a boolean"]);
        field("id", Json("2".into()), &["duplicate_key /id: field id is given twice"]);
        assert_eq!(
            messages(&CONTEXT, Json(serde_json::json!({"id": null, "toolCalls": [[]], "userInput": ""}))),
            [
                "missing_field /role: field role is missing",
                "missing_field /sessionId: field sessionId (session_id) is missing",
                "missing_field /id: field id is required, found null",
                "invalid_type /toolCalls/0: expected an object, found an array",
            ]
        );
        let callback = Context { record: CallbackResultData::SCHEMA, index: Some(3), ..CONTEXT };
        let value = serde_json::json!({"callback_type": "x", "success": true, "toolCallId": "", "tool_name": ""});
        assert_eq!(
            messages(&callback, Json(value)),
            [
                r#"invalid_enum /3/callback_type: callbackType must be "bash_script", "sub_agent" or "send_message", found "x""#
            ]
        );
    }

    #[test]
    fn numbers() {
        let unsafe_integer = "unsafe_integer /exit: expected an integer within ±(2^53 − 1), found ";
        for (value, expected) in [
            (Json(9_007_199_254_740_991_u64.into()), None),
            (Json((-9_007_199_254_740_991_i64).into()), None),
            (Float(5.0), None),
            (Json(9_007_199_254_740_992_u64.into()), Some(unsafe_integer.to_owned() + "9007199254740992")),
            (Json(i64::MIN.into()), Some(unsafe_integer.to_owned() + "-9223372036854775808")),
            (Json(u64::MAX.into()), Some(unsafe_integer.to_owned() + "18446744073709551615")),
            (Float(9_007_199_254_740_992.0), Some(unsafe_integer.to_owned() + "9007199254740992")),
            (Float(-1e15 * 1e4), Some(unsafe_integer.to_owned() + "-10000000000000000000")),
            (Float(1e300), Some(unsafe_integer.to_owned() + "a larger number")),
            (Float(0.5), Some("not_integer /exit: expected an integer, found a fraction".to_owned())),
            (Float(f64::NAN), Some("number_out_of_range /exit: expected a finite number, found NaN".to_owned())),
            (
                Float(f64::INFINITY),
                Some("number_out_of_range /exit: expected a finite number, found Infinity".to_owned()),
            ),
        ] {
            let expected: Vec<_> = expected.map(|text| text.replace("/exit", "/inputTokens")).into_iter().collect();
            assert_eq!(messages(&CONTEXT, message(string("inputTokens"), value)), expected);
        }
        field(
            "cost",
            Float(f64::NEG_INFINITY),
            &["number_out_of_range /cost: expected a finite number, found -Infinity"],
        );
        field("x", Float(f64::NAN), &["number_out_of_range /x: expected a finite number, found NaN"]);
    }

    #[test]
    fn what_is_no_json_data() {
        for (name, expected) in [
            ("bigint", "expected a number, found a bigint"),
            ("undefined", "expected a number, found undefined"),
            ("throwing getter", "expected a number, found a throwing getter"),
        ] {
            field("cost", Named(name), &[&format!("invalid_type /cost: {expected}")]);
        }
        let nested = Array(vec![Json(1.into()), Named("cycle")]);
        field("x", nested, &["invalid_type /x/1: expected a JSON value, found a cycle"]);
        assert_eq!(
            messages(&CONTEXT, Named("undefined")),
            ["invalid_type (root): expected an object, found undefined"]
        );
        field("cost", Broken, &["invalid_type /cost: expected a number, found a value that is no JSON data"]);
        assert_eq!(messages(&CONTEXT, Broken).len(), 1);
    }

    #[test]
    fn lone_surrogates() {
        let alone = "half of a surrogate pair stands alone";
        field("model", Named("lone surrogate"), &[&format!("lone_surrogate /model: {alone}")]);
        field("x", Named("lone surrogate"), &[&format!("lone_surrogate /x: {alone}")]);
        let key = message(Named("lone surrogate"), Json(1.into()));
        assert_eq!(messages(&CONTEXT, key.clone()), [format!("lone_surrogate (root): {alone}")]);
        let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
        assert_eq!(
            messages(&reject, key),
            [
                "unknown_key /\u{FFFD}: \"\u{FFFD}\" is no field of BackendMessage".to_owned(),
                format!("lone_surrogate (root): {alone}"),
            ]
        );
        field(
            "cost",
            Named("lone surrogate"),
            &["invalid_type /cost: expected a number, found a string", &format!("lone_surrogate /cost: {alone}")],
        );
    }

    #[test]
    fn depth_ends_the_walk() {
        let too_deep = "expected at most 128 levels of nesting, found more";
        field("x", Named("too deep"), &[&format!("too_deep /x: {too_deep}")]);
        let mut value = Json(serde_json::json!([]));
        for _ in 0..126 {
            value = Array(vec![value]);
        }
        field("x", value.clone(), &[]);
        let deeper = Object(vec![(string("x"), Array(vec![value])), (string("id"), Json(1.into()))]);
        assert_eq!(messages(&CONTEXT, deeper), [format!("too_deep /x{}: {too_deep}", "/0".repeat(127))]);
    }

    #[test]
    fn floods_are_cut() {
        let entries = (0..100_000).map(|_| (string("id"), Json(1.into()))).collect();
        let error = check_value(Object(entries), &CONTEXT, 7).expect("it is wrong");
        assert_eq!((error.issues().len(), error.is_truncated()), (7, true));
        assert_eq!(error.pretty().lines().count(), 8);
        assert!(check_value(Object(vec![]), &CONTEXT, 0).is_some());
    }
}
