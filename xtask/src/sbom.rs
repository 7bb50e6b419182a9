//! What the npm package's binary and the crate are made of, as CycloneDX's JSON: the SBOM that goes with a release.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::{process, say, tools};

/// Writes the list into `build/` and gives its path.
pub(crate) fn write(project: &mut Project) -> Result<PathBuf> {
    tools::cargo_cyclonedx(project)?;
    process::run(project.cargo().args([
        "cyclonedx",
        "--format=json",
        "--spec-version=1.5",
        "--target=wasm32-unknown-unknown",
        "--features=wasm",
    ]))?;
    // It writes a file next to each manifest of the workspace; only the crate's is needed.
    for other in ["xtask/xtask.cdx.json", "xtask/exports/exports.cdx.json"] {
        fs::remove_file(project.root.join(other))?;
    }
    let made = project.root.join("backend-message.cdx.json");
    let text = fs::read_to_string(&made).context("cargo-cyclonedx wrote no backend-message.cdx.json")?;
    fs::remove_file(made)?;
    // The list must not contain the path of the sources.
    let text = text.replace(&project.root.display().to_string(), "");
    let components = components(&text)?;
    // Both are linked into the binary, so a list without them would be wrong.
    for name in ["serde", "wasm-bindgen"] {
        if !components.iter().any(|component| component == name) {
            bail!("the SBOM lacks {name}");
        }
    }
    fs::create_dir_all(project.scratch())?;
    let file = project.scratch().join(format!("backend-message-{}.cdx.json", project.version));
    fs::write(&file, text)?;
    say::step("Listed", &format!("the {} crates inside, in {}", components.len(), file.display()));
    Ok(file)
}

fn components(text: &str) -> Result<Vec<String>> {
    let bom: Value = serde_json::from_str(text).context("cargo-cyclonedx wrote no JSON")?;
    let components = bom["components"].as_array().context("the SBOM has no components")?;
    Ok(components.iter().filter_map(|component| component["name"].as_str().map(str::to_owned)).collect())
}
