//! The command line: one file, with the libraries it uses and their licences. It shares nothing with the files of other
//! entries.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::project::Project;

/// The file of licences, in the package.
const LICENCES: &str = "THIRD-PARTY-LICENSES";

/// A library that is a `CommonJS` module calls `require`, even after esbuild has bundled it.
const REQUIRE: &str = "import { createRequire } from \"node:module\";\
                       const require = createRequire(import.meta.url);";

/// Bundles the command line.
pub(super) fn bundle(project: &Project, entry: &Path, package: &Path) -> Result<()> {
    let metafile = project.scratch().join("command-line.json");
    process::run(
        project
            .command("esbuild")
            .arg(entry)
            .args(["--bundle", "--format=esm", "--platform=node", "--target=node20", "--minify", "--log-level=warning"])
            .arg(format!("--banner:js={REQUIRE}"))
            .arg(format!("--metafile={}", metafile.display()))
            .arg(format!("--outdir={}", package.display())),
    )?;
    let meta: Value = serde_json::from_str(&fs::read_to_string(metafile)?).context("esbuild's metafile is not JSON")?;
    let inputs = meta["inputs"].as_object().context("esbuild's metafile names no inputs")?;
    let libraries = inputs.keys().filter_map(|path| library(&project.root, path)).collect();
    fs::write(package.join(LICENCES), licences(&libraries)?)?;
    Ok(())
}

/// The name of the library that a bundled file belongs to, and its directory.
fn library(root: &Path, path: &str) -> Option<(String, PathBuf)> {
    let (before, within) = path.rsplit_once("node_modules/")?;
    let parts = if within.starts_with('@') { 2 } else { 1 };
    let name = within.split('/').take(parts).collect::<Vec<_>>().join("/");
    let directory = root.join(before).join("node_modules").join(&name);
    Some((name, directory))
}

fn licences(libraries: &BTreeMap<String, PathBuf>) -> Result<String> {
    let mut text = String::from("cli.js contains code of these packages.\n");
    for (name, directory) in libraries {
        let manifest: Value = serde_json::from_str(&fs::read_to_string(directory.join("package.json"))?)?;
        let field = |field: &str| manifest[field].as_str().with_context(|| format!("{name} names no {field}"));
        let licence = ["LICENSE", "license", "LICENSE.md", "LICENCE"]
            .iter()
            .find_map(|file| fs::read_to_string(directory.join(file)).ok())
            .with_context(|| format!("{name} has no file of its licence"))?;
        let (version, kind) = (field("version")?, field("license")?);
        write!(text, "\n{}\n{name} {version} ({kind})\n\n{}\n", "-".repeat(72), licence.trim())?;
    }
    Ok(text)
}
