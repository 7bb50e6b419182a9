//! Where the time of the package's calls goes.

use anyhow::Result;

use crate::browsers::Browsers;
use crate::project::Project;
use crate::{bench, process, say};

pub(crate) fn run(project: &Project, browsers: &Browsers) -> Result<()> {
    bench::prepare(project)?;
    say::heading("profile");
    process::run(project.node(&["benches/profile/write.js"]).envs(browsers.variables()))
}
