//! The records by serde in other formats than JSON, and in JSON where another crate has turned on `arbitrary_precision`, with
//! which serde_json gives numbers as maps.

use backend_message::{BackendMessage, LiveEvent, LiveFrame, Naming, from_slice, from_slice_many, to_string};
use serde::Deserialize;
use serde_json::Value;

const SAMPLES: [&str; 3] = [
    include_str!("../samples/history.wire.json"),
    include_str!("../samples/nonascii.snake.json"),
    include_str!("../samples/short.camel.json"),
];

fn samples() -> Vec<BackendMessage> {
    SAMPLES.iter().flat_map(|text| from_slice_many::<BackendMessage>(text.as_bytes()).unwrap()).collect()
}

/// A message with a number for `inputTokens` and one for `cost`, each as it stands in the text.
fn message(input_tokens: &str, cost: &str) -> String {
    format!(r#"{{"id":"1","role":"user","sessionId":"s","userInput":"","inputTokens":{input_tokens},"cost":{cost}}}"#)
}

const NUMBERS: [&str; 22] = [
    "0",
    "-0",
    "5",
    "5.0",
    "5e2",
    "5E+2",
    "50e-1",
    "0.5",
    "-1.5e-3",
    "9007199254740991",
    "-9007199254740991",
    "9007199254740992",
    "9007199254740993",
    "18446744073709551615",
    "1e300",
    "1e400",
    "-1e400",
    "123456789012345678901234567890",
    "\"5\"",
    "true",
    "[5]",
    r#"{"$serde_json::private::Number":"5"}"#,
];

#[test]
fn arbitrary_precision_changes_no_verdict_and_no_value() {
    for number in NUMBERS {
        for text in [message(number, "0"), message("0", number)] {
            let expected = from_slice::<BackendMessage>(text.as_bytes()).ok();
            assert_eq!(serde_json::from_str(&text).ok(), expected, "{text}");
            assert_eq!(serde_json::from_slice(text.as_bytes()).ok(), expected, "{text}");
            assert_eq!(serde_json::from_reader(text.as_bytes()).ok(), expected, "{text}");
            // Such an object is a number once it has been a `Value`: that is serde_json's doing.
            if number.starts_with('{') {
                continue;
            }
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(BackendMessage::deserialize(&value).ok(), expected, "{text} by reference");
            assert_eq!(serde_json::from_value(value).ok(), expected, "{text} as a value");
        }
    }
}

#[test]
fn arbitrary_precision_changes_no_event() {
    let text = r#"{"event":"permission","id":"7","data":{"id":"p","sessionId":"s","toolName":"Bash","description":"d","action":"a",
        "params":{"timeout":5,"ratio":-0.25,"nested":[{"n":1e3}]}}}"#;
    let LiveFrame { event, .. } = serde_json::from_str(text).unwrap();
    let LiveEvent::Permission(permission) = &event else { panic!("{event:?}") };
    let params = serde_json::to_string(&permission.params).unwrap();
    assert_eq!(params, r#"{"timeout":5,"ratio":-0.25,"nested":[{"n":1000}]}"#);
    for number in ["5", "5.0", "5.5", "\"5\"", "9007199254740992"] {
        let data = format!(r#"{{"error":"slow","retryAfter":{number}}}"#);
        let read: Option<LiveEvent> = serde_json::from_str(&format!(r#"{{"event":"error","data":{data}}}"#)).ok();
        assert_eq!(read, LiveEvent::from_frame("error", &data).ok(), "{number}");
    }
}

#[test]
fn json_comes_back_as_it_was() {
    for message in samples() {
        let text = serde_json::to_string(&message).unwrap();
        assert_eq!(serde_json::from_str::<BackendMessage>(&text).unwrap(), message);
        assert_eq!(serde_json::from_value::<BackendMessage>(serde_json::to_value(&message).unwrap()).unwrap(), message);
    }
}

#[test]
fn messagepack_comes_back_as_it_was() {
    let messages = samples();
    let named = rmp_serde::to_vec_named(&messages).unwrap();
    assert_eq!(rmp_serde::from_slice::<Vec<BackendMessage>>(&named).unwrap(), messages);
    let plain = rmp_serde::to_vec(&messages).unwrap();
    assert_eq!(rmp_serde::from_slice::<Vec<BackendMessage>>(&plain).unwrap(), messages);
}

#[test]
fn cbor_comes_back_as_it_was() {
    let messages = samples();
    let mut bytes = Vec::new();
    ciborium::into_writer(&messages, &mut bytes).unwrap();
    assert_eq!(ciborium::from_reader::<Vec<BackendMessage>, _>(&bytes[..]).unwrap(), messages);
}

#[test]
fn toml_comes_back_as_it_was() {
    for message in samples() {
        let text = toml::to_string(&message).unwrap();
        assert_eq!(toml::from_str::<BackendMessage>(&text).unwrap(), message);
    }
}

/// JavaScript's encoders know one type of number, and write it as the shorter of the two where it is an integer.
#[test]
fn numbers_may_have_either_type_in_formats_that_tell_integers_from_floats() {
    let value = |tokens: ciborium::Value, cost: ciborium::Value| {
        let text = |text: &str| ciborium::Value::Text(text.to_owned());
        ciborium::Value::Map(vec![
            (text("id"), text("1")),
            (text("role"), text("user")),
            (text("sessionId"), text("s")),
            (text("userInput"), text("")),
            (text("inputTokens"), tokens),
            (text("cost"), cost),
        ])
    };
    let read = |value: ciborium::Value| {
        let mut bytes = Vec::new();
        ciborium::into_writer(&value, &mut bytes).unwrap();
        ciborium::from_reader::<BackendMessage, _>(&bytes[..])
    };
    let message = read(value(5.0.into(), 2.into())).unwrap();
    assert_eq!((message.input_tokens, message.cost), (Some(5), Some(2.0)));
    for wrong in [f64::NAN, f64::INFINITY] {
        assert!(read(value(5.into(), wrong.into())).is_err());
        assert!(read(value(wrong.into(), 2.into())).is_err());
    }
}

/// Formats without names would have to know which of the optional fields are there. They fail before they write anything.
#[test]
fn bincode_and_postcard_refuse() {
    let message = &samples()[0];
    assert!(bincode::serde::encode_to_vec(message, bincode::config::standard()).is_err());
    assert!(postcard::to_stdvec(message).is_err());
    // What a program of this kind does instead.
    let bytes = postcard::to_stdvec(&to_string(message, Naming::Camel)).unwrap();
    let text: String = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(&from_slice::<BackendMessage>(text.as_bytes()).unwrap(), message);
}
