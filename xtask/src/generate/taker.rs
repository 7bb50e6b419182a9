//! The function behind the fast path of `from` and `stringify`: one pass over a value that reads each property once and
//! creates a new record in one of the forms. It returns `undefined` at the first unusual thing (an unknown key, a null, a
//! wrong type, an exotic object), which the slow path then examines.

use std::fmt::Write as _;

use backend_message::schema::{Field, Kind, RecordSchema};

use super::checker::membership;
use super::quote;

pub(super) fn function(record: &RecordSchema) -> String {
    let names: Vec<_> = record.fields.iter().map(|field| field.camel).collect();
    let mut cases = String::new();
    let mut checks = String::new();
    let mut lists = String::new();
    for field in record.fields {
        cases.push_str(&case(field));
        checks.push_str(&check(field));
        if let Kind::List(Kind::Record(element)) = field.kind {
            lists.push_str(&list_function(element));
        }
    }
    format!(
        "
function take{name}($value, $form) {{
  if (!isOrdinary($value)) return undefined;
  let {declarations};
  for (const $key in $value) {{
    const $item = $value[$key];
    if ($item === undefined) continue;
    switch ($key) {{
{cases}      default: return undefined;
    }}
  }}
{checks}  return new $form.{name}({declarations});
}}
{lists}",
        name = record.name,
        declarations = names.join(", "),
    )
}

/// Stores the value of a key; a second name of the same field is unusual.
fn case(field: &Field) -> String {
    let camel = field.camel;
    if field.snake == camel {
        return format!("      case {}: {camel} = $item; break;\n", quote(camel));
    }
    format!(
        "      case {}: case {}: if ({camel} !== undefined) return undefined; {camel} = $item; break;\n",
        quote(camel),
        quote(field.snake),
    )
}

fn check(field: &Field) -> String {
    let name = field.camel;
    let mut out = String::new();
    let present = if field.required { String::new() } else { format!("{name} !== undefined && ") };
    let condition = match &field.kind {
        Kind::String | Kind::OpenEnum(_) => format!("!isText({name})"),
        Kind::Integer => format!("!isInteger({name})"),
        Kind::Number => format!("!isNumber({name})"),
        Kind::Boolean => format!("typeof {name} !== \"boolean\""),
        Kind::Enum(members) => format!("!{}", membership(members, name)),
        Kind::List(Kind::String | Kind::OpenEnum(_)) => format!("({name} = takeTexts({name})) === undefined"),
        Kind::List(Kind::Record(record)) => format!("({name} = take{}List({name}, $form)) === undefined", record.name),
        Kind::Record(record) => format!("({name} = take{}({name}, $form)) === undefined", record.name),
        Kind::List(_) | Kind::Object => unimplemented!("no field of a record is of this kind"),
    };
    let _ = writeln!(out, "  if ({present}{condition}) return undefined;");
    out
}

fn list_function(element: &RecordSchema) -> String {
    format!(
        "
function take{name}List(value, form) {{
  const length = lengthOf(value);
  if (length < 0) return undefined;
  const list = [];
  for (let index = 0; index < length; index++) {{
    const item = take{name}(value[index], form);
    if (item === undefined) return undefined;
    list.push(item);
  }}
  return list;
}}
",
        name = element.name
    )
}
