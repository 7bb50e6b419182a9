//! JSON Schema, draft 2020-12, of the camel form.

use backend_message::schema::{EnumSchema, Kind, RecordSchema};

use super::json::Json;
use super::{RECORDS, held_record};

pub(super) const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Every named type, records first.
pub(super) fn all() -> Json {
    let mut members: Vec<_> = RECORDS.iter().map(|record| (record.name.to_owned(), definition(record))).collect();
    for record in RECORDS {
        add_enums(record, &mut members);
    }
    Json::Object(members)
}

/// The schema of one record, with the types it refers to in `$defs`.
pub(super) fn document(record: &'static RecordSchema) -> Json {
    let mut document = Json::object([("$schema", DRAFT.into()), ("title", record.name.into())]);
    if let Json::Object(members) = definition(record) {
        document.extend(members);
    }
    let mut definitions = Vec::new();
    for inner in RECORDS.iter().filter(|inner| holds(record, inner)) {
        definitions.push((inner.name.to_owned(), definition(inner)));
    }
    for holder in RECORDS.iter().filter(|holder| holder.name == record.name || holds(record, holder)) {
        add_enums(holder, &mut definitions);
    }
    if !definitions.is_empty() {
        document.extend([("$defs".to_owned(), Json::Object(definitions))]);
    }
    document
}

fn holds(record: &RecordSchema, inner: &RecordSchema) -> bool {
    record
        .fields
        .iter()
        .filter_map(|field| held_record(&field.kind))
        .any(|held| held.name == inner.name || holds(held, inner))
}

pub(super) fn definition(record: &RecordSchema) -> Json {
    let properties = record.fields.iter().map(|field| {
        let mut schema = kind(&field.kind);
        schema.extend([("description".to_owned(), prose(field.doc))]);
        (field.camel.to_owned(), schema)
    });
    let required = record.fields.iter().filter(|field| field.required).map(|field| field.camel);
    Json::object([
        ("description", prose(record.doc)),
        ("type", "object".into()),
        ("properties", Json::Object(properties.collect())),
        ("required", Json::strings(required)),
    ])
}

fn kind(kind: &Kind) -> Json {
    match kind {
        Kind::String => Json::object([("type", "string".into())]),
        Kind::Integer => Json::object([
            ("type", "integer".into()),
            ("minimum", Json::Integer(-MAX_SAFE_INTEGER)),
            ("maximum", Json::Integer(MAX_SAFE_INTEGER)),
        ]),
        Kind::Number => Json::object([("type", "number".into())]),
        Kind::Boolean => Json::object([("type", "boolean".into())]),
        Kind::Enum(members) => reference(members.name),
        Kind::OpenEnum(members) => Json::object([(
            "anyOf",
            Json::Array(vec![reference(members.name), Json::object([("type", "string".into())])]),
        )]),
        Kind::List(element) => Json::object([("type", "array".into()), ("items", self::kind(element))]),
        Kind::Record(record) => reference(record.name),
        Kind::Object => Json::object([("type", "object".into())]),
    }
}

pub(super) fn reference(name: &str) -> Json {
    Json::object([("$ref", Json::String(format!("#/$defs/{name}")))])
}

/// Adds the sets of strings that a record's fields refer to.
pub(super) fn add_enums(record: &RecordSchema, definitions: &mut Vec<(String, Json)>) {
    for field in record.fields {
        if let Some(members) = enum_of(&field.kind)
            && !definitions.iter().any(|(name, _)| name == members.name)
        {
            definitions.push((
                members.name.to_owned(),
                Json::object([
                    ("description", prose(members.doc)),
                    ("type", "string".into()),
                    ("enum", Json::strings(members.members.iter().copied())),
                ]),
            ));
        }
    }
}

fn enum_of(kind: &Kind) -> Option<&'static EnumSchema> {
    match kind {
        Kind::Enum(members) | Kind::OpenEnum(members) => Some(members),
        Kind::List(element) => enum_of(element),
        _ => None,
    }
}

/// A doc comment as one line.
pub(super) fn prose(doc: &str) -> Json {
    Json::String(doc.split_whitespace().collect::<Vec<_>>().join(" "))
}
