//! Pieces of declarations in TypeScript.

use super::quote;

/// A description as a comment.
pub(super) fn comment(doc: &str, indent: &str) -> String {
    let lines: Vec<_> = doc.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let [line] = lines[..] {
        return format!("{indent}/** {line} */\n");
    }
    let separator = format!("\n{indent} * ");
    format!("{indent}/**{separator}{}\n{indent} */\n", lines.join(&separator))
}

/// A property of an object's type; `mark` is `?` if it may be absent.
pub(super) fn property(indent: &str, name: &str, mark: &str, kind: &str) -> String {
    let is_identifier = name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    let name = if is_identifier { name.to_owned() } else { quote(name) };
    format!("{indent}{name}{mark}: {kind};\n")
}

/// The type of a property that may be `undefined`, also under `exactOptionalPropertyTypes`.
pub(super) fn optional(kind: &str) -> String {
    if kind == "unknown" { kind.to_owned() } else { format!("{kind} | undefined") }
}

/// The strings of a set.
pub(super) fn union<'a>(members: impl IntoIterator<Item = &'a str>) -> String {
    members.into_iter().map(quote).collect::<Vec<_>>().join(" | ")
}
