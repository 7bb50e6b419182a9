//! Lists that are a member of something, read by a JSON Pointer to them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // so tests fail

use backend_message::{
    BackendMessage, Decoder, Error, IssueCode, MalformedUnicode, Options, Rejected, from_slice_many, from_slice_many_at,
};

fn record(id: usize) -> String {
    format!(r#"{{"id":"{id}","role":"user","sessionId":"s","userInput":"t"}}"#)
}

fn records(count: usize) -> String {
    (0..count).map(record).collect::<Vec<_>>().join(",\n")
}

fn read(text: &str, at: &str) -> Result<Vec<BackendMessage>, Error> {
    from_slice_many_at(text.as_bytes(), at, Options::new())
}

/// What a decoder makes of pieces of that size.
fn decode(text: &[u8], at: &str, size: usize) -> (Vec<BackendMessage>, Vec<Rejected>) {
    let mut decoder = Decoder::new().at(at).unwrap();
    text.chunks(size).for_each(|piece| decoder.push(piece));
    decoder.finish();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for record in decoder {
        match record {
            Ok(message) => good.push(message),
            Err(rejected) => bad.push(rejected),
        }
    }
    (good, bad)
}

const SIZES: [usize; 5] = [1, 3, 10, 1000, usize::MAX];

#[test]
fn lists_at_all_kinds_of_places() {
    for count in [0, 1, 3, 5000] {
        let list = format!(" [{}] ", records(count));
        for (at, text) in [
            ("", list.clone()),
            ("/messages", format!(r#"{{"messages":{list}}}"#)),
            (
                "/messages",
                format!(
                    "\u{FEFF}{{\"total\":5,\"x\":[{{\"messages\":[1]}},\"{{\"],\"messages\":{list},\"more\":[[{{}}]]}}\n"
                ),
            ),
            ("/data/1/a~1b", format!(r#"{{"data":[[{{"a/b":1}}],{{"a/b":{list}}}],"é\u00e9😀":"\\\""}}"#)),
            ("/é", format!("{{\"\\u00e9\":{list}}}")),
        ] {
            let expected: Vec<BackendMessage> = from_slice_many(list.as_bytes()).unwrap();
            let found = read(&text, at).unwrap();
            assert!(found == expected, "{at}");
            for size in if count > 100 { &SIZES[3..] } else { &SIZES[..] } {
                let (good, bad) = decode(text.as_bytes(), at, *size);
                assert!(good == expected && bad.is_empty(), "{at} {size}: {bad:?}");
            }
        }
    }
}

fn issues(text: &str, at: &str) -> Vec<(IssueCode, String, usize)> {
    let error = read(text, at).unwrap_err();
    for size in SIZES {
        assert!(!decode(text.as_bytes(), at, size).1.is_empty(), "{text}");
    }
    let brief = |issue: &backend_message::Issue| (issue.code, issue.pointer(), issue.position.unwrap().offset as usize);
    error.issues().iter().map(brief).collect()
}

#[test]
fn issues_in_the_list_and_around_it() {
    use IssueCode::{InvalidJson, InvalidType, LoneSurrogate, MissingField, TrailingData, UnexpectedEnd};
    let good = record(1);
    let bad = good.replace(r#""user""#, "5");
    let n = good.len();
    for (text, at, expected) in [
        (format!(r#"{{"a":[{good},{bad}]}}"#), "/a", vec![(InvalidType, "/a/1/role", n + 24)]),
        (format!(r#"[5,{{"a":[{bad}]}}]"#), "/1/a", vec![(InvalidType, "/1/a/0/role", 26)]),
        (format!(r#"{{"a":[{good}],}}"#), "/a", vec![(InvalidJson, "", n + 8)]),
        (format!(r#"{{"a":[{good} {good}]}}"#), "/a", vec![(InvalidJson, "/a", n + 7)]),
        (format!(r#"{{"a":[{good}]"#), "/a", vec![(UnexpectedEnd, "", n + 7)]),
        (format!(r#"{{"a":[{good}"#), "/a", vec![(UnexpectedEnd, "/a", n + 6)]),
        (format!(r#"{{"a":[{good}]}}{{}}"#), "/a", vec![(TrailingData, "", n + 8)]),
        (format!(r#"{{"b":nul,"a":[{good}]}}"#), "/a", vec![(InvalidJson, "", 8)]),
        (
            format!(r#"{{"b":"\ud800","a":[{bad}]}}"#),
            "/a",
            vec![(LoneSurrogate, "", 6), (InvalidType, "/a/0/role", 36)],
        ),
        (format!(r#"{{"a":[{good}]}}"#), "/b", vec![(MissingField, "", n + 8)]),
        (format!(r#"{{"a":{good}}}"#), "/a", vec![(InvalidType, "", 5)]),
        (r#"{"a":"#.to_owned(), "/a", vec![(UnexpectedEnd, "", 5)]),
        (String::new(), "/a", vec![(UnexpectedEnd, "", 0)]),
        ("[".repeat(200), "/a", vec![(IssueCode::TooDeep, "", 128)]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(code, at, offset)| (code, at.to_owned(), offset)).collect();
        assert_eq!(issues(&text, at), expected, "{text}");
    }
}

#[test]
fn invalid_pointers() {
    for at in ["messages", "/a~", "$.messages"] {
        assert!(read("[]", at).unwrap_err().pretty().contains("JSON Pointer"));
        assert!(Decoder::<BackendMessage>::new().at(at).is_err());
    }
}

#[test]
fn damage_in_the_list_costs_only_damaged_records() {
    let text =
        format!(r#"{{"a":[{},{{"id":"x","role":NaN}},{},{{"id":"y,{}],"total":3}}"#, record(0), record(1), record(2));
    for size in SIZES {
        let (good, bad) = decode(text.as_bytes(), "/a", size);
        let ids: Vec<_> = good.iter().map(|message| message.id.as_str()).collect();
        assert_eq!((ids, bad.len()), (vec!["0", "1", "2"], 2), "{size}: {bad:?}");
    }
}

#[test]
fn damage_before_the_list_does_not_cost_the_list() {
    let text = format!(r#"{{"x":nul,"a":[{},{}]}}"#, record(0), record(1));
    for size in SIZES {
        let (good, bad) = decode(text.as_bytes(), "/a", size);
        assert_eq!(good.len(), 2, "{size}: {bad:?}");
        assert!(!bad.is_empty());
    }
}

#[test]
fn malformed_text_around_and_in_the_list_is_replaced_if_asked() {
    let text =
        [br#"{"title":"caf"#, &b"\xE9"[..], br#"","a":["#, record(0).replace("\"t\"", r#""\ud800""#).as_bytes(), b"]}"]
            .concat();
    let options = Options::new().malformed_unicode(MalformedUnicode::Replace);
    let found: Vec<BackendMessage> = from_slice_many_at(&text, "/a", options).unwrap();
    assert_eq!(found[0].user_input, "\u{FFFD}");
    assert!(from_slice_many_at::<BackendMessage>(&text, "/a", Options::new()).is_err());
}

#[test]
fn malformed_keys_around_the_list_are_replaced_if_asked() {
    let text = format!(r#"{{"\ud800":0,"a":[{}]}}"#, record(0));
    let options = Options::new().malformed_unicode(MalformedUnicode::Replace);
    assert_eq!(from_slice_many_at::<BackendMessage>(text.as_bytes(), "/a", options).unwrap().len(), 1);
    assert!(from_slice_many_at::<BackendMessage>(text.as_bytes(), "/a", Options::new()).is_err());
}

#[test]
fn a_character_where_a_colon_belongs_is_reported_as_a_whole_wherever_it_is_cut() {
    let text = format!("{{\"x\"\u{20AC}0,\"a\":[{}]}}", record(0));
    let (_, whole) = decode(text.as_bytes(), "/a", usize::MAX);
    for size in SIZES {
        let (good, bad) = decode(text.as_bytes(), "/a", size);
        assert_eq!(good.len(), 1, "{size}: {bad:?}");
        assert_eq!(bad[0].error.issues(), whole[0].error.issues(), "{size}");
    }
}

#[test]
fn a_depth_of_128_counts_what_is_around() {
    let nested = |levels: usize| {
        record(0).replace("\"t\"}", &format!("\"t\",\"x\":{}{}}}", "[".repeat(levels), "]".repeat(levels)))
    };
    let around = |levels: usize| format!(r#"[[{{"a":[{}]}}]]"#, nested(levels));
    assert!(read(&around(123), "/0/0/a").is_ok());
    assert_eq!(read(&around(124), "/0/0/a").unwrap_err().issues()[0].code, IssueCode::TooDeep);
}
