//! Wherever a text is cut, the same records and the same issues come out, and those of the whole text.

use backend_message::{
    BackendMessage, Decoder, Issue, Options, ReadError, Rejected, UnknownKeys, from_reader_many_with,
    from_slice_many_with, salvage_with,
};

use crate::ways::Ways;

/// All that there is to a record, good or bad, in a form that can be compared.
type Outcome = Result<BackendMessage, (u64, Option<String>, String, (u64, u64), Vec<Issue>, bool)>;

/// How a text is read, for what comes out to be compared with the records of the whole text, one by one.
enum Way {
    /// Pieces of so many bytes at most.
    Pieces(usize),
    Reader,
    Salvage,
    AsAWhole,
}

const WAYS: [Way; 7] =
    [Way::Pieces(1), Way::Pieces(3), Way::Pieces(40), Way::Pieces(5000), Way::Reader, Way::Salvage, Way::AsAWhole];

pub fn check(text: &[u8]) {
    let mut ways = Ways::of(text);
    let keys = [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject][ways.below(3)];
    let options = Options::new().unknown_keys(keys).max_issues([1, 3, 100][ways.below(3)]);
    let whole = decode([text], options);
    for way in ways.some(&WAYS) {
        match way {
            Way::Pieces(most) => {
                let pieces = pieces(text, *most, &mut ways);
                assert_eq!(decode(pieces, options), whole, "in pieces of at most {most}");
            }
            Way::Reader => assert_eq!(by_reader(text, options, &mut ways), whole, "by a reader"),
            Way::Salvage => salvaged(&whole, text, options),
            Way::AsAWhole => as_a_whole(&whole, text, options),
        }
    }
    sources(&whole, text);
}

fn pieces<'a>(mut text: &'a [u8], most: usize, ways: &mut Ways) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while !text.is_empty() {
        let (piece, rest) = text.split_at((1 + ways.below(most)).min(text.len()));
        pieces.push(piece);
        text = rest;
    }
    pieces
}

fn by_reader(text: &[u8], options: Options, ways: &mut Ways) -> Vec<Outcome> {
    from_reader_many_with(Slow { text, ways }, options)
        .map(|record| match record {
            Ok(message) => Ok(message),
            Err(ReadError::Rejected(rejected)) => outcome(Err(*rejected)),
            Err(error) => panic!("{error}"),
        })
        .collect()
}

fn salvaged(whole: &[Outcome], text: &[u8], options: Options) {
    let found = salvage_with::<BackendMessage>(text, options);
    assert!(found.messages.iter().eq(whole.iter().flatten()));
    let rejected = found.rejected.into_iter().map(|bad| outcome(Err(bad)).unwrap_err());
    assert!(rejected.eq(whole.iter().filter_map(|record| record.clone().err())));
}

/// Rejected records stand where they say, in order, with their source.
fn sources(records: &[Outcome], text: &[u8]) {
    let mut covered = 0;
    for (place, record) in records.iter().enumerate() {
        let Err((index, _, source, (start, end), issues, _)) = record else { continue };
        assert_eq!(*index, place as u64);
        assert!(covered <= *start && start <= end && *end <= text.len() as u64);
        covered = *end;
        let bytes = &text[usize::try_from(*start).unwrap()..usize::try_from(*end).unwrap()];
        assert_eq!(*source, String::from_utf8_lossy(bytes));
        assert!(!issues.is_empty());
    }
}

/// What is read as a whole is what the records say one by one, up to where the syntax breaks.
fn as_a_whole(records: &[Outcome], text: &[u8], options: Options) {
    match from_slice_many_with::<BackendMessage>(text, options) {
        Ok(messages) => assert!(messages.iter().map(Ok).eq(records.iter().map(Result::as_ref))),
        Err(error) => {
            let mut reported = records.iter().filter_map(|record| record.as_ref().err()).flat_map(|bad| &bad.4);
            // Each record has an error of its own, so only the first one is cut off at the same place. Separators that
            // strict reading does not take, and arrays among records, are no damage.
            let at = usize::try_from(error.issues()[0].position.unwrap().offset).unwrap();
            let is_separator = matches!(text.get(at), Some(0 | 0x1E | 0xEF | b'{' | b'['));
            assert!(is_separator || reported.next() == error.issues().first());
        }
    }
}

fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, options: Options) -> Vec<Outcome> {
    let mut decoder = Decoder::with_options(options);
    let mut records = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        records.extend(decoder.by_ref().map(outcome));
    }
    decoder.finish();
    records.extend(decoder.map(outcome));
    records
}

fn outcome(record: Result<BackendMessage, Rejected>) -> Outcome {
    record.map_err(|rejected| {
        let Rejected { index, id, error, source, range, .. } = rejected;
        (index, id, source, (range.start, range.end), error.issues().to_vec(), error.is_truncated())
    })
}

/// Gives as few bytes at a time as a slow network.
struct Slow<'a, 'w> {
    text: &'a [u8],
    ways: &'w mut Ways,
}

impl std::io::Read for Slow<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = (1 + self.ways.below(100)).min(buffer.len());
        self.text.read(&mut buffer[..size])
    }
}
