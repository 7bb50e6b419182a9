//! Comparing what is generated with what is committed in `tests/golden`.

use std::path::Path;

/// Fails where the two differ; with `UPDATE_GOLDEN` set, writes the file instead, to be looked at and committed.
#[allow(clippy::expect_used)] // only tests call it
pub(crate) fn compare(file: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, generated).expect("tests/golden can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let difference = generated.lines().zip(committed.lines()).find(|(new, old)| new != old);
    assert!(
        generated == committed,
        "{file} has changed, first in {difference:?}; if it should, run with UPDATE_GOLDEN=1 and look at the diff"
    );
}
