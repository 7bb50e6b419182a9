//! Compares the TypeScript types that tsify derives from the declarations with those that the npm package ships.

use std::path::Path;

/// Fails where a committed file and the types differ; with `UPDATE_GOLDEN` set, writes the file instead, for review and
/// commit. The path is relative to `pkg-template`.
#[allow(clippy::expect_used)] // only tests call it
pub(crate) fn compare(file: &str, declarations: &[&str]) {
    let generated: String =
        declarations.iter().map(|declaration| alias(declaration)).collect::<Vec<_>>().join("\n\n") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg-template").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &generated).expect("pkg-template can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = generated.lines().zip(committed.lines()).find(|(new, old)| new != old);
    assert!(
        generated == committed,
        "{file} has changed, first in {difference:?}; if it should, run with UPDATE_GOLDEN=1 and look at the diff"
    );
}

/// An interface as a type alias: only that is assignable to a type with an index signature, such as
/// `Record<string, unknown>`.
fn alias(declaration: &str) -> String {
    let Some((comment, interface)) = declaration.split_once("export interface ") else { return declaration.to_owned() };
    format!("{comment}export type {};", interface.replacen(" {", " = {", 1))
}
