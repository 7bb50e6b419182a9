use super::{End, Fate, LONGEST_LIST, Recovery};
use crate::MAX_DEPTH;
use crate::decode::owned::Owned;
use crate::read::boundary::STEPS;
use crate::read::rejected::Rejected;
use crate::read::resume::{Pieces, Take};
use crate::read::session::Session;
use crate::read::session::tests::TASK;

/// A recovery in a text of which `RECORD` is the only valid record.
fn recovery(window: &[u8], last: bool, in_array: bool) -> Recovery<'_, impl FnMut(usize) -> bool> {
    let looked = Box::leak(Box::default());
    let is_record = |at: usize| {
        window.get(at..).is_some_and(|rest| {
            rest.starts_with(RECORD.as_bytes())
                || rest
                    .iter()
                    .position(|&byte| byte == b'}')
                    .is_some_and(|end| rest[..=end].ends_with(b"\":2,\"r\":1}"))
        })
    };
    Recovery { window, start: 0, last, in_array, read: 0, spent: 0, looked, is_record }
}

const RECORD: &str = r#"{"r":1}"#;

/// `@` stands for the record, and `^` for where the damage ends.
fn place(marked: &str) -> (String, usize) {
    let text = marked.replace('@', RECORD);
    let at = text.find('^').unwrap();
    (text.replace('^', ""), at)
}

#[test]
fn damage_ends_where_a_record_begins() {
    for marked in [
        "^@",
        "x^@",
        "}]:,^@{",
        r#"{"a":"b^@"#,
        r#"{"a":"b","c^@"#,
        r#"{"a":"b\^@"#,
        r#"{"a":tr^@"#,
        r#"{"a":^@"#,
        r#"{"a":[^@"#,
        r#"{"a":[{} ^@ @"#,
        r#"{"a":1,^@"#,
        "{^@",
        r#"{"a":{"b":2},"c":^@ {"d":3}"#,
        r#"{"a":2}{"b":3}^@"#,
        r#"x{"a":@,"b":[1,2],"c":"d^@"#,
        r#"x{"a":@}^@"#,
        "{ \"^@",
        r#"{"a":"b^{"":2,"r":1}"#,
        r#"{"a":"b^{",":2,"r":1}"#,
        r#"{"a":"b","c^{":x":2,"r":1}"#,
        r#"{"a":"b","c^{"":2,"r":1}"#,
        r#"{"a":"b","c^{"[]":2,"r":1}"#,
        r#"{"a":^@,NaN,@"#,
        r#"{"a":^@, // b c"#,
    ] {
        let (text, at) = place(marked);
        assert_eq!(recovery(text.as_bytes(), true, false).end(0), End::Record(at), "{marked}");
    }
}

