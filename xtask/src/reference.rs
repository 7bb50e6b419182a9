//! The API reference of the npm package, written by `TypeDoc` from the types of its entries.

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{npm, process, say};

/// `TypeDoc` has its own TypeScript: it does not work with the one of the package's tests.
const DIRECTORY: &str = "docs/reference";

/// Writes the reference. Warnings are errors, and so are exports without a description.
pub(crate) fn write(project: &Project) -> Result<()> {
    npm::install(project, DIRECTORY, "TypeDoc, which writes the API reference")?;
    let out = project.scratch().join("docs");
    process::run(
        project
            .node(&["node_modules/typedoc/bin/typedoc", "--logLevel", "Warn", "--out"])
            .arg(&out)
            .current_dir(project.root.join(DIRECTORY)),
    )
    .context("the API reference could not be written; the lines above name the types that lack a text")?;
    say::step("Written", &format!("the API reference: {}", out.join("index.html").display()));
    Ok(())
}
