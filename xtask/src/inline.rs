//! The binary as JavaScript, for engines and bundlers that load nothing else. In downloads it is a string with one printable
//! character per byte, and a decoder; on disk it is base64.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Base64 hides repetitions from compressors: compressed, it is a third larger than the binary itself, and this form is 1 %
/// larger. The bytes that are frequent in wasm become ASCII: the small ones and, in place of the codes of comparisons, those
/// of arithmetic.
pub(crate) fn dense_module(wasm: &[u8]) -> String {
    let text: String = wasm.iter().copied().map(character).collect();
    format!("// The wasm binary, a character for each byte; {WRITTEN}const text = \"{text}\";\n{DECODER}")
}

/// Loads and decodes in a third of the time: ASCII takes half the memory in engines, and Node decodes base64 natively.
pub(crate) fn base64_module(wasm: &[u8]) -> String {
    format!("// The wasm binary as base64; {WRITTEN}export default \"{}\";\n", BASE64_STANDARD.encode(wasm))
}

const WRITTEN: &str = "written by `cargo xtask build`.\n\n";

/// `"` is below the range; `\` would need an escape; from 127 to 160 characters are invisible.
fn character(byte: u8) -> char {
    let shifted = u32::from(swapped(byte)) + 35;
    let code = match shifted {
        92 => 33,
        127.. => shifted + 34,
        _ => shifted,
    };
    char::from_u32(code).unwrap_or_default()
}

/// Swaps 0x50..0x60 and 0x60..0x70.
fn swapped(byte: u8) -> u8 {
    if (0x50..0x70).contains(&byte) { byte ^ 0x30 } else { byte }
}

// The loop only looks up a table: it runs once, before any engine has compiled it.
const DECODER: &str = "
/** The binary. */
export default function decode() {
  const table = new Uint8Array(325);
  for (let code = 33; code < 325; code++) {
    const byte = code === 33 ? 57 : code > 160 ? code - 69 : code - 35;
    table[code] = byte >= 0x50 && byte < 0x70 ? byte ^ 0x30 : byte;
  }
  const { length } = text;
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) bytes[index] = table[text.charCodeAt(index)];
  return bytes;
}
";

#[cfg(test)]
mod tests {
    use super::character;

    /// As the JavaScript does it.
    fn byte(character: char) -> u32 {
        let byte = match u32::from(character) {
            33 => 57,
            code @ 161.. => code - 69,
            code => code - 35,
        };
        if (0x50..0x70).contains(&byte) { byte ^ 0x30 } else { byte }
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
