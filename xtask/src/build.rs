//! The npm package: the crate compiled to wasm, its glue, what is generated from the model, and the template.

mod bind;
mod compile;
mod optimise;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;
use crate::{generate, inline, process, say};

/// The declarations of the model's types, of the issues' and of the findings'. Tests of the crate hold them to its own; what
/// wasm-bindgen writes has these too, but next to types that only browsers know.
const TYPES: [&str; 3] = ["model.d.ts", "issue.d.ts", "finding.d.ts"];

/// Files of the project's root that the package carries.
const FROM_ROOT: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Files that are no part of others. The one with characters beyond ASCII is alone: engines keep a file with a single one of
/// them at two bytes for each character, and take longer to read it.
const AS_THEY_ARE: [&str; 3] = ["backend-message.wasm", "package.json", "wasm-inline.js"];

/// The modules that users import, and the command line.
const ENTRIES: [&str; 6] = ["index.js", "node.js", "workerd.js", "slim.js", "view.js", "cli.js"];

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

    assemble(project, &glue)?;
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

/// The package: types, the binary and papers as they are, and the modules as [`ENTRIES`] with what these share.
fn assemble(project: &Project, glue: &Path) -> Result<()> {
    let package = project.package();
    remake(&package)?;
    for file in FROM_ROOT {
        copy(&project.root.join(file), &package.join(file))?;
    }
    let modules = project.scratch().join("modules");
    write_modules(project, glue, &modules)?;
    for entry in fs::read_dir(&modules)? {
        let name = entry?.file_name();
        let file = Path::new(&name);
        let is_type = name.to_string_lossy().ends_with(".d.ts");
        if is_type || AS_THEY_ARE.iter().any(|known| file == Path::new(known)) {
            copy(&modules.join(file), &package.join(file))?;
        }
    }
    bundle(project, &modules, &package)
}

/// The second binary, which only passes strings on: what it needs for that, Rust has not.
fn js_strings(project: &Project) -> Result<Vec<u8>> {
    let source = project.root.join("pkg-template/js-strings.wat");
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

/// All modules, one by one: the handwritten, the generated and the glue.
fn write_modules(project: &Project, glue: &Path, modules: &Path) -> Result<()> {
    remake(modules)?;
    copy_tree(&project.root.join("pkg-template"), modules)?;
    copy(&glue.join("wasm.js"), &modules.join("wasm.js"))?;
    copy(&glue.join("wasm_bg.wasm"), &modules.join("backend-message.wasm"))?;
    let wasm = fs::read(modules.join("backend-message.wasm"))?;
    fs::write(modules.join("wasm-inline.js"), inline::dense_module(&wasm))?;
    fs::write(modules.join("wasm-base64.js"), inline::base64_module(&wasm))?;
    fs::write(modules.join("js-strings-inline.js"), inline::dense_module(&js_strings(project)?))?;
    fs::write(modules.join("model.js"), generate::model_js())?;
    fs::write(modules.join("tool-names.js"), generate::tool_names_js())?;
    fs::write(modules.join("definitions.js"), generate::definitions_js())?;
    let golden = project.root.join("tests/golden");
    let types = TYPES.map(|file| fs::read_to_string(golden.join(file)));
    fs::write(modules.join("model.d.ts"), types.into_iter().collect::<std::io::Result<Vec<_>>>()?.join("\n"))?;
    fill_version(&modules.join("package.json"), &project.version)
}

/// Two dozen modules take twice as long to load as two, in Node and, with a request each, far longer in a page.
/// What is shared goes to a file of its own, so that there is one instance of it whatever is imported.
fn bundle(project: &Project, modules: &Path, package: &Path) -> Result<()> {
    process::run(
        project
            .command("esbuild")
            .args(ENTRIES.map(|entry| modules.join(entry)))
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
