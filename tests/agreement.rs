//! The wasm module against the native crate: this test runs on both, on the same damaged texts, and whatever comes of each (verdict,
//! value, every issue and its place) must be what the committed digests say. `UPDATE_GOLDEN=1 cargo test --test agreement` renews
//! them, natively.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // so tests fail

use backend_message::{
    BackendMessage, CallbackResultData, Decoder, FromJson, Naming, Options, ToJson, ToolCallData, UnknownKeys,
    from_slice_many_with, to_string_many,
};

const DIGESTS: &str = include_str!("golden/agreement.txt");
const BLOCKS: usize = 40;
const TEXTS: usize = 100;

const BASES: [&str; 4] = [
    include_str!("../fuzz/seeds/every-field.json"),
    include_str!("../fuzz/seeds/array.json"),
    include_str!("../fuzz/seeds/every-shape-issue.json"),
    include_str!("../fuzz/seeds/unknown-values.json"),
];

/// What is put into them: tokens, halves of tokens, bytes that are none.
const PUT: [&[u8]; 36] = [
    b"", b"", b"\"", b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\n", b"\x00", b"0", b"-", b".", b"e", b"null", b"true",
    b"1e400", b"0.1234567890123456789", b"9007199254740993", b"2.4703282292062328e-324", b"\\u00e9", b"\\ud83d\\ude00",
    b"\\ud800", b"\xC3\xA9", b"\xE6\xBC\xA2", b"\xF0\x9F\x98\x80", b"\xED\xA0\x80", b"\xC0\x80", b"\xFF", b"\xEF\xBB\xBF",
    b"\"x\":{\"y\":[1]},", b"\"id\":\"twice\",", b"{\"id\":\"\",\"role\":\"\",\"sessionId\":\"\",\"userInput\":\"\"}",
    b"                                        \\n                 \xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2\xE6\xBC\xA2",
];

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_same_comes_of_four_thousand_damaged_texts_on_every_target() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut accepted = 0;
    let digests: Vec<String> = (0..BLOCKS)
        .map(|_| {
            let mut digest = Digest::default();
            for _ in 0..TEXTS {
                let text = damaged(&mut random);
                let keys = [UnknownKeys::Strip, UnknownKeys::Keep, UnknownKeys::Reject][random.below(3)];
                let options = Options::new().unknown_keys(keys);
                accepted += usize::from(outcome::<BackendMessage>(&text, options, &mut digest));
                outcome::<ToolCallData>(&text, options, &mut digest);
                outcome::<CallbackResultData>(&text, options, &mut digest);
            }
            format!("{:016x}", digest.0)
        })
        .collect();
    assert!(accepted > 100 && accepted < BLOCKS * TEXTS, "{accepted} accepted");

    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/agreement.txt");
        std::fs::write(path, digests.join("\n") + "\n").unwrap();
        return;
    }
    let different: Vec<usize> =
        (0..BLOCKS).filter(|&block| DIGESTS.lines().nth(block) != Some(&digests[block])).collect();
    assert!(different.is_empty(), "of {BLOCKS} blocks of {TEXTS} texts, these come out otherwise: {different:?}");
}

fn damaged(random: &mut Random) -> Vec<u8> {
    let mut text = BASES[random.below(BASES.len())].as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(text.len() + 1);
        let end = (at + [0, 0, 1, 1, 2, 7, 100][random.below(7)]).min(text.len());
        text.splice(at..end, PUT[random.below(PUT.len())].iter().copied());
    }
    text
}

/// Adds everything that is reported of a text, except the wording. Says whether the text is valid.
fn outcome<T: FromJson + ToJson + PartialEq + std::fmt::Debug>(
    text: &[u8],
    options: Options,
    digest: &mut Digest,
) -> bool {
    let result = from_slice_many_with::<T>(text, options);
    match &result {
        Ok(values) => {
            digest.add(&format!("{values:?}"));
            digest.add(&to_string_many(values, Naming::Wire));
        }
        Err(error) => {
            for issue in error.issues() {
                let place = issue.position.map(|place| (place.offset, place.index, place.line, place.column));
                digest.add(&format!(
                    "{} {} {place:?} {:?} {:?}",
                    issue.code,
                    issue.pointer(),
                    issue.expected,
                    issue.received
                ));
            }
            digest.add(if error.is_truncated() { "truncated" } else { "all" });
        }
    }
    let mut decoder = Decoder::<T>::with_options(options);
    text.chunks(7).for_each(|piece| decoder.push(piece));
    decoder.finish();
    for record in decoder {
        match record {
            Ok(value) => digest.add(&format!("{value:?}")),
            Err(rejected) => {
                digest.add(&format!("{} {:?} {} {:?}", rejected.index, rejected.id, rejected.source, rejected.range));
            }
        }
    }
    result.is_ok()
}

/// FNV-1a.
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Digest {
    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        }
    }
}

/// Xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % most as u64).unwrap()
    }
}
