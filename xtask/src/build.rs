//! The npm package: the crate compiled to wasm, its glue, what is generated from the model, and the template.

mod assemble;
mod bind;
mod compile;
mod optimise;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::say;

/// Assembles the package in `pkg/`.
pub(crate) fn package(project: &Project) -> Result<()> {
    let start = Instant::now();
    say::heading("build");
    let glue = project.scratch().join("glue");
    say::step("Compiling to wasm", "the core, in Rust");
    let compiled = compile::compile(project)?;
    say::step("Writing the glue", "JavaScript that loads the wasm, by wasm-bindgen");
    bind::bind(project, &compiled, &glue)?;
    say::step("Optimising", "wasm-opt makes it smaller and faster");
    let wasm = glue.join("wasm_bg.wasm");
    optimise::optimise(project, &wasm, "--strip-debug")?;
    let size = fs::metadata(&wasm)?.len();

    assemble::assemble(project, &glue)?;
    say::step("Built", &format!("pkg/ in {}; the wasm has {size} bytes", say::seconds(start.elapsed())));
    Ok(())
}

/// The wasm of the last build once more, with the names of its functions.
pub(crate) fn with_names(project: &Project) -> Result<PathBuf> {
    let glue = project.scratch().join("named");
    bind::bind(project, &compile::compiled(project), &glue)?;
    let wasm = glue.join("wasm_bg.wasm");
    optimise::optimise(project, &wasm, "--debuginfo")?;
    Ok(wasm)
}

/// An empty directory.
pub(crate) fn remake(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("{} could not be emptied", directory.display()))?;
    }
    fs::create_dir_all(directory)?;
    Ok(())
}

pub(crate) fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} could not be copied to {}", from.display(), to.display()))?;
    Ok(())
}
