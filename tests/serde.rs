//! serde's ways to the records, from formats that are not JSON too, and what the public types do besides.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use std::collections::HashSet;

use backend_message::{
    BackendMessage, CallbackType, CoreToolName, Decoder, IssueCode, Json, LiveEvent, Options, ReadError, Role,
    ToolName, Unknown, UnknownKeys, from_reader_many, from_slice, from_slice_with, required,
};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer};

/// A value of a format whose numbers have types, as many binary ones have.
#[derive(Clone)]
enum Typed {
    Text(&'static str),
    Signed(i64),
    Unsigned(u64),
    /// Larger integers, which some formats have.
    Wide(i128),
    WideUnsigned(u128),
    Float(f64),
    Nothing,
    /// What some formats have for nothing.
    Unit,
}

impl<'de> serde::Deserializer<'de> for Typed {
    type Error = Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Signed(number) => visitor.visit_i64(number),
            Self::Unsigned(number) => visitor.visit_u64(number),
            Self::Wide(number) => visitor.visit_i128(number),
            Self::WideUnsigned(number) => visitor.visit_u128(number),
            Self::Float(number) => visitor.visit_f64(number),
            Self::Nothing | Self::Unit => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Nothing => visitor.visit_none(),
            Self::Unit => visitor.visit_unit(),
            _ => visitor.visit_some(self),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_> for Typed {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn tokens(value: Typed) -> Result<Option<i64>, String> {
    let fields = ["id", "role", "sessionId", "userInput"].map(|name| (name, Typed::Text("")));
    let entries = fields.into_iter().chain([("inputTokens", value)]);
    BackendMessage::deserialize(MapDeserializer::new(entries))
        .map(|message| message.input_tokens)
        .map_err(|error: Error| error.to_string())
}

#[test]
fn integers_of_any_type_are_those_of_javascript() {
    const MAX: i64 = (1 << 53) - 1;
    assert_eq!(tokens(Typed::Nothing), Ok(None));
    assert_eq!(tokens(Typed::Unit), Ok(None));
    assert_eq!(tokens(Typed::Signed(-MAX)), Ok(Some(-MAX)));
    assert_eq!(tokens(Typed::Unsigned(MAX.unsigned_abs())), Ok(Some(MAX)));
    assert_eq!(tokens(Typed::Wide((-MAX).into())), Ok(Some(-MAX)));
    assert_eq!(tokens(Typed::WideUnsigned(5)), Ok(Some(5)));
    assert_eq!(tokens(Typed::Float(5.0)), Ok(Some(5)));
    for wrong in [
        Typed::Signed(MAX + 1),
        Typed::Signed(i64::MIN),
        Typed::Unsigned(1 << 53),
        Typed::Unsigned(u64::MAX),
        Typed::Wide(i128::MIN),
        Typed::WideUnsigned(u128::MAX),
        Typed::Float(5.5),
        Typed::Float(f64::INFINITY),
        Typed::Float(f64::NAN),
        Typed::Text("5"),
    ] {
        let error = tokens(wrong).unwrap_err();
        assert!(error.contains("an integer within"), "{error}");
    }
}

#[test]
fn a_json_value_is_read_from_any_type() {
    for (value, expected) in [
        (Typed::Text("a"), Json::String("a".to_owned())),
        (Typed::Signed(-5), Json::Number(-5.0)),
        (Typed::Unsigned(5), Json::Number(5.0)),
        (Typed::Wide(-5), Json::Number(-5.0)),
        (Typed::WideUnsigned(5), Json::Number(5.0)),
        (Typed::Float(0.5), Json::Number(0.5)),
        (Typed::Unit, Json::Null),
    ] {
        assert_eq!(Json::deserialize(value), Ok(expected));
    }
    let error = Json::deserialize(Typed::Float(f64::NAN)).unwrap_err();
    assert!(error.to_string().contains("a finite number"), "{error}");
}

#[test]
fn an_object_of_any_shape_is_still_an_object() {
    let event = |params: &str| {
        let required = r#""id":"p","sessionId":"s","toolName":"Bash","description":"d","action":"a""#;
        let text = format!(r#"{{"event":"permission","data":{{{required},"params":{params}}}}}"#);
        serde_json::from_str::<LiveEvent>(&text).map_err(|error| error.to_string())
    };
    assert!(event(r#"{"timeout":5}"#).is_ok());
    assert!(event("null").is_ok());
    assert!(event("5").unwrap_err().contains("expected a JSON object"));
}

#[test]
fn any_type_is_read_from_a_json_value() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Radius(f64);
    #[derive(Debug, PartialEq, Deserialize)]
    enum Shape {
        Point,
        Circle { radius: Radius },
    }
    let circle = Json::Object(vec![("radius".to_owned(), Json::Number(0.5))]);
    let circle = Json::Object(vec![("Circle".to_owned(), circle)]);
    assert_eq!(Shape::deserialize(Json::String("Point".to_owned())), Ok(Shape::Point));
    assert_eq!(Shape::deserialize(circle), Ok(Shape::Circle { radius: Radius(0.5) }));
    let error = Shape::deserialize(Json::Null).unwrap_err();
    assert_eq!(error.to_string(), "expected a string or an object with one key, the variant's name");
}

#[test]
fn null_is_absent_to_serde_too() {
    let text = r#"{"id":"","role":"","sessionId":"","userInput":"","inputTokens":null,"toolCalls":null,"cost":null}"#;
    let message: BackendMessage = serde_json::from_str(text).unwrap();
    let required = required::BackendMessage {
        id: String::new(),
        role: Role::Other(String::new()),
        session_id: String::new(),
        user_input: String::new(),
    };
    assert_eq!(message, BackendMessage::new(required));
    assert_eq!(Ok(message), from_slice(text.as_bytes()));
}

#[test]
fn names_are_equal_hashed_and_shown_as_they_are_written() {
    let names: HashSet<ToolName> = ["Bash", "bash", "Bash", "Browser"]
        .into_iter()
        .map(ToolName::from)
        .chain([CoreToolName::Bash.into()])
        .collect();
    assert_eq!(names.len(), 3);
    assert!(names.contains(&ToolName::Other("Bash".to_owned())));
    for name in ["Bash", "bash", ""] {
        assert_eq!(ToolName::from(name).to_string(), name);
        assert_eq!(String::from(ToolName::from(name)), name);
    }
    let roles: HashSet<Role> = ["user", "User", "user"].into_iter().map(Role::from).chain([Role::User]).collect();
    assert_eq!(roles.len(), 2);
    assert_eq!([Role::User, Role::from("User")].map(|role| role.to_string()), ["user", "User"]);
    assert_eq!(CallbackType::SubAgent.to_string(), "sub_agent");
    assert_eq!(CoreToolName::TodoWrite.to_string(), "TodoWrite");
}

#[test]
fn an_error_is_one_of_rusts() {
    let error = from_slice_with::<BackendMessage>(b"{\"id\":5}", Options::default()).unwrap_err();
    let issues = error.issues().to_vec();
    assert_eq!(issues.iter().map(|issue| issue.code).filter(|code| *code == IssueCode::MissingField).count(), 3);
    let shown: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert!(error.pretty().starts_with(&shown[0]));
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(error.clone());
    assert_eq!(boxed.to_string(), format!("{} (and 3 more)", shown[0]));
    assert_eq!(error.into_issues(), issues);
}

#[test]
fn unknown_keys_are_gone_through_in_their_order() {
    let text = br#"{"b":1,"id":"","role":"","sessionId":"","userInput":"","a":[null],"b":2}"#;
    let options = Options::new().unknown_keys(UnknownKeys::Keep);
    let message: BackendMessage = from_slice_with(text, options).unwrap();
    let expected = [("b".to_owned(), Json::Number(2.0)), ("a".to_owned(), Json::Array(vec![Json::Null]))];
    assert!(message.unknown.into_iter().eq(&expected));
    let collected: Unknown = expected.into_iter().collect();
    assert_eq!(message.unknown, collected);
    assert_eq!((collected.get("a"), collected.get("z")), (Some(&Json::Array(vec![Json::Null])), None));
}

const GOOD: &str = r#"{"id":"1","role":"r","sessionId":"s","userInput":"Hello"}"#;

#[test]
fn an_error_of_a_stream_is_an_error_of_rust() {
    let text = format!("{GOOD}\n{{\"id\":\"2\"}}\n{GOOD}\n");
    let records: Vec<_> = from_reader_many::<BackendMessage, _>(text.as_bytes()).collect();
    assert_eq!(records.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let Some(Err(error @ ReadError::Rejected(rejected))) = records.get(1) else { panic!("{records:?}") };
    assert_eq!(error.to_string(), rejected.to_string());
    assert_eq!(rejected.to_string(), format!("record 1 is rejected: {}", rejected.error));
    let source = std::error::Error::source(error).unwrap();
    assert_eq!(source.to_string(), rejected.to_string());
    assert_eq!(source.source().unwrap().to_string(), rejected.error.to_string());

    let failed = ReadError::Io(std::io::Error::other("cut off"));
    assert_eq!(failed.to_string(), "the reader has failed: cut off");
    assert_eq!(std::error::Error::source(&failed).unwrap().to_string(), "cut off");
}

#[test]
fn bytes_after_the_end_are_not_read() {
    let mut decoder = Decoder::<BackendMessage>::default();
    decoder.push(&GOOD.as_bytes()[..20]);
    // What it holds may be secret, and long.
    assert_eq!(format!("{decoder:?}"), "Decoder { pending: 20, ready: 0, .. }");
    decoder.push(&GOOD.as_bytes()[20..]);
    assert_eq!(
        format!("{:?}", from_reader_many::<BackendMessage, _>(GOOD.as_bytes())).split(' ').next(),
        Some("Records")
    );
    decoder.finish();
    decoder.push(GOOD.as_bytes());
    decoder.finish();
    assert_eq!(decoder.count(), 1);
}
