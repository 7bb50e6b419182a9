//! Any bytes are read or refused, in every way there is: no panic, and an error whose issues can be believed.
//! That the work is linear and the memory bounded is the runner's business, which limits both.

use backend_message::{
    BackendMessage, CallbackResultData, Error, FromJson, IssueCode, MAX_ISSUES, Options, ToJson, ToolCallData,
    UnknownKeys, from_slice_many_with, from_slice_with,
};

use crate::ways::Ways;

const UNKNOWN_KEYS: [UnknownKeys; 3] = [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject];

pub fn check(text: &[u8]) {
    let mut ways = Ways::of(text);
    let records = [record::<BackendMessage>, record::<ToolCallData>, record::<CallbackResultData>];
    for record in ways.some(&records) {
        for unknown_keys in ways.some(&UNKNOWN_KEYS) {
            record(text, *unknown_keys, ways.some(&UNKNOWN_KEYS));
        }
    }
}

fn record<T: FromJson + ToJson>(text: &[u8], unknown_keys: UnknownKeys, others: &[UnknownKeys]) {
    let options = Options::new().unknown_keys(unknown_keys);
    let one = from_slice_with::<T>(text, options);
    let many = from_slice_many_with::<T>(text, options);
    if one.is_ok() {
        assert_eq!(many.as_ref().map(Vec::len).ok(), Some(1), "one record is a sequence of one");
    }
    for error in [one.as_ref().err(), many.as_ref().err()].into_iter().flatten() {
        credible(error, text, 100);
    }
    let all = from_slice_many_with::<T>(text, options.max_issues(usize::MAX));
    assert_eq!(all.is_ok(), many.is_ok());
    if let (Err(all), Err(some)) = (&all, &many) {
        credible(all, text, MAX_ISSUES);
        assert!(all.issues().starts_with(some.issues()), "more issues follow those that fewer would have been");
    }
    // To keep unknown keys or not makes no difference to the verdict; to reject them can only refuse more.
    for &other in others {
        let with_other = from_slice_many_with::<T>(text, options.unknown_keys(other).max_issues(1));
        match (unknown_keys == UnknownKeys::Reject, other == UnknownKeys::Reject) {
            (false, true) => assert!(many.is_ok() >= with_other.is_ok()),
            (true, false) => assert!(many.is_ok() <= with_other.is_ok()),
            _ => assert_eq!(many.is_ok(), with_other.is_ok()),
        }
    }
}

fn credible(error: &Error, text: &[u8], most: usize) {
    assert!(!error.issues().is_empty() && error.issues().len() <= most);
    // Where the two passes disagree, the error says so.
    assert!(!error.issues().iter().any(|issue| issue.code == IssueCode::InternalError), "{error}");
    // Walked through once, so that a flood of issues is linear work here as well.
    let pretty = error.pretty();
    let mut shown = pretty.as_str();
    let (mut last, mut line, mut index) = (0, 1, 0);
    for issue in error.issues() {
        let position = issue.position.expect("the input is text");
        let offset = usize::try_from(position.offset).expect("within the text");
        assert!(offset >= last && offset <= text.len(), "{issue}");
        let between = &text[last..offset];
        line += between.iter().filter(|&&byte| byte == b'\n').count() as u64;
        index += between.iter().map(|&byte| u64::from(byte & 0xC0 != 0x80) + u64::from(byte >= 0xF0)).sum::<u64>();
        assert_eq!((position.line, position.index), (line, index), "{issue}");
        assert!(position.column >= 1 && position.column <= index + 1, "{issue}");
        let place = format!("{}:{} ", position.line, position.column);
        let found = shown.find(&place);
        assert!(found.is_some(), "{place} is not in {pretty}");
        shown = &shown[found.unwrap_or_default()..];
        last = offset;
    }
}
