//! Wherever a text is cut, the same records and the same issues come out, and those of the whole text.

use backend_message::{
    BackendMessage, Decoder, Issue, Options, ReadError, Rejected, UnknownKeys, from_reader_many_with,
    from_slice_many_with, salvage_with,
};

/// All that there is to a record, good or bad, in a form that can be compared.
type Outcome = Result<BackendMessage, (u64, Option<String>, String, (u64, u64), Vec<Issue>, bool)>;

pub fn check(text: &[u8]) {
    let mut random = Random::of(text);
    let keys = [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject][random.below(3)];
    let options = Options::new().unknown_keys(keys).max_issues([1, 3, 100][random.below(3)]);
    let whole = decode([text], options);

    for most in [3, 40, 5000] {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, behind) = rest.split_at((1 + random.below(most)).min(rest.len()));
            pieces.push(piece);
            rest = behind;
        }
        assert_eq!(decode(pieces, options), whole, "in pieces of at most {most}");
    }
    if text.len() <= 300 {
        assert_eq!(decode(text.chunks(1), options), whole, "byte by byte");
    }

    let reader = Slow { text, random };
    let read: Vec<Outcome> = from_reader_many_with(reader, options)
        .map(|record| match record {
            Ok(message) => Ok(message),
            Err(ReadError::Rejected(rejected)) => outcome(Err(*rejected)),
            Err(error) => panic!("{error}"),
        })
        .collect();
    assert_eq!(read, whole, "by a reader");

    let salvaged = salvage_with::<BackendMessage>(text, options);
    assert!(salvaged.messages.iter().eq(whole.iter().flatten()));
    assert!(
        salvaged
            .rejected
            .into_iter()
            .map(|bad| outcome(Err(bad)).unwrap_err())
            .eq(whole.iter().filter_map(|record| record.clone().err()))
    );

    sources(&whole, text);
    as_a_whole(&whole, text, options);
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
            let mut told = records.iter().filter_map(|record| record.as_ref().err()).flat_map(|bad| &bad.4);
            // Each record has an error of its own, so only the first one is cut off at the same place.
            assert_eq!(told.next(), error.issues().first());
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
struct Slow<'a> {
    text: &'a [u8],
    random: Random,
}

impl std::io::Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = (1 + self.random.below(100)).min(buffer.len());
        self.text.read(&mut buffer[..size])
    }
}

/// Depends on the text alone, so that a failure can be had again.
struct Random(u64);

impl Random {
    fn of(text: &[u8]) -> Self {
        // FNV-1a; xorshift must not begin with zero.
        Self(
            text.iter()
                .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3))
                | 1,
        )
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}
