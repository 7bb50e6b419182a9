//! The test of Next.js under other package managers. It is not among the checks: each installs Next.js anew.

use anyhow::Result;

use crate::browsers::Browsers;
use crate::project::Project;
use crate::{npm, pack, process};

/// Builds an application with Next.js as pnpm and Yarn install it, and visits it in Chromium.
pub(crate) fn test(project: &Project, browsers: &Browsers) -> Result<()> {
    npm::install_for_platform(project, "tests/next", "pnpm and Yarn (75 MB, once)")?;
    pack::install(project)?;
    process::run(
        project
            .command("node")
            .args(["--test", "--test-reporter=spec", "tests/next/next.test.js"])
            .envs(browsers.variables()),
    )
}
