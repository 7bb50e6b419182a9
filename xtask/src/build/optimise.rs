//! Makes the wasm smaller and faster.

use std::path::Path;
use std::process::Command;

use super::flags::{Flags, Tool};
use crate::environment::isolate;
use crate::project::Project;

/// `names` is the switch for the names of functions.
pub(super) fn command(project: &Project, flags: &Flags, wasm: &Path, names: &str) -> Command {
    let mut command = project.command("wasm-opt");
    isolate(&mut command)
        .args(flags.arguments(Tool::WasmOpt))
        // wasm-opt reads the features from the section that rustc wrote; no later tool needs it.
        .args([names, "--strip-producers", "--strip-target-features", "-o"])
        .arg(wasm)
        .arg(wasm);
    command
}
