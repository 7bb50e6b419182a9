//! Suggests a known name for a misspelt one.

use crate::text::part::Part;

/// Longer names are not compared; no field's name is longer.
const LONGEST: usize = 32;

/// The distance from a word to a name, if the word may be that name misspelt: at most one letter in three is missing, added,
/// replaced or swapped with the next. Capital letters, `_`, `-` and spaces make no difference.
pub(crate) fn distance(word: &str, name: &str) -> Option<usize> {
    let (word, name) = (Letters::of(word)?, Letters::of(name)?);
    let most = word.count.max(name.count) / 3;
    if word.count.abs_diff(name.count) > most {
        return None;
    }
    Some(edits(&word, &name)).filter(|&edits| edits <= most)
}

/// The letters of a word, which is short. No letter of a UTF-8 text is [`NONE`](Self::NONE).
struct Letters {
    letters: [u8; LONGEST],
    count: usize,
}

impl Letters {
    const NONE: u8 = 0xFF;

    #[inline(never)]
    fn of(word: &str) -> Option<Self> {
        if word.len() > LONGEST {
            return None;
        }
        let mut all = Self { letters: [Self::NONE; LONGEST], count: 0 };
        for byte in word.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')) {
            *all.letters.get_mut(all.count)? = byte.to_ascii_lowercase();
            all.count += 1;
        }
        Some(all)
    }

    /// The letter that so many letters end with.
    fn last_of(&self, count: usize) -> u8 {
        self.letters.get(count.wrapping_sub(1)).copied().unwrap_or(Self::NONE)
    }
}

/// The distance of Damerau and Levenshtein, where no letter takes part in two swaps.
fn edits(word: &Letters, name: &Letters) -> usize {
    // The costs of each beginning of the name: for two letters less of the word, for one less, and for this one.
    let mut rows = [[0; LONGEST + 1]; 3];
    let [_, row, _] = &mut rows;
    for (count, cost) in row.iter_mut().enumerate() {
        *cost = count;
    }
    for count in 1..=word.count {
        let letter = word.last_of(count);
        let [earlier, row, next] = &mut rows;
        let mut left = count;
        let (mut diagonal, mut before_diagonal) = (count - 1, 0);
        next[0] = left;
        for column in 1..=name.count {
            let other = name.last_of(column);
            let above = row.get(column).copied().expected();
            left = (diagonal + usize::from(letter != other)).min(above.min(left) + 1);
            if word.last_of(count - 1) == other && name.last_of(column - 1) == letter {
                left = left.min(before_diagonal + 1);
            }
            before_diagonal = earlier.get(column - 1).copied().expected();
            diagonal = above;
            if let Some(cost) = next.get_mut(column) {
                *cost = left;
            }
        }
        rows.rotate_left(1);
    }
    let [_, row, _] = rows;
    row.get(name.count).copied().expected()
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
