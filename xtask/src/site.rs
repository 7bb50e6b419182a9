//! The project's site: the playground, the documents and the API reference, in one folder of static files.

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{process, reference, say, start};

/// Assembles the site in `build/site`, with the package that is installed.
pub(crate) fn assemble(project: &Project) -> Result<()> {
    start::page(project)?;
    reference::write(project)?;
    let folder = project.scratch().join("site");
    process::run(project.node(&["docs/site/build.js"]).arg(&folder).arg(&project.repository))
        .context("the site could not be assembled; the lines above say which document is in its way")?;
    say::step("Assembled", &format!("the site: {}", folder.join("index.html").display()));
    Ok(())
}
