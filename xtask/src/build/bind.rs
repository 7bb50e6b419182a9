//! The glue: JavaScript that loads the wasm and calls it.

use std::path::Path;

use anyhow::Result;

use super::remake;
use crate::process;
use crate::project::Project;

pub(super) fn bind(project: &Project, wasm: &Path, glue: &Path) -> Result<()> {
    remake(glue)?;
    process::run(
        project
            .command("wasm-bindgen")
            // The only output that runs everywhere: the entries say where the wasm comes from.
            .args(["--target=web", "--omit-default-module-path", "--out-name=wasm"])
            // `__wbg_reset_state`: a new instance after one that trapped.
            .arg("--experimental-reset-state-function")
            .arg("--out-dir")
            .arg(glue)
            .arg(wasm),
    )
}