#[test]
fn damage_ends_with_its_array_or_with_the_text() {
    for (marked, end) in [
        ("x^]", End::Bracket(1)),
        ("x^] \0\n", End::Bracket(1)),
        (r#"x^] [ {"a""#, End::Bracket(1)),
        (r#"{"a":"b}^]"#, End::Bracket(8)),
        ("x] x^", End::Text),
        ("x][5] x^", End::Text),
        (r#"x "][{", "][{"}^"#, End::Text),
        ("x^", End::Text),
    ] {
        let (text, _) = place(marked);
        assert_eq!(recovery(text.as_bytes(), true, true).end(0), end, "{marked}");
        if end != End::Text {
            assert_eq!(recovery(text.as_bytes(), true, false).end(0), End::Text, "{marked} outside an array");
        }
    }
}

/// From where text is seen again with more behind it, so that its end within a window makes no difference.
#[test]
fn what_is_not_known_yet() {
    for (marked, in_array) in [
        ("xyz^", false),
        ("x^\n\0,\u{FEFF}", false),
        ("x^ {\"r\"", false),
        (r#"x^{"a":"b"#, false),
        ("x^{ ", false),
        ("\"a\"^: ", false),
        (r#""a"^: {"r":1"#, false),
        (r#""a"^:@ "#, false),
        (r#""a"^:@, "#, false),
        ("x^] ", true),
        ("x^][ ", true),
        ("x^][ {", true),
        ("x^][ {\"", true),
    ] {
        let (text, at) = place(marked);
        assert_eq!(recovery(text.as_bytes(), false, in_array).end(0), End::Unknown(at), "{marked}");
    }
}

#[test]
fn what_becomes_of_a_broken_value() {
    for (marked, in_array, fate) in [
        (r#"{"a":NaN}^ "#, false, Fate::Ends { end: 9 }),
        (r#"{"a":^@ {"#, false, Fate::Cut { record: 5 }),
        (r#"{"a":[2,^@,@"#, true, Fate::Cut { record: 8 }),
        // In a sequence no comma stands between records, so the first of these two is an element.
        (r#"{"a":[2,@,^@"#, false, Fate::Cut { record: 16 }),
        (r#"{"a":[^@,@]"#, false, Fate::Cut { record: 6 }),
        (r#"{"a":"b^{"c""#, false, Fate::Lost { at: 9, resume: 7 }),
        (r#"{"a":1^{"#, false, Fate::Lost { at: 6, resume: 6 }),
    ] {
        let (text, _) = place(marked);
        assert_eq!(recovery(text.as_bytes(), true, in_array).follow(0), fate, "{marked}");
    }
}

/// A cut record in an array, behind which the rest of the array looks like a list within it, is not kept to its end.
#[test]
fn a_long_list_of_records_is_no_list_in_a_record() {
    let record = r#"{"id":"a","role":"user","sessionId":"s","userInput":"t"}"#;
    let text = format!(r#"[{{"id":"b","toolCalls":[{}]"#, vec![record; 1000].join(","));
    for piece in [1, 1000, text.len()] {
        let mut pieces = Pieces::<Owned>::new(TASK);
        let mut take = Count(0);
        for piece in text.as_bytes().chunks(piece) {
            pieces.push(piece, &mut take);
            assert!(piece.len() > 1000 || pieces.pending() <= 4 * LONGEST_LIST, "{}", pieces.pending());
        }
        pieces.finish(&mut take);
        assert_eq!(take.0, 1);
    }
}

struct Count(usize);

impl Take<Owned> for Count {
    fn window(&mut self, _: &Session<Owned>, _: &[u8]) {}

    fn rejected(&mut self, _: Rejected) {
        self.0 += 1;
    }
}

/// How many bytes are followed or decoded for each byte of a text.
fn steps(text: &[u8], piece: usize) -> usize {
    let mut pieces = Pieces::<Owned>::new(TASK);
    let mut take = Count(0);
    STEPS.set(0);
    for piece in text.chunks(piece) {
        pieces.push(piece, &mut take);
    }
    pieces.finish(&mut take);
    STEPS.get() / text.len()
}

/// Text kept from the colon before a value on is read again as the value ends, and not with every piece.
#[test]
fn a_kept_colon_does_not_repeat_the_work_with_every_piece() {
    for begin in ["x:", "nu: ", "]:"] {
        let text = [begin, &r#"{"":"#.repeat(2000)].concat();
        for piece in [1, 7, 500] {
            assert!(
                steps(text.as_bytes(), piece) <= 16,
                "{begin} in pieces of {piece}: {}",
                steps(text.as_bytes(), piece)
            );
        }
    }
}

/// The work for each byte must not grow with the text.
#[test]
fn hostile_texts_are_linear_work() {
    let record = r#"{"id":"a","role":"user","sessionId":"s","userInput":"t"}"#;
    let nested = format!("{}{record}{}", r#"{"x":["#.repeat(MAX_DEPTH / 2 - 2), "]}".repeat(MAX_DEPTH / 2 - 2));
    let doubtful = r#"{"x":["#.repeat(60) + &"{} ]} ".repeat(60);
    let repeated = [
        r#"{"id":"#,
        r#"{"x":"#,
        r#"[{"id":"#,
        r#"{"id":""#,
        "\"",
        "{\"",
        "{\"{\"",
        "{\":\":",
        r#"{",":":{","#,
        "]",
        "][",
        "] [ { ",
        "]\0\0",
        "{ ",
        ": ",
        ":{ ",
        "5 ",
        "5,",
        "\"a\" ",
        "\"a\",",
        "[",
        "{",
        "}",
        "\\",
        "{}",
        "{} ",
        "[{} ",
        "[]{",
        "\0",
        "\u{1E}",
        "\u{FEFF}",
        "x",
        "x ",
        "\"a\":",
        r#"{"x":{} "#,
        r#"{"x":{},y,"#,
        r#"{"x":[{} "#,
        "{\"\":\"",
        "{\"\",",
        "{\",\"",
        "{\",\":{\"\"",
        r#"{"x":[{"id":"a","role":"user","sessionId":"s","userInput":"t"},"#,
        r#"{"id":"a","role":"user","sessionId":"s","userInput":"t"},"#,
        record,
        &nested,
        &doubtful,
    ];
    let first = ["", "[", "{\"a\":[", "[{\"a\":[", "{\"a\":\"", "[{\"a\":\"x\" y", "x"];
    let mut worst = (0, String::new());
    for begin in first {
        for repeated in repeated {
            for piece in [500, 100_000] {
                let text = |length: usize| [begin, &repeated.repeat(1 + length / repeated.len())].concat();
                let (short, long) = (text(8_000), text(32_000));
                let (few, many) = (steps(short.as_bytes(), piece), steps(long.as_bytes(), piece));
                assert!(many <= 2 * few + 4, "{begin} {repeated}: {few} steps a byte, then {many}");
                worst = worst.max((many, format!("{begin} {repeated}")));
            }
        }
    }
    println!("{worst:?}");
    assert!(worst.0 <= 16, "{worst:?}");
}
