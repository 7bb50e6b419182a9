//! The core, from Rust to wasm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::flags::{Flags, Tool};
use super::part::Part;
use crate::environment::isolate;
use crate::process;
use crate::project::Project;

const TARGET: &str = "wasm32-unknown-unknown";

/// What cargo's configuration could set for all projects of a user, and what it is for the package unless [`Flags`] say
/// otherwise: cargo's defaults.
const PROFILE: [&str; 10] = [
    "opt-level=3",
    "lto=false",
    "codegen-units=16",
    "panic=\"unwind\"",
    "debug=false",
    "strip=\"none\"",
    "debug-assertions=false",
    "overflow-checks=false",
    "incremental=false",
    "rpath=false",
];

/// Compiles the core, for the package with a standard library of its own. Cargo and rustc have long been able to do that,
/// but call it unstable; `rust-toolchain.toml` pins both, and the stable build does without.
pub(super) fn command(project: &Project, flags: &Flags, part: Part, target: &Path) -> Result<Command> {
    let mut cargo = project.cargo();
    isolate(&mut cargo)
        .args(["build", "--release", "--locked", "--package=backend-message", "--lib"])
        .arg(format!("--target={TARGET}"))
        .args(["--no-default-features", "--features", part.name()])
        .arg("--target-dir")
        .arg(target);
    for setting in PROFILE.into_iter().chain(flags.arguments(Tool::Profile)) {
        cargo.arg("--config").arg(format!("profile.release.{setting}"));
    }
    // The linker that rustc takes by itself.
    cargo.arg("--config").arg(format!("target.{TARGET}.linker=\"rust-lld\""));
    cargo.args(flags.arguments(Tool::Cargo));
    // As a variable, they replace those of every configuration file; on the command line, they would come on top.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", rustflags(project, flags)?.join("\x1f"));
    if flags.has_unstable() {
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    Ok(cargo)
}

/// What [`command`] makes in a target directory.
pub(super) fn compiled(target: &Path) -> PathBuf {
    target.join(TARGET).join("release/backend_message.wasm")
}

fn rustflags(project: &Project, flags: &Flags) -> Result<Vec<String>> {
    let mut all: Vec<String> = flags.arguments(Tool::Rustc).map(str::to_owned).collect();
    // Without these, the binary could contain the paths of this machine, and differ on every machine.
    let sysroot = process::output(isolate(project.command("rustc").args(["--print", "sysroot"])))?;
    let home = std::env::home_dir().context("There is no home directory")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    all.extend([remap(&project.root, "backend-message"), remap(Path::new(sysroot.trim()), "rust")]);
    all.extend(registries.map(|registry| remap(&registry, "crates")));
    Ok(all)
}
