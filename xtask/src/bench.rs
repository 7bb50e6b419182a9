//! The benchmarks: against the named contenders, in several engines, measured in one run each.

use anyhow::Result;

use crate::project::Project;
use crate::{npm, pack, process, say};

pub(crate) fn run(project: &Project, arguments: &[String]) -> Result<()> {
    // They are many, so nothing else waits for them, and none of the engines is in the path: npm's scripts run in the Node
    // they were started with.
    npm::install(project, "benches", "other validators, the newest Node and Bun (about 350 MB, once)")?;
    pack::install(project)?;
    say::heading("bench");
    process::run(project.node(&["benches/run.js"]).args(arguments))
}
