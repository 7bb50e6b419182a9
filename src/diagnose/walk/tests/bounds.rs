//! How many issues are kept, and how much of a text is in each.

use std::fmt::Write as _;

use super::{CONTEXT, diagnose, diagnose_up_to, with};
use crate::diagnose::report::Report;
use crate::diagnose::walk::{Context, Outcome, record};
use crate::model::options::UnknownKeys;

#[test]
fn the_first_issues_are_kept() {
    let text = r#"{"callbackResults":[{"success":1},{"success":1}],"cost":"","model":1}"#;
    let (_, all) = diagnose(&CONTEXT, text.as_bytes());
    for max in 0..=all.len() + 1 {
        let (_, error) = diagnose_up_to(max, &CONTEXT, text.as_bytes());
        let kept = max.max(1).min(all.len());
        assert_eq!(error.issues(), &all[..kept]);
        assert_eq!(error.is_truncated(), kept < all.len());
        assert_eq!(error.pretty().ends_with("… and more"), error.is_truncated());
    }
}

#[test]
fn many_records_fill_one_report() {
    let mut report = Report::new(10);
    let mut records = 0;
    while !report.is_full() {
        record(&mut report, &CONTEXT, b"{\"id\":1}", 0, true);
        records += 1;
    }
    let error = report.take_error();
    assert_eq!((records, error.issues().len(), error.is_truncated()), (3, 10, true));
}

// The texts below are so large that work beyond linear would never end.

#[test]
fn floods() {
    let mut unknown = String::from("{");
    for key in 0..300_000 {
        let _ = write!(unknown, "\"key{key}\":1e999,");
    }
    unknown.push_str("\"id\":1}");
    let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
    let (outcome, error) = diagnose_up_to(100, &reject, unknown.as_bytes());
    assert_eq!(outcome, Outcome::Value { end: unknown.len() });
    assert_eq!((error.issues().len(), error.is_truncated()), (100, true));
    assert_eq!(error.issues()[2].pointer(), "/userInput");

    let objects = format!("{{\"callbackResults\":[{}{{}}]}}", "{},".repeat(50_000));
    let (_, error) = diagnose_up_to(usize::MAX, &CONTEXT, objects.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (4 + 4 * 50_001, false));

    let surrogates = format!("{{\"id\":[\"{}\"]}}", "\\ud800".repeat(300_000));
    let (_, error) = diagnose_up_to(5, &CONTEXT, surrogates.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (5, true));
}

#[test]
fn megabytes_of_key_in_every_path_are_bounded() {
    let text = format!("{{\"{}\":[{}0]}}", "k".repeat(1_000_000), "\"\\ud800\",".repeat(1000));
    let (_, error) = diagnose_up_to(1000, &CONTEXT, text.as_bytes());
    assert!(error.is_truncated());
    assert_eq!(error.issues().len(), 4 + 4);
    assert_eq!(error.issues()[4].pointer().len(), 1_000_000 + 3);
    assert!(error.pretty().len() < 10_000);

    let reject = Context { unknown_keys: UnknownKeys::Reject, ..CONTEXT };
    let text = format!("{{\"{}\":1}}", "k".repeat(5_000_000));
    let (_, error) = diagnose_up_to(1000, &reject, text.as_bytes());
    assert_eq!((error.issues().len(), error.is_truncated()), (4, true));
}

#[test]
fn a_line_of_megabytes_is_clipped() {
    let text = with(&format!(r#""x":"{}","cost":"","y":"{}""#, "é".repeat(2_500_000), "z".repeat(1_000_000)));
    let (_, error) = diagnose_up_to(9, &CONTEXT, text.as_bytes());
    let report = &error.reports()[0];
    let lines: Vec<_> = report.lines().collect();
    assert!(lines[0].contains(" /cost: "));
    assert_eq!(lines[1], format!("  | …{}\",\"cost\":\"\",\"y\":\"{}…", "é".repeat(41), "z".repeat(42)));
    assert_eq!(lines[2], format!("  | {}^^", " ".repeat(51)));
}
