//! The playground: static files, built from the packed package and served on the loopback address.

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{npm, pack, process, say};

const DIRECTORY: &str = "www";

/// Builds the playground and serves it until it is stopped.
pub(crate) fn run(project: &Project) -> Result<()> {
    build(project)?;
    say::heading("playground");
    say::step("Serving", "on this machine only; Ctrl-C ends it");
    // Vite prints the address: it uses another port if its own is taken.
    process::run(&mut vite(project, "preview"))
}

/// Builds the playground in `build/www`, with the packed package.
pub(crate) fn build(project: &Project) -> Result<()> {
    pack::install(project)?;
    page(project)
}

/// Builds the playground with a package that is already packed and installed.
pub(crate) fn page(project: &Project) -> Result<()> {
    npm::install(project, DIRECTORY, "what the playground's page is made of")?;
    say::heading("page");
    process::run(project.command("tsc").args(["--project", DIRECTORY]))
        .context("the playground's types do not hold; the compiler's words are above")?;
    process::run(vite(project, "build").args(["--logLevel", "warn"]))?;
    say::step("Built", "the playground, in build/www");
    Ok(())
}

fn vite(project: &Project, command: &str) -> std::process::Command {
    let mut vite = project.node(&["node_modules/vite/bin/vite.js", command]);
    vite.current_dir(project.root.join(DIRECTORY));
    vite
}
