//! The benchmarks: against the named contenders, in several engines, measured in one run each.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{pack, process, say};

pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<()> {
    contenders(project)?;
    pack::install(project)?;
    say::heading("bench");
    process::run(project.node(&["benches/run.js"]).args(arguments))
}

/// The libraries and engines to measure with. They are many, so nothing else waits for them, and none of them is in the
/// path: npm's scripts run in the Node they were started with.
fn contenders(project: &Project) -> Result<()> {
    let directory = project.root.join("benches");
    // As with the tools: a copy of the lock file tells what is installed.
    let lock = fs::read(directory.join("package-lock.json")).context("benches/package-lock.json is missing")?;
    let stamp = directory.join("node_modules/.installed-from-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::step("Installing benches/node_modules", "other validators, the newest Node and Bun (about 350 MB, once)");
    process::run(project.command("npm").args(["ci", "--loglevel=error"]).current_dir(&directory))
        .context("`npm ci` failed in benches/")?;
    fs::write(stamp, lock)?;
    Ok(())
}
