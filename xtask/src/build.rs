//! The npm package: the crate compiled to wasm, what is generated from the model, and the template.

mod assemble;
mod bind;
mod command_line;
mod compile;
mod flags;
mod join;
mod manifest;
mod optimise;
mod part;
mod readme;
mod record;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

pub(crate) use self::flags::{FLAGS, Flag, Flags, Tool};
pub(crate) use self::part::Part;
use crate::project::Project;
use crate::say;

/// Assembles the package in `pkg/`.
pub(crate) fn package(project: &Project) -> Result<()> {
    let start = Instant::now();
    say::heading("build");
    let mut binaries = Vec::new();
    let mut sizes = Vec::new();
    for part in Part::ALL {
        let bound = wasm::make(project, part)?;
        sizes.push(format!("{} has {} bytes", part.name(), fs::metadata(bound.join(wasm::WASM))?.len()));
        binaries.push((part, bound));
    }
    assemble::assemble(project, &binaries)?;
    let package = project.package();
    let place = package.strip_prefix(&project.root).unwrap_or(&package).display();
    say::step(
        "Built",
        &format!("{place} in {}; the wasm of {}", say::seconds(start.elapsed()), sizes.join(", that of ")),
    );
    Ok(())
}

/// Builds a module of the last build again, with the names of its functions.
pub(crate) fn with_names(project: &Project, part: Part) -> Result<PathBuf> {
    wasm::with_names(project, part)
}

/// A package built with other switches, unchecked, in the directory of `variant`.
pub(crate) fn variant(project: &Project, variant: &Project, flags: &Flags, left_out: Option<Tool>) -> Result<()> {
    remake(&variant.scratch())?;
    let mut binaries = Vec::new();
    for part in Part::ALL {
        let compiled = wasm::compiled(project, part);
        let compiled = Some(compiled.as_path()).filter(|_| left_out == Some(Tool::WasmOpt));
        binaries.push((part, wasm::make_variant(variant, flags, part, compiled)?));
    }
    assemble::assemble(variant, &binaries)
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

/// Every file in a directory, at any depth, by its path from there.
pub(crate) fn files_below(directory: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| format!("{} cannot be read", directory.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            files.extend(files_below(&entry.path())?.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} could not be copied to {}", from.display(), to.display()))?;
    Ok(())
}
