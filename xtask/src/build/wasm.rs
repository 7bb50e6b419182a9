//! The wasm: compiled, bound, optimised and checked. A step whose result would be the same is skipped.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::flags::Flags;
use super::part::Part;
use super::record::Record;
use super::{bind, compile, optimise, remake};
use crate::project::Project;
use crate::{binary, process, say};

/// The files that the steps write.
struct Places {
    /// The compiler's output, with the names of its functions.
    compiled: PathBuf,
    bound: PathBuf,
    record: PathBuf,
}

impl Places {
    fn of(project: &Project, part: Part) -> Self {
        let scratch = project.scratch().join(part.name());
        Self {
            compiled: scratch.join("compiled.wasm"),
            bound: scratch.join("bound"),
            record: scratch.join("made-from.txt"),
        }
    }
}

/// The directory with the wasm of a module.
pub(super) fn make(project: &Project, part: Part) -> Result<PathBuf> {
    let Places { compiled, bound, record } = Places::of(project, part);
    let flags = project.flags();
    let commands = [
        compile::command(project, &flags, part, &project.target)?,
        bind::command(project, &compiled, &bound),
        optimise::command(project, &flags, &bound.join(WASM), WITHOUT_NAMES),
    ];
    let made_from = Record::of_inputs(project, &commands)?;
    match made_from.change_since(&record, &[&compiled, &bound]) {
        None => {
            say::step(&format!("Keeping {}", part.name()), "no Rust file, flag or tool has changed since it was made");
        }
        Some(change) => {
            say::step("Compiling to wasm", &format!("{}, in Rust ({change})", part.name()));
            compile(project, &flags, part, &project.target, &compiled)?;
            say::step(
                "Binding and optimising",
                "wasm-bindgen makes it a module for JavaScript; wasm-opt makes it small and fast",
            );
            finish(project, &flags, &compiled, &bound, WITHOUT_NAMES)?;
            made_from.write(&record, &[&compiled, &bound])?;
        }
    }
    binary::check(part, &fs::read(bound.join(WASM))?, &fs::read(&compiled)?, flags.has_unstable())?;
    Ok(bound)
}

/// Builds a module of the last build again, with the names of its functions.
pub(super) fn with_names(project: &Project, part: Part) -> Result<PathBuf> {
    let named = project.scratch().join(part.name()).join("named");
    finish(project, &project.flags(), &compiled(project, part), &named, "--debuginfo")
}

/// A second module, to be compared with the project's. If only wasm-opt's switches differ, it reuses the compiler's output.
pub(super) fn make_variant(variant: &Project, flags: &Flags, part: Part, compiled: Option<&Path>) -> Result<PathBuf> {
    let places = Places::of(variant, part);
    if compiled.is_none() {
        compile(variant, flags, part, &variant.target, &places.compiled)?;
    }
    finish(variant, flags, compiled.unwrap_or(&places.compiled), &places.bound, WITHOUT_NAMES)?;
    Ok(places.bound)
}

/// The compiler's output in the last build of the project.
pub(super) fn compiled(project: &Project, part: Part) -> PathBuf {
    Places::of(project, part).compiled
}

/// The name that wasm-bindgen gives to the wasm.
pub(super) const WASM: &str = "wasm_bg.wasm";

const WITHOUT_NAMES: &str = "--strip-debug";

fn compile(project: &Project, flags: &Flags, part: Part, target: &Path, to: &Path) -> Result<()> {
    process::run(&mut compile::command(project, flags, part, target)?)
        .context("The crate does not compile to wasm; the compiler's words are above")?;
    if let Some(directory) = to.parent() {
        fs::create_dir_all(directory)?;
    }
    // Other builds, such as wasm-pack's, write to the same place.
    fs::copy(compile::compiled(target), to)?;
    Ok(())
}

fn finish(project: &Project, flags: &Flags, compiled: &Path, bound: &Path, names: &str) -> Result<PathBuf> {
    remake(bound)?;
    process::run(&mut bind::command(project, compiled, bound))?;
    let wasm = bound.join(WASM);
    process::run(&mut optimise::command(project, flags, &wasm, names))?;
    Ok(wasm)
}
