//! The glue: JavaScript that loads the wasm and calls it.

use std::path::Path;
use std::process::Command;

use crate::environment::isolate;
use crate::project::Project;

pub(super) fn command(project: &Project, wasm: &Path, glue: &Path) -> Command {
    let mut command = project.command("wasm-bindgen");
    isolate(&mut command)
        // The only target that runs everywhere: the entries provide the wasm.
        .args(["--target=web", "--omit-default-module-path", "--out-name=wasm"])
        // `__wbg_reset_state`: a new instance after one that trapped.
        .arg("--experimental-reset-state-function")
        .arg("--out-dir")
        .arg(glue)
        .arg(wasm);
    command
}
