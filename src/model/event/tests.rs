use serde_json::{Value, from_value, json, to_value};

use super::*;
use crate::{Error, IssueCode};

fn read(event: &str, data: &Value) -> LiveEvent {
    LiveEvent::from_frame(event, &data.to_string()).unwrap_or_else(|error| panic!("{event}: {}", error.pretty()))
}

/// For each kind a value of it, and one of another kind.
fn samples(kind: &Kind) -> (Value, Value) {
    match kind {
        Kind::String => (json!("é"), json!(1)),
        Kind::Integer => (json!(5.0), json!(0.5)),
        Kind::Boolean => (json!(true), json!("true")),
        Kind::Enum(set) => (json!(set.members[0]), json!("")),
        Kind::List(_) => (json!(["a", "b"]), json!([1])),
        Kind::Object => (json!({"a": [null, 1.5, {"b": "c"}]}), json!([])),
        Kind::Number | Kind::OpenEnum(_) | Kind::Record(_) => unreachable!("no event has such a field"),
    }
}

#[test]
fn every_event_is_read_and_written() {
    for schema in LiveEvent::SCHEMAS {
        let all: serde_json::Map<_, _> =
            schema.data.fields.iter().map(|field| (field.camel.to_owned(), samples(&field.kind).0)).collect();
        let event = read(schema.name, &Value::Object(all.clone()));
        assert_eq!(event.name(), schema.name);
        assert_eq!(to_value(&event).unwrap(), json!({"event": schema.name, "data": to_integers(all.clone())}));
        assert_eq!(from_value::<LiveEvent>(json!({"data": all, "event": schema.name})).unwrap(), event);
    }
}

/// Integers are written without a fraction.
fn to_integers(mut object: serde_json::Map<String, Value>) -> Value {
    for value in object.values_mut() {
        if *value == json!(5.0) {
            *value = json!(5);
        }
    }
    Value::Object(object)
}

#[test]
fn null_is_absent_and_unknown_fields_are_ignored() {
    for schema in LiveEvent::SCHEMAS {
        let mut data = serde_json::Map::new();
        for field in schema.data.fields.iter().filter(|field| field.required) {
            data.insert(field.camel.to_owned(), samples(&field.kind).0);
        }
        let least = read(schema.name, &Value::Object(data.clone()));
        for field in schema.data.fields.iter().filter(|field| !field.required) {
            data.insert(field.camel.to_owned(), Value::Null);
        }
        data.insert("newest".to_owned(), json!([{}]));
        assert_eq!(read(schema.name, &Value::Object(data)), least);
    }
}

#[test]
fn every_wrong_field_is_reported() {
    for schema in LiveEvent::SCHEMAS {
        let wrong: serde_json::Map<_, _> =
            schema.data.fields.iter().map(|field| (field.camel.to_owned(), samples(&field.kind).1)).collect();
        let count = wrong.len();
        let error = LiveEvent::from_frame(schema.name, &Value::Object(wrong.clone()).to_string()).unwrap_err();
        assert_eq!(error.issues().len(), count, "{}", error.pretty());
        assert!(from_value::<LiveEvent>(json!({"event": schema.name, "data": wrong})).is_err(), "{}", schema.name);

        let required = schema.data.fields.iter().filter(|field| field.required);
        let missing = LiveEvent::from_frame(schema.name, "{}").map_or_else(Error::into_issues, |_| vec![]);
        assert!(missing.iter().all(|issue| issue.code == IssueCode::MissingField));
        assert!(missing.iter().map(crate::Issue::pointer).eq(required.map(|field| format!("/{}", field.camel))));
    }
}

