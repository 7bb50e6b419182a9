#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::model::options::Options;
use crate::model::records::BackendMessage;
use crate::model::schema::RecordSchema;
use crate::read::session::{Session, Status, Task};

const SAMPLES: [&str; 4] = [
    include_str!("../../../tests/samples/short.wire.json"),
    include_str!("../../../tests/samples/short.snake.json"),
    include_str!("../../../tests/samples/short.wire.ndjson"),
    include_str!("../../../tests/samples/nonascii.wire.json"),
];

fn each(text: &[u8], mut each: impl FnMut(View<'_, BackendMessage>, &[u8])) {
    let task = Task {
        record: BackendMessage::SCHEMA,
        many: true,
        options: Options::new(),
        mode: crate::read::session::Mode::Fast,
        surrogates: false,
    };
    let mut session = Session::<Borrowed>::new(task);
    let mut start = 0;
    loop {
        let text = &text[start..];
        let status = session.read(text, true);
        for message in Window::new(&session.out, text).records::<BackendMessage>(session.count) {
            each(message, text);
        }
        start += session.consumed;
        if status != Status::Full {
            assert_eq!(status, Status::Done);
            break;
        }
    }
}

fn places_hold_their_values<T: Record>(record: View<'_, T>, text: &[u8], expected: &serde_json::Value) {
    let schema: &RecordSchema = T::SCHEMA;
    let mut found = serde_json::Map::new();
    for (index, Place { start, end }) in record.fields() {
        let value: serde_json::Value = serde_json::from_slice(&text[start..end]).unwrap();
        found.insert(schema.field(index).unwrap().camel.to_owned(), value);
    }
    let whole = record.place();
    assert_eq!((text[whole.start], text[whole.end - 1]), (b'{', b'}'));
    for (key, value) in expected.as_object().unwrap() {
        // The keys of nested records may be of another dialect; these records are tested by themselves.
        if !value[0].is_object() {
            assert_eq!(found.get(key), Some(value), "{key}");
        }
    }
    assert_eq!(found.len(), expected.as_object().unwrap().len());
}

#[test]
fn a_view_shows_what_the_structs_have() {
    for text in SAMPLES {
        let structs: Vec<BackendMessage> = crate::from_str_many(text).unwrap();
        let mut expected = structs.iter();
        let mut scratch = String::new();
        each(text.as_bytes(), |message, text| {
            let expected = expected.next().unwrap();
            let json = serde_json::to_value(expected).unwrap();
            places_hold_their_values(message, text, &json);
            assert_eq!(message.id().decode(&mut scratch), expected.id);
            assert_eq!(message.user_input().decode(&mut scratch), expected.user_input);
            assert_eq!(message.input_tokens().map(|tokens| tokens.value), expected.input_tokens);
            assert_eq!(message.cost().map(|cost| cost.value), expected.cost);
            assert_eq!(message.tool_calls().map(|calls| calls.len()), expected.tool_calls.as_ref().map(Vec::len));
            for (index, call) in message.tool_calls().into_iter().flatten().enumerate() {
                let expected = &expected.tool_calls.as_ref().unwrap()[index];
                places_hold_their_values(call, text, &json["toolCalls"][index]);
                assert_eq!(call.name().decode(&mut scratch), expected.name.as_str());
                assert_eq!(call.input().decode(&mut scratch), expected.input);
                assert_eq!(call.finished().value, expected.finished);
                let urls = call.screenshot_urls();
                let urls = urls.map(|urls| urls.map(|url| url.decode(&mut scratch).to_owned()).collect::<Vec<_>>());
                assert_eq!(urls, expected.screenshot_urls);
            }
            for (index, result) in message.callback_results().into_iter().flatten().enumerate() {
                let expected = &expected.callback_results.as_ref().unwrap()[index];
                places_hold_their_values(result, text, &json["callbackResults"][index]);
                assert_eq!(result.callback_type().value, expected.callback_type);
            }
        });
        assert!(expected.next().is_none());
    }
}

#[test]
fn offsets_in_a_text_lead_back_to_its_source() {
    for input in ["", "plain é 漢 😀", r"a\nb", r"\u00e9\ud83d\ude00é\\", r#"{\"a\":\"\\n\"}"#] {
        let text = format!(r#"{{"id":"1","role":"user","sessionId":"s","userInput":"{input}"}}"#);
        let begin = text.find(input).unwrap().max(text.len() - 2 - input.len());
        let mut seen = 0;
        each(text.as_bytes(), |message, window| {
            let (value, mut scratch) = (message.user_input(), String::new());
            let decoded = value.decode(&mut scratch);
            assert_eq!(value.source(), input.as_bytes());
            assert_eq!(&window[value.place().start..value.place().end], format!("\"{input}\"").as_bytes());
            for (offset, char) in decoded.char_indices() {
                let source = std::str::from_utf8(&window[value.source_of(offset)..]).unwrap();
                let found = match escape::read(source.as_bytes(), 0) {
                    Escape::Char { char, .. } if source.starts_with('\\') => char,
                    _ => source.chars().next().unwrap(),
                };
                assert_eq!(found, char, "{input} {offset}");
                seen += 1;
            }
            assert_eq!(value.source_of(decoded.len()), begin + input.len());
            assert_eq!(value.source_of(usize::MAX), begin + input.len());
        });
        assert_eq!(seen > 0, !input.is_empty());
    }
}
