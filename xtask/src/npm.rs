//! Installs what the lock files next to the project's `package.json`s list.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{process, say};

/// Installs `node_modules` in a directory of the project, unless it is up to date.
pub(crate) fn install(project: &Project, directory: &str, why: &str) -> Result<()> {
    install_by(project, directory, why, &["ci"])
}

/// The same for a lock file without the programs of other platforms, which not every registry has: `npm ci` would reject it.
/// Everything in the lock file is installed in the locked version.
pub(crate) fn install_for_platform(project: &Project, directory: &str, why: &str) -> Result<()> {
    install_by(project, directory, why, &["install", "--no-save"])
}

fn install_by(project: &Project, directory: &str, why: &str, command: &[&str]) -> Result<()> {
    let place = project.root.join(directory);
    let lock = fs::read(place.join("package-lock.json"))
        .with_context(|| format!("{} is missing", Path::new(directory).join("package-lock.json").display()))?;
    // A copy of the installed lock file says whether the installation is up to date.
    let modules = place.join("node_modules");
    let stamp = modules.join(".installed-from-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::step(&format!("Installing {}", Path::new(directory).join("node_modules").display()), why);
    // An interrupted installation leaves incomplete files, which `npm install` takes for complete.
    if modules.exists() {
        fs::remove_dir_all(&modules).with_context(|| format!("{} could not be removed", modules.display()))?;
    }
    process::run(
        project.command("npm").args(command).args(["--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&place),
    )
    .context("npm failed. If the network is down, try again later; the lines above say what it found wrong")?;
    fs::write(stamp, lock)?;
    Ok(())
}
