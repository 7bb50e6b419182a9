//! Histories that the real writer of wire JSON wrote, in three dialects.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use std::fs;
use std::path::PathBuf;

use backend_message::{BackendMessage, Naming, from_slice_many, to_string_many};

fn sample(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(name: &str) -> Vec<BackendMessage> {
    from_slice_many(&sample(name)).unwrap_or_else(|error| panic!("{name}:\n{}", error.pretty()))
}

const HISTORIES: [&str; 3] = ["short", "history", "nonascii"];

#[test]
fn the_three_dialects_hold_the_same_records() {
    for history in HISTORIES {
        let wire = read(&format!("{history}.wire.json"));
        assert!(wire.len() >= 9, "{history} has {} messages", wire.len());
        for dialect in ["camel", "snake"] {
            assert!(read(&format!("{history}.{dialect}.json")) == wire, "{history} in {dialect}");
        }
    }
    assert_eq!(read("short.wire.ndjson"), read("short.wire.json"));
    assert_eq!(read("short.sdk.json"), read("short.wire.json"));
}

#[test]
fn serdes_derive_reads_the_same() {
    for history in HISTORIES {
        for dialect in ["wire", "camel", "snake"] {
            let name = format!("{history}.{dialect}.json");
            let derived: Vec<BackendMessage> = serde_json::from_slice(&sample(&name)).unwrap();
            assert!(read(&name) == derived, "{name}");
        }
    }
}

#[test]
fn what_is_written_reads_back_equal() {
    for history in HISTORIES {
        let messages = read(&format!("{history}.wire.json"));
        for naming in [Naming::Wire, Naming::Camel, Naming::Snake] {
            let text = to_string_many(&messages, naming);
            assert!(from_slice_many(text.as_bytes()).as_ref() == Ok(&messages), "{history} in {naming:?}");
        }
        let camel = to_string_many(&messages, Naming::Camel);
        // Not `assert_eq`, which would print megabytes.
        assert!(serde_json::to_string(&messages).unwrap() == camel, "serde's derive writes {history} otherwise");
    }
}
