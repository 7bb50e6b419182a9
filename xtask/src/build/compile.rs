//! Compiles the crate to wasm.

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

/// Settings that a user's cargo configuration could change for all projects, with cargo's defaults, which the package uses
/// unless [`Flags`] say otherwise.
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

/// Compiles the crate. The package has a standard library of its own, which cargo and rustc call unstable;
/// `rust-toolchain.toml` pins both, and the stable build does without it.
pub(super) fn command(project: &Project, flags: &Flags, part: Part, target: &Path) -> Result<Command> {
    let mut cargo = project.cargo();
    isolate(&mut cargo)
        .args(["rustc", "--release", "--locked", "--package=backend-message", "--lib"])
        // Cargo skips link-time optimisation, without a word, for a library that is an rlib as well.
        .arg("--crate-type=cdylib")
        .arg(format!("--target={TARGET}"))
        .args(["--no-default-features", "--features", part.name()])
        .arg("--target-dir")
        .arg(target);
    for setting in PROFILE.into_iter().chain(flags.arguments(Tool::Profile)) {
        cargo.arg("--config").arg(format!("profile.release.{setting}"));
        // A configuration file could set another value for the dependencies, the standard library among them.
        if !["lto=", "panic=", "rpath="].iter().any(|whole| setting.starts_with(whole)) {
            cargo.arg("--config").arg(format!("profile.release.package.'*'.{setting}"));
        }
    }
    // The linker that rustc uses by default.
    cargo.arg("--config").arg(format!("target.{TARGET}.linker=\"rust-lld\""));
    cargo.args(flags.arguments(Tool::Cargo));
    // As a variable, they replace the flags of every configuration file; on the command line, they would be added to them.
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
    // Without these, the binary could contain paths, and differ from machine to machine.
    let sysroot = process::output(isolate(project.command("rustc").args(["--print", "sysroot"])))?;
    let home = std::env::home_dir().context("There is no home directory")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    all.extend([remap(&project.root, "backend-message"), remap(Path::new(sysroot.trim()), "rust")]);
    all.extend(registries.map(|registry| remap(&registry, "crates")));
    Ok(all)
}
