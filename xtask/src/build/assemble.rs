//! Assembles the package: modules bundled by entry, types, binaries and documents.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::part::Part;
use super::wasm::WASM;
use super::{command_line, copy, copy_tree, join, manifest, readme, remake};
use crate::project::Project;
use crate::{inline, process};

/// Files of the project's root that the package carries.
const FROM_ROOT: [&str; 3] = ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// Modules that become files of their own. Those with characters beyond ASCII are separate: a single such character makes
/// engines store the whole file with two bytes per character, and read it more slowly.
const AS_THEY_ARE: [&str; 4] =
    ["backend-message.wasm", "backend-message-insight.wasm", "core-inline.js", "insight-inline.js"];

/// Modules of `entries/` that users cannot import: they are bundled into the entries that do.
const NOT_IMPORTED: [&str; 5] = ["api.js", "insight-api.js", "sdk-api.js", "core-base64.js", "insight-base64.js"];

/// The entry for Node, which the SDK's entry for Node imports.
const NODE: &str = "node.js";

/// It is run, not imported.
const COMMAND_LINE: &str = "cli.js";

/// The directory of the declarations that the entries' declarations import; the latter are at the package's root.
const TYPES: &str = "types";

/// The package: types, the binaries and documents unchanged, and a module for each entry, with what these share.
pub(super) fn assemble(project: &Project, binaries: &[(Part, PathBuf)]) -> Result<()> {
    let package = project.package();
    remake(&package)?;
    for file in FROM_ROOT {
        copy(&project.root.join(file), &package.join(file))?;
    }
    let readme = fs::read_to_string(project.root.join("README.md"))?;
    fs::write(package.join("README.md"), readme::with_absolute_links(&readme, &project.repository))?;
    let modules = project.scratch().join("modules");
    write_modules(project, binaries, &modules)?;
    copy(&modules.join("package.json"), &package.join("package.json"))?;
    let entries = modules.join("entries");
    let mut to_bundle = Vec::new();
    for entry in fs::read_dir(&entries)? {
        let name = entry?.file_name();
        let file = name.to_string_lossy();
        if file.ends_with(".d.ts") {
            let declaration = fs::read_to_string(entries.join(&name))?;
            fs::write(package.join(&name), declaration.replace("\"../", &format!("\"./{TYPES}/")))?;
        } else if AS_THEY_ARE.contains(&&*file) {
            copy(&entries.join(&name), &package.join(&name))?;
        } else if file == COMMAND_LINE {
            command_line::bundle(project, &entries.join(&name), &package)?;
        } else if !NOT_IMPORTED.contains(&&*file) {
            to_bundle.push(entries.join(&name));
        }
    }
    copy_types(&modules, &package.join(TYPES))?;
    to_bundle.sort();
    // The type guards have no state to share, and would cut what the others share into more files.
    let (alone, together): (Vec<_>, Vec<_>) = to_bundle.into_iter().partition(|entry| entry.ends_with("is.js"));
    bundle(project, &together, &package)?;
    bundle(project, &alone, &package)?;
    join::into_one(project, &package.join(NODE), &["insight-slim.js", "live.js"])
}

/// Copies the declarations of every room except the entries'.
fn copy_types(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() && !path.ends_with("entries") {
            copy_types(&path, &target)?;
        } else if path.is_file() && path.to_string_lossy().ends_with(".d.ts") {
            fs::create_dir_all(to)?;
            copy(&path, &target)?;
        }
    }
    Ok(())
}

/// The second binary, which only passes strings on, with operations that Rust does not offer.
fn js_strings(project: &Project) -> Result<Vec<u8>> {
    let source = project.root.join("pkg-template/wasm/js-strings.wat");
    let wasm = project.scratch().join("js-strings.wasm");
    process::run(
        project
            .command("wasm-as")
            // With all features, it would write code that engines do not support yet.
            .args(["--enable-gc", "--enable-reference-types", "-o"])
            .arg(&wasm)
            .arg(source),
    )?;
    Ok(fs::read(wasm)?)
}

/// All modules, unbundled: the committed ones in their rooms, and the binaries as JavaScript.
/// `pkg-template/wasm/instance.js` takes the place of wasm-bindgen's JavaScript.
fn write_modules(project: &Project, binaries: &[(Part, PathBuf)], modules: &Path) -> Result<()> {
    remake(modules)?;
    copy_tree(&project.root.join("pkg-template"), modules)?;
    let entries = modules.join("entries");
    for (part, bound) in binaries {
        let wasm = fs::read(bound.join(WASM))?;
        fs::write(entries.join(binary_name(*part)), &wasm)?;
        fs::write(entries.join(format!("{}-inline.js", part.name())), inline::dense_module(&wasm))?;
        fs::write(entries.join(format!("{}-base64.js", part.name())), inline::base64_module(&wasm))?;
    }
    let generated = modules.join("wasm/generated");
    fs::create_dir_all(&generated)?;
    fs::write(generated.join("js-strings.js"), inline::dense_module(&js_strings(project)?))?;
    manifest::fill(&modules.join("package.json"), project)
}

/// Two dozen modules take twice as long to load as two, in Node and, with a request each, far longer in a page. Shared
/// modules go to a file of their own, so that all entries share one instance.
fn bundle(project: &Project, entries: &[PathBuf], package: &Path) -> Result<()> {
    process::run(
        project
            .command("esbuild")
            .args(entries)
            .args(["--bundle", "--splitting", "--format=esm", "--platform=neutral", "--target=es2022"])
            // Turns constants of one module into literals in the others, in users' bundles too.
            .arg("--minify-syntax")
            .args(["--chunk-names=shared-[hash]", "--log-level=warning"])
            .arg("--external:node:*")
            .args(AS_THEY_ARE.map(|file| format!("--external:./{file}")))
            .arg(format!("--external:./{NODE}"))
            .arg(format!("--outdir={}", package.display())),
    )
}

fn binary_name(part: Part) -> &'static str {
    match part {
        Part::Core => "backend-message.wasm",
        Part::Insight => "backend-message-insight.wasm",
    }
}
