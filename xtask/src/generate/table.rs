//! The record as data, for code whose speed does not matter: names, kinds, and the functions above.

use std::fmt::Write as _;

use backend_message::Naming;
use backend_message::schema::{Kind, RecordSchema};

use super::{RECORDS, quote};

pub(super) fn variable(record: &RecordSchema) -> String {
    format!("{}Record", record.name)
}

pub(super) fn record(record: &RecordSchema) -> String {
    let name = record.name;
    let wire = if record.wire == Naming::Snake { "snake" } else { "camel" };
    let mut fields = String::new();
    for field in record.fields {
        let _ = writeln!(
            fields,
            "    [{}, {}, {}, {}],",
            quote(field.camel),
            quote(field.snake),
            u8::from(field.required),
            kind(&field.kind)
        );
    }
    format!(
        "
const {variable} = {{
  name: {quoted},
  index: {index},
  create: {name},
  read: read{name},
  is: matches{name},
  take: take{name},
  wire: {wire:?},
  // camel name, snake name, whether it is required, kind
  fields: [
{fields}  ],
}};
",
        variable = variable(record),
        index = RECORDS.iter().position(|other| other.name == name).expect("every record has a codec"),
        quoted = quote(name),
    )
}

/// A kind is a word, the members of an enum, the kind of a list's elements, or a nested record.
fn kind(kind: &Kind) -> String {
    match kind {
        Kind::String | Kind::OpenEnum(_) => quote("string"),
        Kind::Integer => quote("integer"),
        Kind::Number => quote("number"),
        Kind::Boolean => quote("boolean"),
        Kind::Enum(members) => {
            let members: Vec<_> = members.members.iter().map(|member| quote(member)).collect();
            format!("[{}]", members.join(", "))
        }
        Kind::Object => quote("object"),
        Kind::List(element) => format!("{{ list: {} }}", self::kind(element)),
        Kind::Record(record) => format!("{{ record: {} }}", variable(record)),
    }
}
