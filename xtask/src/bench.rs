//! The benchmarks: against the named contenders, in several engines, measured in one run each.

use anyhow::{Context, Result};

use crate::browsers::{self, Browsers};
use crate::project::Project;
use crate::{npm, pack, process, say};

/// The benchmarks in Node, the newest Node, and Bun.
pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<()> {
    prepare(project)?;
    process::run(project.node(&["benches/run.js"]).args(arguments))?;
    process::run(project.node(&["benches/damage.js"]).args(arguments))?;
    // Bytes can be counted only as long as no garbage collection runs.
    process::run(project.node(&["--expose-gc", "--max-semi-space-size=256", "benches/live.js"]).args(arguments))
}

pub(crate) fn browsers(project: &Project, browsers: &Browsers, arguments: &[String]) -> Result<()> {
    prepare(project)?;
    process::run(project.node(&["benches/browsers.js"]).args(arguments).envs(browsers.variables()))
}

/// What a page feels while it reads 100 MB.
pub(crate) fn tasks(project: &Project, browsers: &Browsers, arguments: &[String]) -> Result<()> {
    pack::install(project)?;
    say::heading("bench, tasks");
    process::run(project.node(&["benches/tasks.js"]).args(arguments).envs(browsers.variables()))
}

/// The benchmarks of the command line, against jq, `DuckDB` and Python.
pub(crate) fn command_line(project: &Project, arguments: &[String]) -> Result<()> {
    pack::install(project)?;
    let missing: Vec<_> = ["jq", "python3"].into_iter().filter(|program| project.which(program).is_none()).collect();
    if !missing.is_empty() {
        say::step(&format!("Installing {}", missing.join(", ")), "the command line is measured against them");
        browsers::apt_get(project, &["update"])
            .and_then(|()| {
                browsers::apt_get(project, &[&["install", "-y", "--no-install-recommends"], &*missing].concat())
            })
            .with_context(|| format!("apt-get could not install {}; install them by hand", missing.join(", ")))?;
    }
    say::heading("bench, command line");
    process::run(project.node(&["benches/command-line.js"]).args(arguments))
}

/// The benchmarks in Rust; `cargo bench` in its directory does the same.
pub(crate) fn native(project: &Project, arguments: &[String]) -> Result<()> {
    say::heading("bench, native");
    process::run(project.cargo().args(["bench", "--manifest-path=benches/native/Cargo.toml", "--"]).args(arguments))
}

pub(crate) fn prepare(project: &Project) -> Result<()> {
    // There are many contenders, so only the benchmarks install them. The engines are not in the path: npm's scripts run in
    // the Node that started them.
    npm::install(project, "benches", "other validators, the newest Node and Bun (about 350 MB, once)")?;
    pack::install(project)?;
    say::heading("bench");
    Ok(())
}
