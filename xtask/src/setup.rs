//! Makes a machine with rustup and Node ready for everything else. It installs only what is missing, so running it again is
//! quick.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::browsers::{self, Browsers};
use crate::project::Project;
use crate::{npm, process, say, tools};

const NODE: u32 = 20;
const TARGET: &str = "wasm32-unknown-unknown";

/// What building, the demo and the benchmark need.
pub(crate) fn building(mut project: Project) -> Result<Project> {
    node(&project)?;
    rust_target(&project)?;
    rust_source(&project)?;
    npm::install(&project, "", "wasm-opt, the TypeScript compiler and what the tests compare with")?;
    tools::wasm_bindgen(&mut project)?;
    Ok(project)
}

/// What the tests need: everything that building needs, wasm-pack, and the browsers with their drivers.
pub(crate) fn testing(project: Project) -> Result<(Project, Browsers)> {
    let mut project = building(project)?;
    tools::wasm_pack(&mut project)?;
    let browsers = browsers::provide(&mut project)?;
    Ok((project, browsers))
}

/// The command `setup`.
pub(crate) fn everything(project: Project) -> Result<()> {
    let (project, browsers) = testing(project)?;
    say::step(
        "Everything is here",
        &format!(
            "Rust target {TARGET}, wasm-bindgen {}, wasm-pack, node_modules, {}, {} and {}",
            project.wasm_bindgen,
            browsers.chromium.display(),
            browsers.firefox.display(),
            browsers.webkit_driver.display()
        ),
    );
    Ok(())
}

pub(crate) fn node(project: &Project) -> Result<()> {
    let version = process::output(&mut project.node(&["--version"]))
        .context("Node is missing: install Node 20 or newer, with npm")?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        bail!("Node {} is too old: install Node {NODE} or newer", version.trim());
    }
    Ok(())
}

fn rust_target(project: &Project) -> Result<()> {
    // `rust-toolchain.toml` names the target, so rustup has fetched it, unless the toolchain comes from elsewhere.
    let library = process::output(project.command("rustc").args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(library.trim()).is_dir() {
        return Ok(());
    }
    say::step(&format!("Adding the Rust target {TARGET}"), "the core is compiled to wasm");
    process::run(project.command("rustup").args(["target", "add", TARGET])).with_context(|| {
        format!("The Rust target {TARGET} could not be added. It comes by itself with rustup (rustup.rs) and a network")
    })
}

fn rust_source(project: &Project) -> Result<()> {
    // Named in `rust-toolchain.toml`, like the target.
    let sysroot = process::output(project.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library").is_dir() {
        return Ok(());
    }
    say::step("Adding Rust's component rust-src", "the package's wasm has a standard library compiled for it");
    process::run(project.command("rustup").args(["component", "add", "rust-src"])).context(
        "rust-src, the source of the standard library, could not be added. It comes by itself with rustup (rustup.rs) \
         and a network",
    )
}
