//! Integers for serde's derive, by the same rule as ours: any number whose value is a safe integer, `5.0` too.

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use crate::text::number::is_safe_integer;

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_option(OptionalInteger)
}

/// The same for a required field.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let value = deserializer.deserialize_any(OptionalInteger)?;
    value.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &OptionalInteger))
}

struct OptionalInteger;

impl<'de> Visitor<'de> for OptionalInteger {
    type Value = Option<i64>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an integer within ±(2^53 − 1)")
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

    #[allow(clippy::cast_precision_loss)] // what is lost here is above 2^53 and is refused
    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        if is_safe_integer(value as f64) {
            Ok(Some(value))
        } else {
            Err(E::invalid_value(Unexpected::Signed(value), &self))
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        if is_safe_integer(value) {
            Ok(Some(value as i64))
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }
}
