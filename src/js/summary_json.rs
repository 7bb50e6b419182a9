//! The counts of a part of a text, as JSON. JavaScript adds those of all parts.
//!
//! It is a [`Summary`](crate::Summary) in JSON, except that a name may be `null` and that no sum is rounded: an integer is
//! `[high, low]`, its halves above and below 2^32, and a cost is the bits of two doubles, the sum and its rounding error, as
//! four numbers of 32 bits. In place of `repeatedIds` it has all fingerprints, as hexadecimal digits. If only the last
//! message of each id counts, `each` has one such text for every message, and the rest counts nothing.

use crate::insight::summary::rows::Rows;
use crate::insight::summary::sum::Sum;
use crate::insight::summary::tally::{Tally, UsageTally, UseTally};
use crate::text::quote::push_quoted;
use crate::text::wording::push_decimal;

pub(crate) fn to_json(tally: &Tally) -> String {
    let mut out = String::new();
    let mut summary = Object::begin(&mut out);
    summary.counts(
        &["bytes", "messages", "rejected", "rejectedBytes", "replaced"],
        &[tally.bytes, tally.messages, tally.rejected, tally.rejected_bytes, tally.replaced],
    );
    if let Some(at) = tally.irregular_at {
        summary.counts(&["irregularAt"], &[at]);
    }
    summary.ids(&tally.ids);
    summary.usage(&tally.usage);
    summary.rows("roles", "role", &tally.roles, &|row, &messages| row.counts(&["messages"], &[messages]));
    summary.rows("sessions", "sessionId", &tally.sessions, &|row, tally| row.used(tally));
    summary.rows("models", "model", &tally.models, &|row, tally| row.used(tally));
    summary.rows("tools", "name", &tally.tools, &|row, tool| {
        row.counts(&["calls", "failed", "unfinished"], &[tool.calls, tool.failed, tool.unfinished]);
    });
    summary.list("callbacks", tally.callbacks.len(), &|row, index| {
        debug_assert!(index < tally.callbacks.len());
        let Some((callback_type, callback)) = tally.callbacks.get(index) else { return };
        row.name("callbackType", Some(callback_type.as_str()));
        row.counts(&["results", "failed"], &[callback.results, callback.failed]);
    });
    let fields = tally.fields();
    summary.list("fields", fields.len(), &|row, index| {
        debug_assert!(index < fields.len());
        let Some((path, field)) = fields.get(index) else { return };
        row.name("path", Some(path));
        row.counts(&["values", "bytes"], &[field.values, field.bytes]);
    });
    if let Some(last) = &tally.last {
        summary.property("each");
        let mut separator = '[';
        for tally in Tally::of_each(last) {
            summary.out.push(separator);
            separator = ',';
            push_quoted(summary.out, &to_json(&tally));
        }
        summary.out.push_str(if separator == '[' { "[]" } else { "]" });
    }
    summary.end();
    out
}

/// How many digits a fingerprint has.
pub(crate) const FINGERPRINT_DIGITS: usize = 2 * size_of::<u64>();

fn push_hexadecimal(out: &mut String, number: u64) {
    for shift in (0..64).step_by(4).rev() {
        let digit = (number >> shift & 0xF) as u8;
        out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
    }
}

/// An object that is being written.
struct Object<'a> {
    out: &'a mut String,
    separator: char,
}

impl<'a> Object<'a> {
    fn begin(out: &'a mut String) -> Self {
        Self { out, separator: '{' }
    }

    fn end(self) {
        self.out.push('}');
    }

    #[inline(never)]
    fn property(&mut self, name: &str) {
        self.out.push(self.separator);
        self.separator = ',';
        push_quoted(self.out, name);
        self.out.push(':');
    }

    #[inline(never)]
    fn counts(&mut self, names: &[&str], counts: &[u64]) {
        for (name, &count) in names.iter().zip(counts) {
            self.property(name);
            push_decimal(self.out, count);
        }
    }

    #[inline(never)]
    fn ids(&mut self, ids: &[u64]) {
        self.property("ids");
        self.out.push('"');
        for &id in ids {
            push_hexadecimal(self.out, id);
        }
        self.out.push('"');
    }

    #[inline(never)]
    fn name(&mut self, name: &str, value: Option<&str>) {
        self.property(name);
        match value {
            Some(value) => push_quoted(self.out, value),
            None => self.out.push_str("null"),
        }
    }

