//! The constructor of a record: the only place where its objects are created, so that parsed objects and those from `from`
//! have the same hidden classes.
//!
//! Its prototype is `Object.prototype`, so it creates plain objects. Engines count the assignments in a constructor and
//! reserve space for all of them inside the object, unlike for a literal that grows.

use std::fmt::Write as _;

use backend_message::schema::RecordSchema;

pub(super) fn constructor(record: &RecordSchema) -> String {
    let parameters: Vec<_> = record.fields.iter().map(|field| field.camel).collect();
    let parameters = parameters.join(", ");
    // A literal, as engines would make the object `arguments` on every call.
    let mut out = format!(
        "\nfunction {}({parameters}) {{\n  if (!$isFree) return defineAll({{ __proto__: null, {parameters} }});\n",
        record.name,
    );
    for field in record.fields {
        let name = field.camel;
        let when = if field.required { String::new() } else { format!("if ({name} !== undefined) ") };
        let _ = writeln!(out, "  {when}this.{name} = {name};");
    }
    let _ = writeln!(out, "}}\n{}.prototype = Object.prototype;", record.name);
    out
}
