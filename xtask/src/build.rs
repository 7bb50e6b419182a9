//! The npm package: the crate compiled to wasm, its glue, what is generated from the model, and the template.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::project::Project;
use crate::{generate, inline, process, say};

/// The declarations of the model's types and of the issues'. Tests of the crate hold them to its own; what
/// wasm-bindgen writes has these too, but next to types that only browsers know.
const TYPES: [&str; 2] = ["model.d.ts", "issue.d.ts"];

/// Files of the project's root that the package carries.
const FROM_ROOT: [&str; 4] = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// The modules that users import, and the command line.
const ENTRIES: [&str; 6] = ["index.js", "node.js", "workerd.js", "slim.js", "view.js", "cli.js"];

/// Assembles the package in `pkg/`.
pub(crate) fn package(project: &Project) -> Result<()> {
    let start = Instant::now();
    say::heading("build");
    let glue = project.scratch().join("glue");
    say::step("Compiling to wasm", "the core, in Rust");
    compile(project)?;
    say::step("Writing the glue", "JavaScript that loads the wasm, by wasm-bindgen");
    bind(project, &glue)?;
    let wasm = glue.join("wasm_bg.wasm");
    let before = fs::metadata(&wasm)?.len();
    say::step("Pruning", "what is never reached leaves the wasm");
    process::run(project.command("node").arg("xtask/prune.js").arg(&wasm))?;
    say::step("Optimising", "wasm-opt makes it smaller and faster");
    optimise(project, &wasm)?;
    let after = fs::metadata(&wasm)?.len();

    assemble(project, &glue)?;
    say::step(
        "Built",
        &format!("pkg/ in {}; the wasm has {after} bytes ({before} before both)", say::seconds(start.elapsed())),
    );
    Ok(())
}

fn compile(project: &Project) -> Result<()> {
    process::run(
        project
            .cargo()
            .args(["build", "--release", "--package=backend-message", "--lib", "--target=wasm32-unknown-unknown"])
            .arg("--config")
            .arg(format!("target.wasm32-unknown-unknown.rustflags = {}", remaps(project)?)),
    )
    .context("The core does not compile to wasm; the compiler's words are above")
}

/// Panic messages hold the paths of sources. Without these flags, the binary would tell where it was built, and be
/// another one on every machine.
fn remaps(project: &Project) -> Result<Value> {
    let sysroot = process::output(project.command("rustc").args(["--print", "sysroot"]))?;
    let home = std::env::home_dir().context("There is no home directory")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let flag = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut flags = vec![flag(&project.root, "backend-message"), flag(Path::new(sysroot.trim()), "rust")];
    flags.extend(registries.map(|registry| flag(&registry, "crates")));
    Ok(flags.into())
}

fn bind(project: &Project, glue: &Path) -> Result<()> {
    remake(glue)?;
    let wasm = project.target.join("wasm32-unknown-unknown/release/backend_message.wasm");
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

fn optimise(project: &Project, wasm: &Path) -> Result<()> {
    // The features come from the `target_features` section that rustc wrote; it has no use after this, nor have the names.
    process::run(
        project
            .command("wasm-opt")
            .args(["-O3", "--strip-debug", "--strip-producers", "--strip-target-features", "-o"])
            .arg(wasm)
            .arg(wasm),
    )
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
        if is_type || file == "backend-message.wasm" || file == "package.json" {
            copy(&modules.join(file), &package.join(file))?;
        }
    }
    bundle(project, &modules, &package)
}

/// All modules, one by one: the handwritten, the generated and the glue.
fn write_modules(project: &Project, glue: &Path, modules: &Path) -> Result<()> {
    remake(modules)?;
    copy_tree(&project.root.join("pkg-template"), modules)?;
    copy(&glue.join("wasm.js"), &modules.join("wasm.js"))?;
    copy(&glue.join("wasm_bg.wasm"), &modules.join("backend-message.wasm"))?;
    let wasm = fs::read(modules.join("backend-message.wasm"))?;
    fs::write(modules.join("wasm-inline.js"), inline::module(&wasm))?;
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
            .args(["--charset=utf8", "--chunk-names=shared-[hash]", "--log-level=warning"])
            .args(["--external:node:*", "--external:./backend-message.wasm"])
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
