//! The columns of the tables that the command line exports.

use std::fmt::Write as _;

use backend_message::tables::{Column, ColumnType, Table};

use super::quote;

/// A list of `[name, type, isRequired]` for each table. The names stay literal types, so that the compiler finds a column for
/// which the command line has no value.
pub(super) fn columns() -> String {
    let mut out = String::from("\nexport const columns = /** @type {const} */ ({\n");
    for table in Table::ALL {
        let _ = writeln!(out, "  {}: [", quote(table.name()));
        for Column { name, kind, required, .. } in table.columns() {
            let _ = writeln!(out, "    [{}, {}, {required}],", quote(name), quote(word(*kind)));
        }
        out.push_str("  ],\n");
    }
    out.push_str("});\n");
    out
}

fn word(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "text",
        ColumnType::LongText => "long text",
        ColumnType::Integer => "integer",
        ColumnType::Number => "number",
        ColumnType::Boolean => "boolean",
        ColumnType::Time => "time",
    }
}
