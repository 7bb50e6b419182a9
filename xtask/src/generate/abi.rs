//! `abi.js`: the numbers and names that Rust and JavaScript must agree on.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use backend_message::abi::{Number, SECTIONS};

use super::quote;
use crate::build::Part;

pub(super) fn constants() -> String {
    let mut out = String::new();
    for section in SECTIONS {
        let _ = write!(out, "\n// {}\n\n", section.title);
        for &Number { name, doc, value, is_character } in section.numbers {
            let value = match u32::try_from(value).ok().and_then(char::from_u32) {
                Some(character) if is_character => quote(&character.to_string()),
                _ => value.to_string(),
            };
            let _ = writeln!(out, "/** {} */\nexport const {name} = {value};", doc.join("").trim());
        }
    }
    // The build checks that the modules have these exports, so a wrong name in JavaScript is an error of the type check.
    let exports: BTreeSet<_> = Part::ALL.into_iter().flat_map(Part::exports).map(quote).collect();
    let exports: Vec<_> = exports.into_iter().collect();
    let _ = write!(out, "\n/** @typedef {{{}}} Export what the core or insight exports */\n", exports.join(" | "));
    out
}
