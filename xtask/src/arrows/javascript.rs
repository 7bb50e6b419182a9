//! Imports of JavaScript modules and of declarations: `from "…"`, `import "…"` and `import("…")` of a relative path.

use std::collections::BTreeSet;

use super::{Arrow, Source};

pub(super) fn arrows(sources: &[Source]) -> BTreeSet<Arrow> {
    sources.iter().flat_map(|source| arrows_of(&source.path, &source.text)).collect()
}

fn arrows_of(path: &str, text: &str) -> Vec<Arrow> {
    let is_declaration = path.ends_with(".d.ts");
    let mut arrows = Vec::new();
    for (at, _) in text.match_indices("\".") {
        let Some((specifier, _)) = text[at + 1..].split_once('"') else { continue };
        let before = text[..at].trim_end();
        if !["from", "import", "import("].iter().any(|word| before.ends_with(word)) {
            continue;
        }
        let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        let is_comment = line.trim_start().starts_with('*') || line.contains("/**");
        let to = resolve(path, specifier);
        arrows.push(Arrow { from: path.to_owned(), to, is_type: is_declaration || is_comment });
    }
    arrows
}

/// Resolves a relative path in a file.
fn resolve(from: &str, specifier: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<(String, bool)> {
        arrows_of(path, text).into_iter().map(|arrow| (arrow.to, arrow.is_type)).collect()
    }

    #[test]
    fn all_forms_of_imports_are_found() {
        let text = r#"
import { a,
  b } from "./b.js";
export { c } from "../core/c.js";
import "../wasm/d.js";
await import("./deep/e.js");
import { readFile } from "node:fs";
const output = "./not-imported.js";
/** @param {import("./generated/f.js").F} f */
"#;
        let expected = [
            ("pure/b.js", false),
            ("core/c.js", false),
            ("wasm/d.js", false),
            ("pure/deep/e.js", false),
            ("pure/generated/f.js", true),
        ];
        assert_eq!(found("pure/a.js", text), expected.map(|(path, is_type)| (path.to_owned(), is_type)));
    }

    #[test]
    fn declarations_import_types() {
        assert_eq!(found("pure/a.d.ts", "import type { B } from \"./b.js\";"), [("pure/b.js".to_owned(), true)]);
    }
}
