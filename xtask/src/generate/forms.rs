//! The forms that records are converted to: the record that users get, and the object that `JSON.stringify` writes in either
//! naming. As it leaves out undefined fields, that object has every field set, so all such objects share one hidden class.

use std::fmt::Write as _;

use backend_message::Naming;
use backend_message::schema::{Field, RecordSchema};

/// The constructors for one naming or the other.
pub(super) fn constructors(record: &RecordSchema) -> String {
    constructor(record, Naming::Camel) + &constructor(record, Naming::Snake)
}

fn constructor(record: &RecordSchema, naming: Naming) -> String {
    let name = of_naming(record, naming);
    let parameters: Vec<_> = record.fields.iter().map(|field| field.camel).collect();
    let mut assignments = String::new();
    for field in record.fields {
        let _ = writeln!(assignments, "  this.{} = {};", key(field, naming), field.camel);
    }
    format!("\nfunction {name}({}) {{\n{assignments}}}\n{name}.prototype = Object.prototype;\n", parameters.join(", "))
}

fn key(field: &Field, naming: Naming) -> &'static str {
    if naming == Naming::Snake { field.snake } else { field.camel }
}

fn of_naming(record: &RecordSchema, naming: Naming) -> String {
    format!("{}{}", record.name, if naming == Naming::Snake { "Snake" } else { "Camel" })
}

/// The constructors of each form by the names of the records.
pub(super) fn table(records: &[&RecordSchema]) -> String {
    let form = |name: &str, constructor: fn(&RecordSchema) -> String| {
        let entries: Vec<_> =
            records.iter().map(|record| format!("{}: {}", record.name, constructor(record))).collect();
        format!("  {name}: {{ {} }},\n", entries.join(", "))
    };
    format!(
        "\n/** What `take` makes records with: `record` is the form in which they are given out. @type {{{{ record: Form, camel: Form, snake: Form, wire: Form }}}} */\nexport const forms = {{\n{}{}{}{}}};\n",
        form("record", |record| record.name.to_owned()),
        form("camel", |record| of_naming(record, Naming::Camel)),
        form("snake", |record| of_naming(record, Naming::Snake)),
        // A naming is for all keys of a record, but not for the records inside it.
        form("wire", |record| of_naming(record, record.wire)),
    )
}
