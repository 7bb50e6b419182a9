//! Generates files from the declaration of the model, so that no handwritten file of the npm package knows a field by name:
//! the JavaScript that reads the tape and checks objects, the shared numbers, and the JSON Schemas.

mod abi;
mod checker;
mod columns;
mod enums;
mod events;
mod forms;
mod json;
mod json_schema;
mod prototype;
mod reader;
mod shape;
mod table;
mod taker;
mod tools;
mod typescript;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::Result;
use backend_message::abi::RECORDS;
use backend_message::schema::{Kind, RecordSchema};
use backend_message::{CallbackType, CoreToolName};

const NOTICE: &str = "// Generated from src/model/ by `cargo xtask generate`; do not edit.\n";

/// The types of a record for the handwritten modules.
const TYPES: &str = "
/**
 * What the values of a field are: a word, the members of an enum, what a list holds, a nested record.
 *
 * @typedef {any} Kind
 *
 * @typedef {{ [name: string]: new (...fields: any[]) => object }} Form the constructors of the records by their names
 *
 * @typedef {object} Record
 * @property {string} name
 * @property {number} index its number in the wasm module
 * @property {new (...fields: any[]) => object} create makes one from its fields; undefined is absent
 * @property {(tape: any, at: number) => object} read off the tape (wasm/tape.js)
 * @property {(value: any) => boolean} is
 * @property {(value: any, form: Form) => object | undefined} take a fresh copy of an ordinary value
 * @property {\"camel\" | \"snake\"} wire how its own keys are written on the wire
 * @property {[camel: string, snake: string, required: number, kind: Kind][]} fields
 */
";

/// `model.js`: an object for each record, with everything that the handwritten modules need.
fn model_js() -> String {
    // Its functions take values of any type; the declaration beside it has the types for handwritten modules.
    let mut out = format!("// @ts-nocheck\n{NOTICE}");
    out.push_str(
        "import { defineAll, isInteger, isNumber, isOrdinary, isPlain, isText, isTexts, lengthOf, takeTexts } from \"../values.js\";
",
    );
    out.push_str(TYPES);
    let order = innermost_first();
    out.push_str(&prototype::functions(&order));
    for record in &order {
        out.push_str(&shape::constructor(record));
        out.push_str(&reader::function(record));
        out.push_str(&checker::function(record));
        out.push_str(&taker::function(record));
        out.push_str(&forms::constructors(record));
    }
    out.push_str(&forms::table(&order));
    for record in &order {
        out.push_str(&table::record(record));
    }
    out.push_str("\n/** In the order in which the wasm module numbers them. @type {[Record, Record, Record]} */\nexport const records = [");
    out.push_str(&RECORDS.map(table::variable).join(", "));
    out.push_str("];\n");
    let depth = RECORDS.map(depth).into_iter().max().unwrap_or_default();
    out.push_str("\n/** How many arrays and objects are nested in a record at most, unknown keys aside. */\n");
    let _ = writeln!(out, "export const MODEL_DEPTH = {depth};");
    out
}

/// `definitions.js`: the JSON Schema of every named type, from which a codec puts its own together.
fn definitions_js() -> String {
    format!(
        "{NOTICE}/** @type {{{{ [name: string]: any }}}} */\nexport const definitions = {};\n",
        json_schema::all().compact()
    )
}

/// `columns.js`: the columns of the tables that the command line exports.
fn columns_js() -> String {
    format!("// Generated from src/tables/ by `cargo xtask generate`; do not edit.\n{}", columns::columns())
}

/// `enums.js` and `enums.d.ts`.
fn enums() -> [(&'static str, String); 2] {
    let sets = [CallbackType::SCHEMA, CoreToolName::SCHEMA];
    [
        ("enums.js", format!("{NOTICE}{}", enums::objects(&sets))),
        ("enums.d.ts", format!("{NOTICE}{}", enums::declarations(&sets))),
    ]
}

/// Every file that is generated, by its path from the project's root.
fn files() -> Vec<(String, String)> {
    let modules = [
        ("model.js", model_js()),
        ("definitions.js", definitions_js()),
        ("events.js", NOTICE.to_owned() + &events::table()),
        ("events.d.ts", NOTICE.to_owned() + &events::types()),
        ("tools.js", NOTICE.to_owned() + &tools::table()),
        ("tools.d.ts", NOTICE.to_owned() + &tools::types()),
    ];
    let schemas = RECORDS
        .iter()
        .map(|record| (record.name, json_schema::document(record)))
        .chain([("LiveEvent", events::json_schema())])
        .map(|(name, schema)| (format!("tests/golden/{name}.schema.json"), schema.pretty() + "\n"));
    let abi = NOTICE.replace("src/model/", "src/js/abi.rs") + &abi::constants();
    modules
        .into_iter()
        .chain(enums())
        .map(|(name, text)| (format!("pkg-template/pure/generated/{name}"), text))
        .chain([("pkg-template/wasm/generated/abi.js".to_owned(), abi)])
        .chain([("pkg-template/cli/generated/columns.js".to_owned(), columns_js())])
        .chain(schemas)
        .collect()
}

/// Writes the committed copies of what is generated.
pub(crate) fn write(root: &Path) -> Result<()> {
    for (name, text) in files() {
        let path = root.join(name);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

/// Every record, after the records inside it.
fn innermost_first() -> Vec<&'static RecordSchema> {
    fn visit(record: &'static RecordSchema, order: &mut Vec<&'static RecordSchema>) {
        if order.iter().any(|seen| seen.name == record.name) {
            return;
        }
        for field in record.fields {
            if let Some(inner) = held_record(&field.kind) {
                visit(inner, order);
            }
        }
        order.push(record);
    }
    let mut order = Vec::new();
    for record in RECORDS {
        visit(record, &mut order);
    }
    order
}

/// How deeply arrays and objects nest in a record.
fn depth(record: &RecordSchema) -> usize {
    fn of(kind: &Kind) -> usize {
        match kind {
            Kind::Record(record) => depth(record),
            Kind::List(element) => 1 + of(element),
            _ => 0,
        }
    }
    1 + record.fields.iter().map(|field| of(&field.kind)).max().unwrap_or_default()
}

/// The record in a field, by itself or in a list.
fn held_record(kind: &Kind) -> Option<&'static RecordSchema> {
    match kind {
        Kind::Record(record) => Some(record),
        Kind::List(element) => held_record(element),
        _ => None,
    }
}

/// A string literal, for both JSON and JavaScript.
fn quote(text: &str) -> String {
    json::Json::from(text).compact()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_after_those_they_hold() {
        let names: Vec<_> = innermost_first().iter().map(|record| record.name).collect();
        assert_eq!(names, ["CallbackResultData", "ToolCallData", "BackendMessage"]);
    }

    #[test]
    fn generated_files_are_current() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../");
        for (name, text) in files() {
            let kept = std::fs::read_to_string(format!("{root}{name}")).unwrap_or_default();
            assert!(kept == text, "{name} differs; `cargo xtask generate` writes it anew");
        }
    }
}
