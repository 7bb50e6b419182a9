//! The binary as JavaScript, for engines and bundlers that load nothing else: a string with one printable character
//! for each byte, and the way back.
//!
//! Base64 hides the bytes' repetitions from compressors: it costs a third more on the network than the binary itself,
//! this form a twenty-fifth. The bytes that are frequent in wasm, the small ones, become ASCII.

pub(crate) fn module(wasm: &[u8]) -> String {
    let text: String = wasm.iter().copied().map(character).collect();
    format!("{HEAD}const text = \"{text}\";\n{DECODER}")
}

const HEAD: &str = "// The wasm binary, a character for each byte; written by `cargo xtask build`.\n\n";

/// `"` is below the range; `\` would need an escape; from 127 to 160 characters are invisible.
fn character(byte: u8) -> char {
    let shifted = u32::from(byte) + 35;
    let code = match shifted {
        92 => 33,
        127.. => shifted + 34,
        _ => shifted,
    };
    char::from_u32(code).unwrap_or_default()
}

const DECODER: &str = "
/** The binary. */
export default function decode() {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < bytes.length; index++) {
    const code = text.charCodeAt(index);
    bytes[index] = code === 33 ? 57 : code > 160 ? code - 69 : code - 35;
  }
  return bytes;
}
";

#[cfg(test)]
mod tests {
    use super::character;

    /// As the JavaScript does it.
    fn byte(character: char) -> u32 {
        match u32::from(character) {
            33 => 57,
            code @ 161.. => code - 69,
            code => code - 35,
        }
    }

    #[test]
    fn every_byte_is_printable_and_comes_back() {
        for value in 0..=u8::MAX {
            let char = character(value);
            assert_eq!(byte(char), u32::from(value));
            assert!(!char.is_control() && !"\"\\".contains(char), "{value}");
        }
    }
}