    #[inline(never)]
    fn list(&mut self, name: &str, length: usize, push: &dyn Fn(&mut Object<'_>, usize)) {
        self.property(name);
        self.out.push('[');
        for index in 0..length {
            if index > 0 {
                self.out.push(',');
            }
            let mut object = Object::begin(self.out);
            push(&mut object, index);
            object.end();
        }
        self.out.push(']');
    }

    fn rows<V: Default>(&mut self, list: &str, name: &str, rows: &Rows<V>, push: &dyn Fn(&mut Object<'_>, &V)) {
        self.list(list, rows.len(), &|row, index| {
            debug_assert!(index < rows.len());
            let Some((value, tally)) = rows.get(index) else { return };
            row.name(name, value);
            push(row, tally);
        });
    }

    fn used(&mut self, tally: &UseTally) {
        self.counts(&["messages"], &[tally.messages]);
        self.usage(&tally.usage);
    }

    #[inline(never)]
    fn usage(&mut self, tally: &UsageTally) {
        self.property("usage");
        let mut usage = Object::begin(self.out);
        for (name, sum) in [
            ("inputTokens", tally.input_tokens),
            ("outputTokens", tally.output_tokens),
            ("cacheCreationTokens", tally.cache_creation_tokens),
            ("cacheReadTokens", tally.cache_read_tokens),
        ] {
            usage.property(name);
            let high = sum >> 32;
            usage.out.push_str(if high < 0 { "[-" } else { "[" });
            push_decimal(usage.out, high.unsigned_abs() as u64);
            usage.out.push(',');
            push_decimal(usage.out, (sum & i128::from(u32::MAX)).unsigned_abs() as u64);
            usage.out.push(']');
        }
        usage.property("cost");
        let Sum { sum, lost } = tally.cost;
        let mut separator = '[';
        for bits in [sum.to_bits(), lost.to_bits()] {
            for half in [bits as u32, (bits >> 32) as u32] {
                usage.out.push(separator);
                separator = ',';
                push_decimal(usage.out, u64::from(half));
            }
        }
        usage.out.push(']');
        usage.end();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::Summarizer;

    /// Does what JavaScript does, for a single part.
    fn finished(part: &Value) -> Value {
        let word = |index: usize| part[index].as_u64().unwrap();
        match part {
            Value::Object(properties) => {
                let properties = properties.iter().filter(|(_, value)| !value.is_null());
                let repeated = |ids: &str| {
                    let mut seen = std::collections::HashSet::new();
                    ids.as_bytes().chunks(16).filter(|id| !seen.insert(*id)).count()
                };
                let finish = |(key, value): (&String, &Value)| match value.as_str() {
                    Some(ids) if key == "ids" => ("repeatedIds".to_owned(), repeated(ids).into()),
                    _ => (key.clone(), finished(value)),
                };
                properties.map(finish).collect()
            }
            Value::Array(list) if list.first().is_none_or(Value::is_object) => list.iter().map(finished).collect(),
            Value::Array(halves) if halves.len() == 2 => {
                let sum = i128::from(part[0].as_i64().unwrap()) << 32 | i128::from(word(1));
                serde_json::from_str(&sum.to_string()).unwrap()
            }
            Value::Array(_) => {
                let double = |low: usize| f64::from_bits(word(low) | word(low + 1) << 32);
                Sum { sum: double(0), lost: double(2) }.value().into()
            }
            other => other.clone(),
        }
    }

    #[test]
    fn it_equals_what_serde_writes() {
        let mut summarizer = Summarizer::new();
        summarizer.push(include_bytes!("../../tests/samples/short.wire.json"), |_| {});
        assert_eq!(finished(&serde_json::from_str(&to_json(&summarizer.tally)).unwrap()), json!(summarizer.summary()));
        let mut summarizer = Summarizer::new();
        for json in [
            r#"{"id":"1","role":"\"","sessionId":"","userInput":"","inputTokens":9007199254740991,"cost":1e16}"#,
            r#"{"id":"1","role":"\u0022","sessionId":"","userInput":"","inputTokens":9007199254740991,"cost":1}"#,
            r#"{"id":"2","role":"a","sessionId":"","userInput":"","outputTokens":-9007199254740991,"cost":-1e16}"#,
            r#"{"id":"3","role":"a","sessionId":"","userInput":"","outputTokens":-1,"model":"m"}"#,
            r#"{"id":5}"#,
        ] {
            summarizer.push(json.as_bytes(), |_| {});
        }
        let summary = summarizer.summary();
        assert_eq!((summary.usage.input_tokens, summary.usage.output_tokens), (18_014_398_509_481_982, -(1 << 53)));
        assert_eq!((summary.usage.cost, summary.rejected, summary.roles[0].messages), (1.0, 1, 2));
        assert_eq!((summary.models[0].model.as_deref(), summary.models[0].messages), (None, 3));
        assert_eq!(finished(&serde_json::from_str(&to_json(&summarizer.tally)).unwrap()), json!(summary));
    }
}
