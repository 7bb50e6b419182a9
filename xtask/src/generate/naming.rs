//! The functions that turn a fresh record into the form that `JSON.stringify` writes in another naming.

use std::fmt::Write as _;

use backend_message::Naming;
use backend_message::schema::{Kind, RecordSchema};

use super::held_record;

pub(super) fn functions(record: &RecordSchema) -> String {
    let name = record.name;
    let mut assignments = String::new();
    for field in record.fields {
        let read = format!("record.{}", field.camel);
        let value = match &field.kind {
            Kind::List(Kind::Record(inner)) => format!("{read}.map({}Snake.of)", inner.name),
            Kind::Record(inner) => format!("new {}Snake({read})", inner.name),
            _ => read.clone(),
        };
        let when = if field.required { String::new() } else { format!("if ({read} !== undefined) ") };
        let _ = writeln!(assignments, "  {when}this.{} = {value};", field.snake);
    }
    format!(
        "
function {name}Snake(record) {{
{assignments}}}
{name}Snake.prototype = Object.prototype;
{name}Snake.of = (record) => new {name}Snake(record);
{}",
        wire_function(record)
    )
}

/// On the wire a record has either name for all its keys; those it holds have their own say. Records whose
/// form is camel are changed in place: they were made for this purpose.
fn wire_function(record: &RecordSchema) -> String {
    let name = record.name;
    if record.wire == Naming::Snake {
        return format!("const {name}Wire = {name}Snake.of;\n");
    }
    let mut changes = String::new();
    for field in record.fields {
        if held_record(&field.kind).is_some_and(|inner| !wire_is_camel(inner)) {
            let (camel, inner) = (field.camel, held_record(&field.kind).map_or("", |inner| inner.name));
            let value = match field.kind {
                Kind::List(_) => format!("record.{camel}.map({inner}Wire)"),
                _ => format!("{inner}Wire(record.{camel})"),
            };
            let _ = writeln!(changes, "  if (record.{camel} !== undefined) record.{camel} = {value};");
        }
    }
    format!("function {name}Wire(record) {{\n{changes}  return record;\n}}\n")
}

fn wire_is_camel(record: &RecordSchema) -> bool {
    record.wire != Naming::Snake && record.fields.iter().all(|field| held_record(&field.kind).is_none_or(wire_is_camel))
}
