//! The package's `package.json`, completed from `Cargo.toml`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::project::Project;

/// Fills the version and the repository into the manifest of the template.
pub(super) fn fill(manifest: &Path, project: &Project) -> Result<()> {
    let mut package: Value = serde_json::from_str(&fs::read_to_string(manifest)?)
        .with_context(|| format!("{} is not JSON", manifest.display()))?;
    package["version"] = project.version.as_str().into();
    add_repository(&mut package, &project.repository);
    fs::write(manifest, serde_json::to_string_pretty(&package)? + "\n")?;
    Ok(())
}

fn add_repository(package: &mut Value, repository: &str) {
    package["repository"] = json!({ "type": "git", "url": format!("git+{repository}.git") });
    package["homepage"] = format!("{repository}#readme").into();
    package["bugs"] = format!("{repository}/issues").into();
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::add_repository;

    #[test]
    fn all_metadata_follows_from_one_address() {
        let mut package = json!({ "name": "backend-message" });
        add_repository(&mut package, "https://example.org/them/their-fork");
        let expected = json!({
            "name": "backend-message",
            "repository": { "type": "git", "url": "git+https://example.org/them/their-fork.git" },
            "homepage": "https://example.org/them/their-fork#readme",
            "bugs": "https://example.org/them/their-fork/issues",
        });
        assert_eq!(package, expected);
    }
}
