//! wasm-bindgen, which makes the compiler's output a module that JavaScript can instantiate. Its JavaScript is not used:
//! `pkg-template/wasm/instance.js` is in its place.

use std::path::Path;
use std::process::Command;

use crate::environment::isolate;
use crate::project::Project;

pub(super) fn command(project: &Project, wasm: &Path, bound: &Path) -> Command {
    let mut command = project.command("wasm-bindgen");
    isolate(&mut command)
        // The only target whose wasm runs everywhere: the entries provide it.
        .args(["--target=web", "--out-name=wasm", "--no-typescript"])
        .arg("--out-dir")
        .arg(bound)
        .arg(wasm);
    command
}
