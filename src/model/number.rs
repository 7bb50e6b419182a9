//! Numbers for serde's derive, by the same rules as ours: an integer may be written as `5.0`, and formats that tell integers
//! from floats may give either.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::text::number::is_safe_integer;

/// Where another crate has turned on `arbitrary_precision`, serde_json gives a number as a map with this key and its digits.
pub(crate) const DIGITS: &str = "$serde_json::private::Number";

const INTEGER: &str = "an integer within ±(2^53 − 1)";
const FINITE: &str = "a finite number";

pub(crate) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_option(OptionalNumber(INTEGER))?.map(safe).transpose()
}

/// The same for a field that is required.
pub(crate) fn required_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = deserializer.deserialize_any(OptionalNumber(INTEGER))?;
    safe(value.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &INTEGER))?)
}

pub(crate) fn finite<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match deserializer.deserialize_option(OptionalNumber(FINITE))? {
        Some(value) if !value.is_finite() => Err(D::Error::invalid_value(Unexpected::Float(value), &FINITE)),
        value => Ok(value),
    }
}

fn safe<E: Error>(value: f64) -> Result<i64, E> {
    if is_safe_integer(value) { Ok(value as i64) } else { Err(E::invalid_value(Unexpected::Float(value), &INTEGER)) }
}

/// With what is expected, for messages.
struct OptionalNumber(&'static str);

impl<'de> Visitor<'de> for OptionalNumber {
    type Value = Option<f64>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    #[allow(clippy::cast_precision_loss)] // an integer that loses something is not a safe one, before or after
    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    // Some formats give large integers as such.
    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        Ok(Some(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if map.next_key::<&str>().ok().flatten() != Some(DIGITS) {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        let Digits(value) = map.next_value()?;
        Ok(Some(value))
    }
}

/// The digits of a number. `serde_json` makes a string of them, so an object of a text that looks the same is not taken for
/// a number: its strings are borrowed.
struct Digits(f64);

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OwnedDigits)
    }
}

struct OwnedDigits;

#[expect(clippy::serde_api_misuse, reason = "a borrowed string is a text of the input, which is no number")]
impl Visitor<'_> for OwnedDigits {
    type Value = Digits;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a number")
    }

    fn visit_string<E: Error>(self, digits: String) -> Result<Digits, E> {
        digits.parse().map(Digits).map_err(|_| E::invalid_value(Unexpected::Str(&digits), &self))
    }
}
