use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMillisecondType};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::ArrowError;

use super::{TableReader, milliseconds};
use crate::model::options::{MalformedUnicode, Options};
use crate::tables::columns::{ColumnType, Table};

fn message(id: &str, more: &str) -> String {
    format!(r#"{{"id":"{id}","role":"user","sessionId":"s","userInput":"é"{more}}}"#)
}

/// Every cell as text, and `-` for null.
fn rows(batches: &[RecordBatch]) -> Vec<Vec<String>> {
    let cell = |column: &dyn Array, row: usize| match column.data_type() {
        _ if column.is_null(row) => "-".to_owned(),
        arrow_schema::DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        arrow_schema::DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        arrow_schema::DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        arrow_schema::DataType::Boolean => column.as_boolean().value(row).to_string(),
        _ => column.as_primitive::<TimestampMillisecondType>().value(row).to_string(),
    };
    let row_of = |batch: &RecordBatch, row| batch.columns().iter().map(|column| cell(column, row)).collect();
    batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| row_of(batch, row))).collect()
}

fn read(table: Table, text: &str) -> Vec<Vec<String>> {
    rows(&TableReader::new(table, "f", text.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap())
}

/// The index, offset and id of each message.
fn places(rows: &[Vec<String>]) -> Vec<(usize, usize, &str)> {
    rows.iter().map(|row| (row[2].parse().unwrap(), row[3].parse().unwrap(), row[4].as_str())).collect()
}

/// Gives one byte at a time.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(&mut buffer[..1])
    }
}

const CALLS: &str = r#","model":"m","cost":3e-7,"inputTokens":-9007199254740991,"toolCalls":[
    {"id":"c","name":"media_showcase","type":"","input":"{","finished":false,"isError":true,"screenshotUrls":["a,b","\""]},
    {"id":"d","name":"x","type":"t","input":"","finished":true,"result":""}],
  "callbackResults":[{"callback_type":"bash_script","success":false,"tool_call_id":"c","tool_name":"Bash","exit_code":-1}]"#;

