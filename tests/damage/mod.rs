//! Makes damaged texts of which it is known what must be kept.

use serde_json::Value;

/// A sequence of numbers that a seed determines.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

/// A damaged text, the ids of the whole records in it, and how many stretches of damage it has.
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    pub(crate) whole: Vec<String>,
    pub(crate) damaged: usize,
}

const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of an entry of `tests/faults/faults.json`.
pub(crate) fn text_of(fault: &Value) -> Vec<u8> {
    if let Some(text) = fault["text"].as_str() {
        return text.as_bytes().to_vec();
    }
    let digits = fault["base64"].as_str().unwrap().bytes();
    let digits: Vec<u32> =
        digits.filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)).map(|digit| digit as u32).collect();
    let bytes = digits.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - four.len()));
        bits.to_be_bytes().into_iter().skip(1).take(four.len() * 6 / 8)
    });
    bytes.collect()
}

/// A small record.
pub(crate) fn record(id: &str) -> String {
    format!(r#"{{"id":"{id}","role":"user","sessionId":"s","userInput":"t"}}"#)
}

/// Records that will be damaged: each kind of token is in them, and what looks like JSON in strings.
pub(crate) fn victims() -> Vec<Vec<u8>> {
    let long = r#"{"id":"v","role":"assistant","sessionId":"s","userInput":"é😀 \"{\\\"id\\\":1}\" [x]:{","cost":-1.5e-3,"toolCalls":[{"finished":true,"id":"t","input":"{\"a\":[1]}","name":"Bash","type":""},{"finished":false,"id":"u","input":"","name":"Show","type":"","x":null}],"y":{"z":[[],{}]},"model":"m"}"#;
    let spaced = serde_json::to_string_pretty(&serde_json::from_str::<Value>(long).unwrap()).unwrap();
    [record("v"), long.to_owned(), spaced].map(String::into_bytes).to_vec()
}

/// A whole record with an id of its own, in one of many forms.
fn whole(id: &str, random: &mut Random) -> String {
    let quoted = serde_json::to_string(&record("quoted")).unwrap();
    match random.below(6) {
        0 => format!(r#"{{ "userInput" : {quoted} , "id" : "{id}" , "role":"user","session_id":"s" }}"#),
        1 => format!("{{\n  \"id\": \"{id}\",\n  \"role\": \"\",\n  \"sessionId\": \"\",\n  \"userInput\": \"]\"\n}}"),
        2 => format!(
            r#"{{"x":{{"y":[{}]}},"id":"{id}","role":"user","sessionId":"s","userInput":"}}"}}"#,
            record("inner")
        ),
        3 => format!(r#"{{"\u0069d":"{id}","role":"user","sessionId":"s\\","userInput":"é\n{{"}}"#),
        _ => record(id),
    }
}

/// Damage that is one rejected record, whatever whole records stand around it.
fn damage(random: &mut Random) -> Vec<u8> {
    loop {
        let text = any_damage(random);
        // White space may be all that is lost; and what is left may begin with values that are whole.
        let begin = text.iter().position(|byte| !b", ]\n".contains(byte)).map(|at| text[at]);
        let is_torn = text.starts_with(b"{\"id\":\"v\"") || !matches!(begin, None | Some(b'{' | b'[' | b'1' | b'n'));
        if is_torn && serde_json::from_slice::<Value>(&text).is_err() {
            return text;
        }
    }
}

fn any_damage(random: &mut Random) -> Vec<u8> {
    let victims = victims();
    let victim = &victims[random.below(victims.len())];
    let at = 1 + random.below(victim.len() - 1);
    let element = |token: &str| format!(r#"{{"id":"v","role":"user",{token}}}"#).into_bytes();
    match random.below(12) {
        0..=3 => victim[..at].to_vec(),
        4 => victim[at..].to_vec(),
        5 => element(random.of(&[
            r#""x":NaN"#,
            r#""x":05"#,
            r#""x":tru"#,
            r#""x":'y'"#,
            r#""x":"\q""#,
            "\"x\":\"\t\n\n\"",
            r#""x":1,"#,
            r#","x":1"#,
            r#""x":1 "y":2"#,
            r#""x":[1 2]"#,
            r#""x":{},"y":"\ud800\u""#,
            "\"x\":\"\0\0\"",
        ])),
        6 => {
            let mut text = element(r#""x":"?""#);
            let mark = text.iter().position(|byte| *byte == b'?').unwrap();
            text[mark] = [0xE9, 0xFF, 0xC0][random.below(3)];
            text
        }
        7 => element(&format!("\"x\":{}\"{{\"{}", "[".repeat(150), "]".repeat(150))),
        8 => {
            let mut text = victim.clone();
            let quote = text.iter().skip(at).position(|byte| *byte == b'"');
            text.remove(quote.map_or(1, |quote| at + quote));
            text
        }
        9 => element(r#""userInput":"un"quoted""#),
        10 => b"### not a record ###".to_vec(),
        _ => element(r#""sessionId":5"#),
    }
}

/// Whole records, and damage between some of them, in a sequence or an array.
pub(crate) fn text(random: &mut Random) -> Text {
    let array = random.below(2) == 0;
    let (separators, comma): (&[&str], _) = if array {
        (&[",", ",\n", " , ", ",\0\0"], "[")
    } else {
        (&["\n", "\r\n", "", " ", "\0\0\0", "\u{FEFF}", "\n\u{1E}"], "")
    };
    let mut text = Text { bytes: comma.as_bytes().to_vec(), whole: Vec::new(), damaged: 0 };
    // How many whole records came behind damage. The first may have got into the place of a value.
    let mut behind = 2;
    for number in 0..=random.below(8) {
        if number > 0 {
            // Where a record was cut off, often nothing stands before the next one.
            let glue = behind == 0 && random.below(2) == 0;
            text.bytes.extend(if glue { "" } else { random.of(separators) }.bytes());
        }
        behind += 1;
        if behind > 2 && random.below(2) == 0 {
            behind = 0;
            text.bytes.extend(damage(random));
            text.damaged += 1;
        } else {
            let id = format!("r{number}");
            text.bytes.extend(whole(&id, random).bytes());
            text.whole.push(id);
        }
    }
    if array {
        text.bytes.push(b']');
    }
    text
}
