//! The npm package: the crate compiled to wasm, its glue, what is generated from the model, and the template.

mod bind;
mod compile;
mod flags;
mod optimise;
mod record;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

pub(crate) use self::flags::{FLAGS, Flag, Flags, Tool};
use crate::project::Project;
use crate::{inline, process, say};

/// The declarations of the model's types, of the issues' and of the findings'. Tests of the crate hold them to its own; what
/// wasm-bindgen writes has these too, but next to types that only browsers know.
const TYPES: [&str; 3] = ["model.d.ts", "issue.d.ts", "finding.d.ts"];

/// Files of the project's root that the package carries.
const FROM_ROOT: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Files that are no part of others. The one with characters beyond ASCII is alone: engines keep a file with a single one of
/// them at two bytes for each character, and take longer to read it.
const AS_THEY_ARE: [&str; 2] = ["backend-message.wasm", "wasm-inline.js"];

/// Modules of `entries/` that nobody imports by name: they are bundled into those that import them.
const NOT_IMPORTED: [&str; 2] = ["api.js", "wasm-base64.js"];

/// Assembles the package in `pkg/`.
pub(crate) fn package(project: &Project) -> Result<()> {
    let start = Instant::now();
    say::heading("build");
    let glue = wasm::make(project)?;
    assemble(project, &glue)?;
    let size = fs::metadata(glue.join(wasm::WASM))?.len();
    let package = project.package();
    let place = package.strip_prefix(&project.root).unwrap_or(&package).display();
    say::step("Built", &format!("{place} in {}; the wasm has {size} bytes", say::seconds(start.elapsed())));
    Ok(())
}

/// The wasm of the last build once more, with the names of its functions.
pub(crate) fn with_names(project: &Project) -> Result<PathBuf> {
    wasm::with_names(project)
}

/// A package built with other switches, which nobody checks, in the directory of `variant`.
pub(crate) fn variant(project: &Project, variant: &Project, flags: &Flags, left_out: Option<Tool>) -> Result<()> {
    let compiled = wasm::compiled(project);
    let compiled = Some(compiled.as_path()).filter(|_| left_out == Some(Tool::WasmOpt));
    let glue = wasm::make_variant(variant, flags, compiled)?;
    assemble(variant, &glue)
}

/// The package: types, the binary and papers as they are, and a module for each entry, with what these share.
fn assemble(project: &Project, glue: &Path) -> Result<()> {
    let package = project.package();
    remake(&package)?;
    for file in FROM_ROOT {
        copy(&project.root.join(file), &package.join(file))?;
    }
    let modules = project.scratch().join("modules");
    write_modules(project, glue, &modules)?;
    copy(&modules.join("package.json"), &package.join("package.json"))?;
    let entries = modules.join("entries");
    let mut to_bundle = Vec::new();
    for entry in fs::read_dir(&entries)? {
        let name = entry?.file_name();
        let file = name.to_string_lossy();
        if file.ends_with(".d.ts") || AS_THEY_ARE.contains(&&*file) {
            copy(&entries.join(&name), &package.join(&name))?;
        } else if !NOT_IMPORTED.contains(&&*file) {
            to_bundle.push(entries.join(&name));
        }
    }
    to_bundle.sort();
    bundle(project, &to_bundle, &package)
}

/// The second binary, which only passes strings on: what it needs for that, Rust has not.
fn js_strings(project: &Project) -> Result<Vec<u8>> {
    let source = project.root.join("pkg-template/wasm/js-strings.wat");
    let wasm = project.scratch().join("js-strings.wasm");
    process::run(
        project
            .command("wasm-as")
            // With all features, it would write what engines do not read yet.
            .args(["--enable-gc", "--enable-reference-types", "-o"])
            .arg(&wasm)
            .arg(source),
    )?;
    Ok(fs::read(wasm)?)
}

/// All modules, one by one: the committed ones in their rooms, the glue, and the binaries as JavaScript.
fn write_modules(project: &Project, glue: &Path, modules: &Path) -> Result<()> {
    remake(modules)?;
    copy_tree(&project.root.join("pkg-template"), modules)?;
    let entries = modules.join("entries");
    let wasm = fs::read(glue.join("wasm_bg.wasm"))?;
    fs::write(entries.join("backend-message.wasm"), &wasm)?;
    fs::write(entries.join("wasm-inline.js"), inline::dense_module(&wasm))?;
    fs::write(entries.join("wasm-base64.js"), inline::base64_module(&wasm))?;
    let generated = modules.join("wasm/generated");
    fs::create_dir_all(&generated)?;
    copy(&glue.join("wasm.js"), &generated.join("glue.js"))?;
    fs::write(generated.join("js-strings.js"), inline::dense_module(&js_strings(project)?))?;
    let golden = project.root.join("tests/golden");
    let types = TYPES.map(|file| fs::read_to_string(golden.join(file)));
    fs::write(entries.join("model.d.ts"), types.into_iter().collect::<std::io::Result<Vec<_>>>()?.join("\n"))?;
    fill_version(&modules.join("package.json"), &project.version)
}

/// Two dozen modules take twice as long to load as two, in Node and, with a request each, far longer in a page.
/// What is shared goes to a file of its own, so that there is one instance of it whatever is imported.
fn bundle(project: &Project, entries: &[PathBuf], package: &Path) -> Result<()> {
    process::run(
        project
            .command("esbuild")
            .args(entries)
            .args(["--bundle", "--splitting", "--format=esm", "--platform=neutral", "--target=es2022"])
            .args(["--chunk-names=shared-[hash]", "--log-level=warning"])
            .args(["--external:node:*", "--external:./backend-message.wasm", "--external:./wasm-inline.js"])
            .arg(format!("--outdir={}", package.display())),
    )
}

fn fill_version(manifest: &Path, version: &str) -> Result<()> {
    let mut package: Value = serde_json::from_str(&fs::read_to_string(manifest)?)
        .with_context(|| format!("{} is not JSON", manifest.display()))?;
    package["version"] = version.into();
    fs::write(manifest, serde_json::to_string_pretty(&package)? + "\n")?;
    Ok(())
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
