//! Decimal to double, for the rare numbers that [`lex`](super::lex) cannot convert exactly by itself.
//!
//! In the npm package the engine's `parseFloat` does it, which rounds correctly: a second conversion would be a third of
//! the module's size. This import is the only thing outside of `js/` that depends on the target.

#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    /// The engine's own conversion, which `JSON.parse` uses too.
    #[wasm_bindgen(js_name = parseFloat)]
    pub(super) fn parse_float(text: &str) -> f64;
}

/// The double nearest to a well-formed JSON number.
#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
pub(super) fn parse_float(text: &str) -> f64 {
    debug_assert!(text.parse::<f64>().is_ok(), "the lexer accepted {text:?}");
    text.parse().unwrap_or(f64::NAN)
}
