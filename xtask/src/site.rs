//! The project's site: the playground, the documents and the API reference, in one folder of static files.

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{process, reference, say, start};

/// Builds the package and everything that is on the site, and assembles it.
pub(crate) fn build(project: &Project) -> Result<()> {
    start::build(project)?;
    reference::write(project)?;
    assemble(project)
}

/// Assembles the site in `build/site`, of a page and a reference that were written before.
pub(crate) fn assemble(project: &Project) -> Result<()> {
    let folder = project.scratch().join("site");
    process::run(project.node(&["docs/site/build.js"]).arg(&folder).arg(&project.repository))
        .context("the site could not be assembled; the lines above say which document is in its way")?;
    say::step("Assembled", &format!("the site: {}", folder.join("index.html").display()));
    Ok(())
}
