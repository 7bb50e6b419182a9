//! The events of the stream for JavaScript: the table by which they are checked, and their types.

use std::fmt::Write as _;

use backend_message::model::event::{EventSchema, LiveEvent, NotificationType, ResponseType};
use backend_message::schema::{EnumSchema, Kind};

use super::json::Json;
use super::json_schema;
use super::typescript::{comment, optional, property, union};

const SETS: [&EnumSchema; 2] = [NotificationType::SCHEMA, ResponseType::SCHEMA];

/// `events.js`.
pub(super) fn table() -> String {
    let lines: Vec<_> = LiveEvent::SCHEMAS.iter().map(line).collect();
    format!(
        "
/** The data of each event: its fields, `?` after those that may be absent (pure/field-table.js). */
export const events = `{}`;
",
        lines.join("\n")
    )
}

fn line(schema: &EventSchema) -> String {
    let mut line = schema.name.to_owned();
    for field in schema.data.fields {
        let mark = if field.required { "" } else { "?" };
        let _ = write!(line, " {}{mark}{}", field.camel, kind(&field.kind));
    }
    line
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::String => String::new(),
        Kind::Integer => "=integer".to_owned(),
        Kind::Boolean => "=boolean".to_owned(),
        Kind::Object => "=object".to_owned(),
        Kind::List(Kind::String) => "=string[]".to_owned(),
        Kind::Enum(set) => format!("={}", set.members.join("|")),
        _ => unimplemented!("no event has a field of this kind"),
    }
}

/// `events.d.ts`.
pub(super) fn types() -> String {
    let mut out = "
/** The fields of each event's data, those of older servers included, as a table (pure/field-table.js). */
export declare const events: string;
"
    .to_owned();
    for set in SETS {
        let _ = write!(
            out,
            "\n{}export type {} = {};\n",
            comment(set.doc, ""),
            set.name,
            union(set.members.iter().copied())
        );
    }
    for schema in LiveEvent::SCHEMAS {
        let fields: String = schema
            .data
            .fields
            .iter()
            .map(|field| {
                let kind = typescript(&field.kind);
                let (mark, kind) = if field.required { ("", kind) } else { ("?", optional(&kind)) };
                comment(field.doc, "  ") + &property("  ", field.camel, mark, &kind)
            })
            .collect();
        let _ = write!(
            out,
            "\n{}export type {} = {{\n{fields}}};\n",
            comment(&format!("The data of `{}`: {}", schema.name, lower(schema.doc.trim_start())), ""),
            schema.data.name
        );
    }
    let members: String = LiveEvent::SCHEMAS
        .iter()
        .map(|schema| comment(schema.doc, "  ") + &property("  ", schema.name, "", schema.data.name))
        .collect();
    let _ = write!(
        out,
        "\n/** The data of each event, by the event's name. */\nexport type LiveEventData = {{\n{members}}};\n"
    );
    out.push_str(
        "
/**
 * An event of the stream, discriminated by `event`. The backend counts the `id`s of its frames from 1 in every connection, so
 * they do not identify an event.
 */
export type LiveEvent = {
  [Name in keyof LiveEventData]: { event: Name; id?: string | undefined; data: LiveEventData[Name] };
}[keyof LiveEventData];
",
    );
    out
}

fn typescript(kind: &Kind) -> String {
    match kind {
        Kind::String => "string".to_owned(),
        Kind::Integer | Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Object => "{ [key: string]: unknown }".to_owned(),
        Kind::List(element) => typescript(element) + "[]",
        Kind::Enum(set) => set.name.to_owned(),
        Kind::OpenEnum(_) | Kind::Record(_) => unimplemented!("no event has a field of this kind"),
    }
}

/// The JSON Schema of `LiveEvent`.
pub(super) fn json_schema() -> Json {
    let variants = LiveEvent::SCHEMAS.iter().map(|schema| {
        Json::object([
            ("description", json_schema::prose(schema.doc)),
            ("type", "object".into()),
            (
                "properties",
                Json::object([
                    ("event", Json::object([("const", schema.name.into())])),
                    ("id", Json::object([("type", "string".into())])),
                    ("data", json_schema::reference(schema.data.name)),
                ]),
            ),
            ("required", Json::strings(["event", "data"])),
        ])
    });
    let mut shared: Vec<_> = LiveEvent::SCHEMAS
        .iter()
        .map(|schema| (schema.data.name.to_owned(), json_schema::definition(schema.data)))
        .collect();
    for schema in LiveEvent::SCHEMAS {
        json_schema::add_enums(schema.data, &mut shared);
    }
    Json::object([
        ("$schema", json_schema::DRAFT.into()),
        ("title", "LiveEvent".into()),
        ("description", "An event of the stream, discriminated by `event`.".into()),
        ("oneOf", Json::Array(variants.collect())),
        ("$defs", Json::Object(shared)),
    ])
}

/// The sentence, continued after a colon.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_schema_is_defined_once() {
        let text = json_schema().compact();
        let names = text.split("#/$defs/").skip(1).filter_map(|rest| rest.split('"').next());
        let mut names: Vec<_> = names.collect();
        assert!(names.len() > LiveEvent::SCHEMAS.len());
        names.dedup();
        for name in names {
            assert_eq!(text.matches(&format!("\"{name}\":{{\"description\"")).count(), 1, "{name}");
        }
    }
}