#[test]
fn issues_have_their_places() {
    let error = LiveEvent::from_frame("content", "{\n \"content\": 5}").unwrap_err();
    assert_eq!(error.to_string(), "2:13 /content: expected a string, found a number");
    let error = LiveEvent::from_frame("content", r#"{"content":"a"} x"#).unwrap_err();
    assert_eq!(error.issues()[0].code, IssueCode::TrailingData);
    let error = LiveEvent::from_frame("content", "").unwrap_err();
    assert_eq!(error.issues()[0].code, IssueCode::UnexpectedEnd);
    let error = LiveEvent::from_frame("content", r#"{"content":"\ud800"}"#).unwrap_err();
    assert_eq!(error.issues()[0].code, IssueCode::LoneSurrogate);
    let error = LiveEvent::from_frame("content", r#"{"content":"a","content":"b"}"#).unwrap_err();
    assert_eq!(error.issues()[0].code, IssueCode::DuplicateKey);
    let deep = format!(r#"{{"content":"a","x":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    assert_eq!(LiveEvent::from_frame("content", &deep).unwrap_err().issues()[0].code, IssueCode::TooDeep);
}

#[test]
fn events_have_no_snake_case() {
    let error = LiveEvent::from_frame("session_deleted", r#"{"session_id":"s"}"#).unwrap_err();
    let issue = &error.issues()[0];
    assert_eq!((issue.code, issue.pointer().as_str()), (IssueCode::MissingField, "/sessionId"));
}

#[test]
fn params_of_null_are_absent() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Params {
        command: String,
        n: u8,
    }
    let mut data =
        json!({"id": "p", "sessionId": "s", "toolName": "Bash", "description": "", "action": "", "params": null});
    let LiveEvent::Permission(permission) = read("permission", &data) else { panic!("it is a permission") };
    assert_eq!(permission.params, None);
    data["params"] = json!({"command": "ls", "n": 1});
    let LiveEvent::Permission(permission) = read("permission", &data) else { panic!("it is a permission") };
    let params = permission.params.map(Params::deserialize);
    assert_eq!(params, Some(Ok(Params { command: "ls".to_owned(), n: 1 })));
}

#[test]
fn unknown_events_are_kept() {
    for (data, kept) in [
        (r#"{"a": [1, null]}"#, Json::Object(vec![("a".to_owned(), Json::Array(vec![Json::Number(1.0), Json::Null]))])),
        ("5", Json::Number(5.0)),
        ("not JSON", Json::String("not JSON".to_owned())),
        ("", Json::String(String::new())),
        (r#""\ud800""#, Json::String(r#""\ud800""#.to_owned())),
    ] {
        let event = LiveEvent::from_frame("from_tomorrow", data).unwrap();
        assert_eq!(event.name(), "from_tomorrow");
        let LiveEvent::Unknown(unknown) = &event else { panic!("it is unknown") };
        assert_eq!(unknown.data, kept);
        assert_eq!(from_value::<LiveEvent>(to_value(&event).unwrap()).unwrap(), event);
    }
    let deep = "[".repeat(100_000);
    assert!(LiveEvent::from_frame("from_tomorrow", &deep).is_ok());
    assert!(LiveEvent::from_frame("from_tomorrow", &(deep.clone() + &deep.replace('[', "]"))).is_ok());
}

#[test]
fn a_frame_has_an_id_or_none() {
    let json = json!({"event": "heartbeat", "data": {"type": "ping"}, "id": "7"});
    let frame: LiveFrame = from_value(json.clone()).unwrap();
    assert_eq!(frame.id.as_deref(), Some("7"));
    assert_eq!(to_value(&frame).unwrap(), json);
    let json = json!({"event": "from_tomorrow", "data": [1.5, -3]});
    let frame: LiveFrame = from_value(json.clone()).unwrap();
    assert_eq!(frame, LiveFrame::new(frame.event.clone(), None));
    assert_eq!(to_value(&frame).unwrap(), json);
}

#[test]
fn damaged_data_is_read_as_serde_reads_it() {
    const PUT: [&str; 14] = ["\"", "\\", "{", "}", ",", ":", "null", "5", "5.0", "true", "[]", "{}", "\"x\":1,", ""];
    let mut state = 0x9E37_79B9_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..4000 {
        let schema = &LiveEvent::SCHEMAS[below(LiveEvent::SCHEMAS.len())];
        let data: serde_json::Map<_, _> =
            schema.data.fields.iter().map(|field| (field.camel.to_owned(), samples(&field.kind).0)).collect();
        let mut chars: Vec<char> = Value::Object(data).to_string().chars().collect();
        let at = below(chars.len());
        let end = (at + below(8)).min(chars.len());
        chars.splice(at..end, PUT[below(PUT.len())].chars());
        let text: String = chars.into_iter().collect();
        if let Ok(event) = LiveEvent::from_frame(schema.name, &text) {
            read += 1;
            let data: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(from_value::<LiveEvent>(json!({"event": schema.name, "data": data})).unwrap(), event, "{text}");
        } else {
            refused += 1;
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
