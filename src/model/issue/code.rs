//! The codes of issues.

use std::fmt;

/// What kind of thing is wrong. The codes are stable; the messages are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum IssueCode {
    /// The text is not JSON here. Reading ended.
    InvalidJson,
    /// The text ends before its value does. Reading ended.
    UnexpectedEnd,
    /// Something comes after the value. Reading ended.
    TrailingData,
    /// The bytes are not UTF-8. Reading ended.
    InvalidUtf8,
    /// A string has half of a surrogate pair.
    LoneSurrogate,
    /// Arrays and objects nest deeper than 128 levels. Reading ended.
    TooDeep,
    /// A required field is absent or `null`.
    MissingField,
    /// A value has the wrong type.
    InvalidType,
    /// A string is not one of the allowed values.
    InvalidEnum,
    /// A number has a fraction where an integer belongs.
    NotInteger,
    /// An integer is beyond ±(2^53 − 1).
    UnsafeInteger,
    /// A number is too large for a double.
    NumberOutOfRange,
    /// A field is given twice, under one name or under both.
    DuplicateKey,
    /// A key is unknown, and the options reject unknown keys.
    UnknownKey,
    /// A single record is 1 GiB or longer. Reading ended.
    TooLarge,
    /// A bug in this library: it rejected the text and found no reason. Please report it.
    InternalError,
}

impl IssueCode {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::InvalidJson,
        Self::UnexpectedEnd,
        Self::TrailingData,
        Self::InvalidUtf8,
        Self::LoneSurrogate,
        Self::TooDeep,
        Self::MissingField,
        Self::InvalidType,
        Self::InvalidEnum,
        Self::NotInteger,
        Self::UnsafeInteger,
        Self::NumberOutOfRange,
        Self::DuplicateKey,
        Self::UnknownKey,
        Self::TooLarge,
        Self::InternalError,
    ];

    /// The code as it is written in JavaScript and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidJson => "invalid_json",
            Self::UnexpectedEnd => "unexpected_end",
            Self::TrailingData => "trailing_data",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::LoneSurrogate => "lone_surrogate",
            Self::TooDeep => "too_deep",
            Self::MissingField => "missing_field",
            Self::InvalidType => "invalid_type",
            Self::InvalidEnum => "invalid_enum",
            Self::NotInteger => "not_integer",
            Self::UnsafeInteger => "unsafe_integer",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::DuplicateKey => "duplicate_key",
            Self::UnknownKey => "unknown_key",
            Self::TooLarge => "too_large",
            Self::InternalError => "internal_error",
        }
    }
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::IssueCode;
    use tsify::Tsify;

    #[test]
    fn codes_are_spelt_alike_everywhere() {
        for code in IssueCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert!(IssueCode::DECL.contains(&format!("\"{code}\"")), "{code}");
        }
        assert_eq!(IssueCode::DECL.matches('|').count() + 1, IssueCode::ALL.len());
    }
}
