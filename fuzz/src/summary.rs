//! A summary is what one counts of the messages that were read, and it refuses what they are refused for.

use backend_message::{BackendMessage, Usage, from_slice_many, summarize};

pub fn check(text: &[u8]) {
    match (from_slice_many::<BackendMessage>(text), summarize(text)) {
        (Err(read), Err(summary)) => assert_eq!(read.issues(), summary.issues()),
        (Ok(messages), Ok(summary)) => {
            assert_eq!(
                (summary.bytes, summary.messages, summary.rejected),
                (text.len() as u64, messages.len() as u64, 0)
            );
            usage(&summary.usage, messages.iter());

            let reported: Vec<_> = summary.roles.iter().map(|row| (row.role.clone(), row.messages)).collect();
            assert_eq!(reported, counted(messages.iter().map(|message| message.role.to_string())));

            let reported: Vec<_> = summary.sessions.iter().map(|row| (row.session_id.clone(), row.messages)).collect();
            assert_eq!(reported, counted(messages.iter().map(|message| message.session_id.clone())));
            for row in &summary.sessions {
                usage(&row.usage, messages.iter().filter(|message| message.session_id == row.session_id));
            }

            let reported: Vec<_> = summary.models.iter().map(|row| (row.model.clone(), row.messages)).collect();
            assert_eq!(reported, counted(messages.iter().map(|message| message.model.clone())));
            for row in &summary.models {
                usage(&row.usage, messages.iter().filter(|message| message.model == row.model));
            }

            let calls: Vec<_> = messages.iter().flat_map(|message| message.tool_calls.iter().flatten()).collect();
            let reported: Vec<_> = summary.tools.iter().map(|row| (row.name.clone(), row.calls)).collect();
            assert_eq!(reported, counted(calls.iter().map(|call| call.name.to_string())));
            for row in &summary.tools {
                let its = || calls.iter().filter(|call| call.name.to_string() == row.name);
                assert_eq!(row.failed, its().filter(|call| call.is_error == Some(true)).count() as u64);
                assert_eq!(row.unfinished, its().filter(|call| !call.finished).count() as u64);
            }

            let results: Vec<_> =
                messages.iter().flat_map(|message| message.callback_results.iter().flatten()).collect();
            let reported: Vec<_> = summary.callbacks.iter().map(|row| (row.callback_type, row.results)).collect();
            assert_eq!(reported, counted(results.iter().map(|result| result.callback_type)));

            let values = |path: &str| summary.fields.iter().find(|row| row.path == path).map_or(0, |row| row.values);
            assert_eq!(values("userInput"), messages.len() as u64);
            assert_eq!(values("toolCalls.input"), calls.len() as u64);
            assert_eq!(values("callbackResults.success"), results.len() as u64);
            assert!(
                summary
                    .fields
                    .iter()
                    .all(|row| row.values > 0 && row.bytes >= row.values && row.bytes <= text.len() as u64)
            );
        }
        (read, summary) => panic!("read: {:?}, summarized: {:?}", read.err(), summary.err()),
    }
}

/// How often each is there, in the order of first appearance.
fn counted<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<(T, u64)> {
    let mut rows: Vec<(T, u64)> = Vec::new();
    for name in all {
        match rows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => rows.push((name, 1)),
        }
    }
    rows
}

fn usage<'a>(reported: &Usage, messages: impl Iterator<Item = &'a BackendMessage> + Clone) {
    let sum =
        |field: fn(&BackendMessage) -> Option<i64>| messages.clone().filter_map(field).map(i128::from).sum::<i128>();
    assert_eq!(reported.input_tokens, sum(|message| message.input_tokens));
    assert_eq!(reported.output_tokens, sum(|message| message.output_tokens));
    assert_eq!(reported.cache_creation_tokens, sum(|message| message.cache_creation_tokens));
    assert_eq!(reported.cache_read_tokens, sum(|message| message.cache_read_tokens));
    let costs: Vec<f64> = messages.filter_map(|message| message.cost).collect();
    let (sum, size) = costs.iter().fold((0.0, 0.0), |(sum, size), cost| (sum + cost, size + cost.abs()));
    if f64::is_finite(size) {
        assert!((reported.cost - sum).abs() <= size * 1e-12 * costs.len() as f64, "{} is not {sum}", reported.cost);
    }
}
