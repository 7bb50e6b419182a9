//! The function behind `is`: whether a value has the record's type, without any conversion.

use std::fmt::Write as _;

use backend_message::schema::{EnumSchema, Kind, RecordSchema};

use super::quote;

pub(super) fn function(record: &RecordSchema) -> String {
    let name = record.name;
    let mut conditions = String::new();
    let mut lists = String::new();
    for field in record.fields {
        let read = format!("$value.{}", field.camel);
        // A value that is used more than once is read once.
        let condition = match (field.required, is_simple(&field.kind)) {
            (true, true) => check(&field.kind, &read),
            (true, false) => check(&field.kind, "$item").replacen("$item", &format!("($item = {read})"), 1),
            (false, _) => format!("(($item = {read}) === undefined || {})", check(&field.kind, "$item")),
        };
        let _ = write!(conditions, "\n    && {condition}");
        if let Kind::List(Kind::Record(element)) = field.kind {
            lists.push_str(&list_function(element));
        }
    }
    format!(
        "
export function matches{name}($value) {{
  let $item;
  return isPlain($value){conditions};
}}
{lists}"
    )
}

/// Whether its check mentions the value once only.
fn is_simple(kind: &Kind) -> bool {
    !matches!(kind, Kind::Enum(_))
}

pub(super) fn check(kind: &Kind, value: &str) -> String {
    match kind {
        Kind::String | Kind::OpenEnum(_) => format!("typeof {value} === \"string\""),
        Kind::Integer => format!("Number.isSafeInteger({value})"),
        Kind::Number => format!("Number.isFinite({value})"),
        Kind::Boolean => format!("typeof {value} === \"boolean\""),
        Kind::Enum(members) => membership(members, value),
        Kind::List(Kind::String | Kind::OpenEnum(_)) => format!("isTexts({value})"),
        Kind::List(Kind::Record(record)) => format!("matches{}List({value})", record.name),
        Kind::Record(record) => format!("matches{}({value})", record.name),
        Kind::List(_) | Kind::Object => unimplemented!("no field of a record is of this kind"),
    }
}

pub(super) fn membership(members: &EnumSchema, value: &str) -> String {
    let choices: Vec<_> = members.members.iter().map(|member| format!("{value} === {}", quote(member))).collect();
    format!("({})", choices.join(" || "))
}

fn list_function(element: &RecordSchema) -> String {
    format!(
        "
function matches{name}List(list) {{
  const length = lengthOf(list);
  if (length < 0) return false;
  for (let index = 0; index < length; index++) {{
    if (!matches{name}(list[index])) return false;
  }}
  return true;
}}
",
        name = element.name
    )
}
