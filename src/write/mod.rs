//! Writes records as JSON text. Records and a naming come in. JSON text goes out.

pub(crate) mod encode;
