//! The tarball that npm would publish, and a project in which it is installed: the tests run what users get.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::build::{self, remake};
use crate::project::Project;
use crate::{process, say};

/// Builds and packs the package; returns the tarball's path.
pub(crate) fn tarball(project: &Project) -> Result<PathBuf> {
    build::package(project)?;
    let directory = project.scratch();
    let output = process::output(
        project
            .command("npm")
            .arg("pack")
            .arg(project.package())
            .args(["--json", "--loglevel=error", "--pack-destination"])
            .arg(&directory),
    )?;
    let output: Value = serde_json::from_str(&output).context("`npm pack --json` did not print JSON")?;
    // npm prints a list of packages; from version 12 on, an object of them.
    let package = output.as_array().and_then(|list| list.first()).or_else(|| output.as_object()?.values().next());
    let name = package.and_then(|package| package["filename"].as_str()).context("`npm pack` named no file")?;
    let tarball = directory.join(name);
    say::step("Packed", &format!("{} ({} bytes)", tarball.display(), fs::metadata(&tarball)?.len()));
    Ok(tarball)
}

/// Installs the package in an empty project, and [links](link) it.
pub(crate) fn install(project: &Project) -> Result<()> {
    let tarball = tarball(project)?;
    let directory = project.scratch().join("installed");
    remake(&directory)?;
    fs::write(directory.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    process::output(
        project
            .command("npm")
            .args(["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error"])
            .arg(tarball)
            .current_dir(&directory),
    )
    .context("The packed tarball cannot be installed in an empty project")?;
    link(project)
}

/// Makes the tests' `import "backend-message"` find the package that was installed from this build.
pub(crate) fn link(project: &Project) -> Result<()> {
    let link = project.root.join("node_modules/backend-message");
    let installed = project.scratch().join("installed/node_modules/backend-message");
    if fs::read_link(&link).is_ok_and(|target| target == installed) {
        return Ok(());
    }
    if fs::symlink_metadata(&link).is_ok() {
        fs::remove_file(&link)?;
    }
    symlink(&installed, &link)
}

pub(crate) fn symlink(to: &Path, link: &Path) -> Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, link)?;
    #[cfg(windows)]
    std::os::windows::fs::symlink_dir(to, link)?;
    Ok(())
}
