//! The lexical grammar of JSON text (RFC 8259): tokens, strings, numbers, characters, and the words that messages use. Bytes
//! come in, with an offset to begin at. Values, ends of tokens and reasons to stop go out. Nothing here knows of records.

pub(crate) mod escape;
pub(crate) mod intern;
pub(crate) mod limits;
pub(crate) mod number;
pub(crate) mod part;
pub(crate) mod quote;
#[cfg(test)]
pub(crate) mod random_text;
pub(crate) mod replace;
pub(crate) mod scan;
pub(crate) mod skip;
pub(crate) mod spelling;
pub(crate) mod token;
pub(crate) mod utf8;
pub(crate) mod walk;
pub(crate) mod whitespace;
pub(crate) mod wording;
