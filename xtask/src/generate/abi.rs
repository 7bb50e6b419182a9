//! `abi.js`: the numbers that Rust and JavaScript must agree on.

use std::fmt::Write as _;

use backend_message::abi::{Number, SECTIONS};

pub(super) fn constants() -> String {
    let mut out = String::new();
    for section in SECTIONS {
        let _ = write!(out, "\n// {}\n\n", section.title);
        for Number { name, doc, value } in section.numbers {
            let _ = writeln!(out, "/** {} */\nexport const {name} = {value};", doc.join("").trim());
        }
    }
    out
}
