//! The wasm and its glue: compiled, bound, optimised and checked. Nothing is made again that would come out the same.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::flags::Flags;
use super::record::Record;
use super::{bind, compile, optimise, remake};
use crate::project::Project;
use crate::{binary, process, say};

/// Where each step leaves its result.
struct Places {
    /// What the compiler made, with the names of its functions.
    compiled: PathBuf,
    glue: PathBuf,
    record: PathBuf,
}

impl Places {
    fn of(project: &Project) -> Self {
        let scratch = project.scratch();
        Self {
            compiled: scratch.join("compiled.wasm"),
            glue: scratch.join("glue"),
            record: scratch.join("glue-made-from.txt"),
        }
    }
}

/// The directory of the glue, with the wasm in it.
pub(super) fn make(project: &Project) -> Result<PathBuf> {
    let Places { compiled, glue, record } = Places::of(project);
    let flags = project.flags();
    let commands = [
        compile::command(project, &flags, &project.target)?,
        bind::command(project, &compiled, &glue),
        optimise::command(project, &flags, &glue.join(WASM), WITHOUT_NAMES),
    ];
    let made_from = Record::of_inputs(project, &commands)?;
    match made_from.change_since(&record, &[&compiled, &glue]) {
        None => say::step("Keeping the wasm", "no Rust file, flag or tool has changed since it was made"),
        Some(change) => {
            say::step("Compiling to wasm", &format!("the core, in Rust ({change})"));
            fs::create_dir_all(project.scratch())?;
            compile(project, &flags, &project.target, &compiled)?;
            say::step(
                "Writing the glue and optimising",
                "JavaScript that loads the wasm; wasm-opt makes it small and fast",
            );
            finish(project, &flags, &compiled, &glue, WITHOUT_NAMES)?;
            made_from.write(&record, &[&compiled, &glue])?;
        }
    }
    binary::check(&fs::read(glue.join(WASM))?, &fs::read(&compiled)?, flags.has_unstable())?;
    Ok(glue)
}

/// The wasm of the last build once more, with the names of its functions.
pub(super) fn with_names(project: &Project) -> Result<PathBuf> {
    let named = project.scratch().join("named");
    finish(project, &project.flags(), &compiled(project), &named, "--debuginfo")
}

/// A package beside that of the project, to be compared with it. Where only wasm-opt's switches differ, what the compiler
/// made of the project is taken as it is.
pub(super) fn make_variant(variant: &Project, flags: &Flags, compiled: Option<&Path>) -> Result<PathBuf> {
    let places = Places::of(variant);
    remake(&variant.scratch())?;
    if compiled.is_none() {
        compile(variant, flags, &variant.target, &places.compiled)?;
    }
    finish(variant, flags, compiled.unwrap_or(&places.compiled), &places.glue, WITHOUT_NAMES)?;
    Ok(places.glue)
}

/// What the compiler made in the last build of the project.
pub(super) fn compiled(project: &Project) -> PathBuf {
    Places::of(project).compiled
}

/// The name that wasm-bindgen gives to the wasm next to the glue.
pub(super) const WASM: &str = "wasm_bg.wasm";

const WITHOUT_NAMES: &str = "--strip-debug";

fn compile(project: &Project, flags: &Flags, target: &Path, to: &Path) -> Result<()> {
    process::run(&mut compile::command(project, flags, target)?)
        .context("The core does not compile to wasm; the compiler's words are above")?;
    // The next build for other ends, such as wasm-pack's, leaves its own in the same place.
    fs::copy(compile::compiled(target), to)?;
    Ok(())
}

fn finish(project: &Project, flags: &Flags, compiled: &Path, glue: &Path, names: &str) -> Result<PathBuf> {
    remake(glue)?;
    process::run(&mut bind::command(project, compiled, glue))?;
    let wasm = glue.join(WASM);
    process::run(&mut optimise::command(project, flags, &wasm, names))?;
    Ok(wasm)
}
