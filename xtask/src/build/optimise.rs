//! The wasm, made smaller and faster.

use std::path::Path;

use anyhow::Result;

use crate::process;
use crate::project::Project;

pub(super) fn optimise(project: &Project, wasm: &Path, names: &str) -> Result<()> {
    // The features come from the `target_features` section that rustc wrote; it has no use after this, nor have the names.
    process::run(
        project
            .command("wasm-opt")
            .args(["-O3", "--converge"])
            // A function with a single caller is no smaller within it, and compresses worse.
            .arg("--one-caller-inline-max-function-size=30")
            // Compressors find again what an expression was without its being kept in a local.
            .arg("--skip-pass=local-cse")
            // Functions of a type and of a module are alike, and compress best side by side.
            .arg("--reorder-functions-by-name")
            // The stack lies there, and is done with when it gets so low.
            .arg("--low-memory-unused")
            // Zeros between the data compress to nothing; leaving them out takes a header each time.
            .arg("--skip-pass=memory-packing")
            .args([names, "--strip-producers", "--strip-target-features", "-o"])
            .arg(wasm)
            .arg(wasm),
    )
}
