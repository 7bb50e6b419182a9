//! Suggests a known name for a misspelt one.

/// Longer names are not compared; no field's name is longer.
const LONGEST: usize = 32;

/// The distance from a word to a name, if the word may be that name misspelt: at most one letter in three is missing, added,
/// replaced or swapped with the next. Capital letters, `_`, `-` and spaces make no difference.
pub(crate) fn distance(word: &str, name: &str) -> Option<usize> {
    if word.len() > LONGEST || name.len() > LONGEST {
        return None;
    }
    let (length, other) = (letters(word).count(), letters(name).count());
    let most = length.max(other) / 3;
    if length.abs_diff(other) > most {
        return None;
    }
    Some(edits(&letters(word).collect::<Vec<_>>(), &letters(name).collect::<Vec<_>>())).filter(|&edits| edits <= most)
}

fn letters(word: &str) -> impl Iterator<Item = u8> {
    word.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(|byte| byte.to_ascii_lowercase())
}

/// The Damerau-Levenshtein distance, where each letter takes part in one swap at most.
fn edits(word: &[u8], name: &[u8]) -> usize {
    let (mut earlier, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=name.len()).collect());
    let mut before = None;
    for (count, &letter) in (1..).zip(word) {
        let mut next = vec![count];
        let (mut left, mut other_before) = (count, None);
        for (column, (&other, cells)) in name.iter().zip(row.windows(2)).enumerate() {
            let &[diagonal, above] = cells else { continue };
            left = (diagonal + usize::from(letter != other)).min(above.min(left) + 1);
            if before == Some(other) && other_before == Some(letter) {
                // Two letters back in both words.
                let swapped = column.checked_sub(1).and_then(|column| earlier.get(column));
                left = left.min(swapped.map_or(left, |cost| cost + 1));
            }
            next.push(left);
            other_before = Some(other);
        }
        earlier = std::mem::replace(&mut row, next);
        before = Some(letter);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn misspelt_names() {
        for (word, name, expected) in [
            ("sessionId", "sessionId", Some(0)),
            ("SessionID", "sessionId", Some(0)),
            ("session-id", "session_id", Some(0)),
            ("_id", "id", Some(0)),
            ("sesionId", "sessionId", Some(1)),
            ("sessionnId", "sessionId", Some(1)),
            ("sessoinId", "sessionId", Some(1)),
            ("mode", "model", Some(1)),
            ("rloe", "role", Some(1)),
            ("userInputs", "userInput", Some(1)),
            ("name", "role", None),
            ("x", "id", None),
            ("", "id", None),
            ("userMessage", "userInput", None),
            ("é", "id", None),
        ] {
            assert_eq!(distance(word, name), expected, "{word} {name}");
        }
        assert_eq!(distance(&"x".repeat(1 << 20), "id"), None);
    }
}