#[test]
fn each_table_has_the_values_of_its_records() {
    let text = format!("{}\n{}", message("1", ""), message("2", CALLS));
    let offset = message("1", "").len() + 1;
    let messages = read(Table::Messages, &text);
    assert_eq!(messages[0][..9], ["f", "-", "0", "0", "1", "s", "user", "-", "é"]);
    let second = ["-", "-", "-", "-9007199254740991", "-", "-", "-", "0.0000003", "2", "1"];
    assert_eq!(messages[1][9..], second);
    assert_eq!(messages[1][3], offset.to_string());

    let origin = ["f", "-", "1", &offset.to_string(), "2", "s", "m"].map(str::to_owned);
    let calls = read(Table::ToolCalls, &text);
    assert!(calls.len() == 2 && calls.iter().all(|call| call[..7] == origin), "{calls:?}");
    assert_eq!(calls[0][7..], ["0", "c", "media_showcase", "Show", "", "false", "true", "{", "-", r#"["a,b","\""]"#]);
    assert_eq!(calls[1][7..], ["1", "d", "x", "x", "t", "true", "-", "", "", "-"]);

    let callbacks = read(Table::Callbacks, &text);
    assert_eq!(callbacks.len(), 1);
    assert_eq!(callbacks[0][..7], origin);
    assert_eq!(callbacks[0][7..15], ["0", "c", "Bash", "bash_script", "-", "false", "-", "-"]);
    assert_eq!(callbacks[0][15..], ["-1", "-", "-", "-", "-"]);
}

#[test]
fn the_schema_is_that_of_the_columns_and_of_every_batch() {
    for table in Table::ALL {
        let text = message("1", CALLS);
        let reader = TableReader::new(table, "f", text.as_bytes());
        let schema = reader.schema();
        for batch in reader {
            assert_eq!(batch.unwrap().schema(), schema);
        }
        for (field, column) in schema.fields().iter().zip(table.columns()) {
            assert_eq!((field.name().as_str(), field.is_nullable()), (column.name, !column.required));
            assert_eq!(field.data_type().is_numeric(), matches!(column.kind, ColumnType::Integer | ColumnType::Number));
        }
    }
}

#[test]
fn a_row_leads_back_to_its_message() {
    let texts = [
        format!("[{},\n {}]", message("1", ""), message("2", "")),
        format!("\u{feff}{}\r\n\r\n{}\r\n", message("1", ""), message("2", "")),
        format!("[{}] [{}]", message("1", ""), message("2", "")),
        format!("{}{}", message("1", CALLS), message("2", "")),
        // Several windows of the decoder.
        (1..3).map(|id| message(&id.to_string(), &format!(r#","reasoning":"{}""#, "x".repeat(400_000)))).collect(),
    ];
    for text in texts {
        let expected: Vec<_> =
            text.match_indices(r#"{"id":"#).filter(|(at, _)| text[at + 7..].starts_with(['1', '2'])).collect();
        let whole = read(Table::Messages, &text);
        let found = places(&whole);
        assert_eq!(
            found.iter().map(|place| place.1).collect::<Vec<_>>(),
            expected.iter().map(|(at, _)| *at).collect::<Vec<_>>()
        );
        assert_eq!(found.iter().map(|place| (place.0, place.2)).collect::<Vec<_>>(), [(0, "1"), (1, "2")]);
        let pieces: Result<Vec<_>, _> = TableReader::new(Table::Messages, "f", Trickle(text.as_bytes())).collect();
        assert_eq!(rows(&pieces.unwrap()), whole);
    }
}

#[test]
fn a_record_in_which_something_was_replaced_has_its_own_place() {
    let (first, second) = (message("1", ""), message(r"\ud800", ""));
    let text = format!("{first} \n {second}\n{first}");
    let options = Options::new().malformed_unicode(MalformedUnicode::Replace);
    let reader = TableReader::with_options(Table::Messages, "f", text.as_bytes(), options);
    let found = rows(&reader.collect::<Result<Vec<_>, _>>().unwrap());
    let at = first.len() + 3;
    assert_eq!(places(&found), [(0, 0, "1"), (1, at, "\u{fffd}"), (2, at + second.len() + 1, "1")]);
}

#[test]
fn the_list_may_be_a_member_of_something() {
    let text = format!(r#"{{"total":1,"messages":[{}],"more":{{}}}}"#, message("1", ""));
    let reader = TableReader::new(Table::Messages, "f", text.as_bytes()).at("/messages").unwrap();
    assert_eq!(places(&rows(&reader.collect::<Result<Vec<_>, _>>().unwrap())), [(0, 23, "1")]);
    assert!(TableReader::new(Table::Messages, "f", text.as_bytes()).at("messages").is_err());
}

#[test]
fn the_first_invalid_message_is_an_error_after_the_rows_before_it() {
    let text = format!("{}\n{{}}\n{}", message("1", ""), message("2", ""));
    let mut reader = TableReader::new(Table::Messages, "f", text.as_bytes());
    assert_eq!(reader.next().unwrap().unwrap().num_rows(), 1);
    let ArrowError::ExternalError(error) = reader.next().unwrap().unwrap_err() else { panic!("another error") };
    assert!(error.to_string().starts_with("record 1 is rejected: "), "{error}");
    assert!(reader.next().is_none() && reader.next().is_none());
}

#[test]
fn salvage_hands_over_what_is_invalid_and_goes_on() {
    let text = format!("{}\n{{}}\n{}\n{{\"id", message("1", ""), message("2", ""));
    let rejected = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&rejected);
    let reader = TableReader::new(Table::Messages, "f", text.as_bytes())
        .salvage(move |rejected| list.lock().unwrap().push((rejected.index, rejected.range)));
    let found = rows(&reader.collect::<Result<Vec<_>, _>>().unwrap());
    let first = message("1", "").len();
    assert_eq!(places(&found), [(0, 0, "1"), (2, first + 4, "2")]);
    let indices: Vec<_> = rejected.lock().unwrap().iter().map(|(index, _)| *index).collect();
    assert_eq!(indices, [1, 3]);
}

#[test]
fn batches_are_bounded_by_rows_and_by_text() {
    let text = message("1", "").repeat(10_000);
    let sizes = |table, text: &str| -> Vec<_> {
        TableReader::new(table, "f", text.as_bytes()).map(|batch| batch.unwrap().num_rows()).collect()
    };
    assert_eq!(sizes(Table::Messages, &text), [8192, 1808]);
    let long = message("1", &format!(r#","reasoning":"{}""#, "x".repeat(1 << 20))).repeat(9);
    assert_eq!(sizes(Table::Messages, &long), [4, 4, 1]);
    // One message's calls do not all go into one batch.
    let call = r#"{"id":"c","name":"x","type":"","input":"","finished":true},"#.repeat(10_000);
    let calls = message("1", &format!(r#","toolCalls":[{}]"#, call.trim_end_matches(',')));
    assert_eq!(sizes(Table::ToolCalls, &calls), [8192, 1808]);
    assert!(sizes(Table::Callbacks, &calls).is_empty());
}

#[test]
fn a_reader_that_fails_is_an_error_after_the_rows_before_it() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("unplugged"))
        }
    }
    let text = message("1", "") + "\n";
    let mut reader = TableReader::new(Table::Messages, "f", text.as_bytes().chain(Broken));
    assert_eq!(reader.next().unwrap().unwrap().num_rows(), 1);
    assert!(reader.next().unwrap().unwrap_err().to_string().contains("unplugged"));
    assert!(reader.next().is_none());
}

#[test]
fn a_file_has_its_path_and_its_time() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/short.wire.json");
    let found = rows(&TableReader::open(Table::Messages, path).unwrap().collect::<Result<Vec<_>, _>>().unwrap());
    let modified = milliseconds(std::fs::metadata(path).unwrap().modified().unwrap());
    assert_eq!(found.len(), 9);
    assert!(found.iter().all(|row| row[..2] == [path.to_owned(), modified.to_string()]));
    assert!(TableReader::open(Table::Messages, "missing.json").is_err());
}

#[test]
fn a_reader_of_any_source_has_the_name_and_the_time_it_is_given() {
    let text = &b"{\"id\":\"1\",\"role\":\"user\",\"sessionId\":\"s\",\"userInput\":\"\"}"[..];
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1500);
    let reader = TableReader::new(Table::Messages, "f", text).modified(time);
    assert_eq!(format!("{reader:?}"), "TableReader { table: Messages, file: \"f\", .. }");
    let found = rows(&reader.collect::<Result<Vec<_>, _>>().unwrap());
    assert_eq!(found[0][..2], ["f", "1500"]);
}

#[test]
fn times_are_rounded_down() {
    let nanoseconds = std::time::Duration::from_nanos(1_999_999);
    assert_eq!(milliseconds(std::time::UNIX_EPOCH + nanoseconds), 1);
    assert_eq!(milliseconds(std::time::UNIX_EPOCH - nanoseconds), -2);
}

#[test]
fn engines_may_read_in_another_thread() {
    fn sent<T: Send>(_: T) {}
    sent(TableReader::new(Table::Messages, "f", io::empty()).salvage(|_| {}));
}
