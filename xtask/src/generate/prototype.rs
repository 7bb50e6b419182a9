//! Protects records from a changed `Object.prototype`: assigning to a name that somebody added there would call a setter, or
//! fail if it is read-only. This is checked once per call; if a name is taken, properties are defined instead, which is
//! slow.

use std::collections::BTreeSet;

use backend_message::schema::{Field, RecordSchema};

use super::quote;

pub(super) fn functions(records: &[&RecordSchema]) -> String {
    let among = |name: fn(&Field) -> &'static str| {
        let names: BTreeSet<_> = records.iter().flat_map(|record| record.fields).map(name).collect();
        names.into_iter().map(|name| format!("{} in $prototype", quote(name))).collect::<Vec<_>>().join("\n    || ")
    };
    format!(
        "
const $prototype = Object.prototype;
let $isFree = true;

/** To be called before records are made: whether no field's name is taken by `Object.prototype`. */
export function lookAtPrototype() {{
  $isFree = !({}
  );
  return $isFree;
}}

/** The same for the names that fields have in snake_case. */
export function isSnakeFree() {{
  return !({}
  );
}}
",
        among(|field| field.camel),
        among(|field| field.snake),
    )
}
