//! The function that reads a record off the tape (its layout: src/decode/tape.rs).

use std::fmt::Write as _;

use backend_message::abi::{FIELDS, NEXT, SLOT_WORDS, UNKNOWN};
use backend_message::schema::{Field, Kind, RecordSchema};

use super::quote;

pub(super) fn function(record: &RecordSchema) -> String {
    let mut lists = String::new();
    let mut arguments = String::new();
    for (index, field) in record.fields.iter().enumerate() {
        let value = value(record, index, field);
        if field.required {
            let _ = writeln!(arguments, "    {value},");
        } else {
            let _ = writeln!(arguments, "    mask & {} ? {value} : undefined,", 1u32 << index);
        }
        if let Kind::List(Kind::Record(element)) = field.kind {
            lists.push_str(&list_function(record, field, element));
        }
    }
    let name = record.name;
    format!(
        "
function read{name}(tape, at) {{
  const words = tape.words;
  const mask = words[at];
  const record = new {name}(
{arguments}  );
  if (words[at + {UNKNOWN}] !== 0) tape.addUnknown(record, words[at + {UNKNOWN}]);
  return record;
}}
{lists}"
    )
}

fn value(record: &RecordSchema, index: usize, field: &Field) -> String {
    let at = FIELDS + SLOT_WORDS * index;
    match field.kind {
        Kind::String | Kind::OpenEnum(_) => format!("tape.text(at + {at})"),
        Kind::Integer => format!("tape.integer(at + {at})"),
        Kind::Number => format!("tape.number(at + {at})"),
        Kind::Boolean => format!("words[at + {at}] !== 0"),
        Kind::Enum(members) => {
            // A chain of comparisons with constants is cheaper than an array lookup.
            let mut out = String::new();
            let (last, others) = members.members.split_last().expect("an enum has members");
            for (index, member) in others.iter().enumerate() {
                let _ = write!(out, "words[at + {at}] === {index} ? {} : ", quote(member));
            }
            format!("({out}{})", quote(last))
        }
        Kind::List(Kind::String | Kind::OpenEnum(_)) => format!("tape.texts(at + {at})"),
        Kind::List(Kind::Record(_)) => format!("{}(tape, at + {at})", list_name(record, field)),
        Kind::Record(_) | Kind::List(_) | Kind::Object => unimplemented!("no field of a record is of this kind"),
    }
}

fn list_name(record: &RecordSchema, field: &Field) -> String {
    format!("read{}_{}", record.name, field.camel)
}

/// One function per list, so that each has its own feedback in the engine.
fn list_function(record: &RecordSchema, field: &Field, element: &RecordSchema) -> String {
    format!(
        "
function {}(tape, at) {{
  const words = tape.words;
  const base = tape.base;
  let count = words[at + 1];
  if (count === 0) return [];
  let item = base + {SLOT_WORDS} * words[at];
  // An array that starts with its first element reserves no more room than a short list needs.
  const list = [read{element}(tape, item)];
  while (--count > 0) {{
    item = base + {SLOT_WORDS} * words[item + {NEXT}];
    list.push(read{element}(tape, item));
  }}
  return list;
}}
",
        list_name(record, field),
        element = element.name
    )
}
