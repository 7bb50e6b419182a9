//! Where reading goes on after a syntax error.
//!
//! In an array nobody can tell where the next record begins, so all that follows is lost. Of records one after another
//! the next line has the next one: NDJSON. If the record that broke began on an earlier line than it broke on, then
//! it is one that lost its end (the next line that begins with `{` is another), or one that was written on several lines
//! (and again the next one begins with `{` at a line's start).

/// Up to where text is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// The end of the line.
    LineEnd,
    /// The next line that begins with `{`; whether a line begins here.
    Brace { line_start: bool },
    /// The end of the text.
    End,
}

/// What is passed over after a syntax error at `error` in a record of a sequence that began at `start`, and from where on.
pub(crate) fn after_error(window: &[u8], start: usize, error: usize) -> (Until, usize) {
    let passed = window.get(start..error).unwrap_or_default();
    if !passed.contains(&b'\n') {
        return (Until::LineEnd, error);
    }
    // The error may be found only behind the line that the next record begins.
    match line_with_brace(window.get(start..=error).unwrap_or(passed)) {
        Some(found) => (Until::Brace { line_start: true }, start + found),
        // If one began here, it would have been found.
        None => (Until::Brace { line_start: false }, error),
    }
}

impl Until {
    /// Passes over a window; says how much of it, and whether that is all there is to pass over.
    pub(crate) fn pass(&mut self, window: &[u8]) -> (usize, bool) {
        let found = match self {
            Self::LineEnd => window.iter().position(|&byte| byte == b'\n'),
            Self::Brace { line_start: true } if window.first() == Some(&b'{') => Some(0),
            Self::Brace { .. } => line_with_brace(window),
            Self::End => None,
        };
        if let (Self::Brace { line_start }, Some(last)) = (&mut *self, window.last()) {
            *line_start = *last == b'\n';
        }
        (found.unwrap_or(window.len()), found.is_some())
    }
}

/// Where the first line begins, behind another, that begins with `{`.
fn line_with_brace(text: &[u8]) -> Option<usize> {
    text.windows(2).position(|pair| pair == b"\n{").map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Until, after_error};

    /// What is passed over of a text with `!` where the error is found, whole and byte by byte.
    fn lost(marked: &str) -> &str {
        let error = marked.find('!').unwrap();
        let (mut until, from) = after_error(marked.as_bytes(), 0, error);
        let (passed, _) = until.clone().pass(&marked.as_bytes()[from..]);
        let mut end = from;
        while end < marked.len() && until.pass(&marked.as_bytes()[end..=end]) == (1, false) {
            end += 1;
        }
        assert_eq!(end, from + passed, "byte by byte");
        &marked[..end]
    }

    #[test]
    fn what_is_lost() {
        for (text, expected) in [
            ("{\"a\":! ,\n{}", "{\"a\":! ,"),
            ("!garbage\ngarbage\n{}", "!garbage"),
            ("{\"a\":1,\n{!}", "{\"a\":1,\n"),
            ("{\"a\":[\n{},\n{}!", "{\"a\":[\n"),
            ("{\n  \"a\": !x,\n  \"b\": 1\n}\n{\n}", "{\n  \"a\": !x,\n  \"b\": 1\n}\n"),
            ("{\n!", "{\n!"),
            ("!", "!"),
        ] {
            assert_eq!(lost(text), expected, "{text}");
        }
    }

    #[test]
    fn an_array_is_lost_whole() {
        assert_eq!(Until::End.pass(b"a\n{b\n{"), (6, false));
    }
}
