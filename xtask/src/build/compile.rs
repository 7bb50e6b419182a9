//! The core, from Rust to wasm.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::project::Project;

/// Compiles the core, with a standard library of its own: that which comes with the compiler can report panics, and that
/// is a sixth of the module. Cargo and rustc can do this for long, but call it unstable; `rust-toolchain.toml` pins both,
/// and only this build, whose result is the package, relies on it.
pub(super) fn compile(project: &Project) -> Result<PathBuf> {
    process::run(
        project
            .cargo()
            .args(["build", "--release", "--package=backend-message", "--lib", "--target=wasm32-unknown-unknown"])
            .args(["--no-default-features", "--features=wasm"])
            // Three is as fast, and larger by a twentieth.
            .args(["--config", "profile.release.opt-level=2"])
            .arg("--target-dir")
            .arg(&project.target)
            .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
            .arg("--config")
            .arg(format!("target.wasm32-unknown-unknown.rustflags = {}", rustflags(project)?))
            .env("RUSTC_BOOTSTRAP", "1"),
    )
    .context("The core does not compile to wasm; the compiler's words are above")?;
    Ok(compiled(project))
}

pub(super) fn compiled(project: &Project) -> PathBuf {
    project.target.join("wasm32-unknown-unknown/release/backend_message.wasm")
}

fn rustflags(project: &Project) -> Result<Value> {
    // A panic is a trap in wasm, with or without a message that nobody gets to see.
    let mut flags: Vec<String> =
        ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"]
            .map(str::to_owned)
            .into();
    // What is not marked `#[inline]` is nothing that every byte or record goes through, and is called in many places.
    flags.push("-Cllvm-args=-inline-threshold=5".to_owned());
    // Without these, the binary might tell where it was built, and be another one on every machine.
    let sysroot = process::output(project.command("rustc").args(["--print", "sysroot"]))?;
    let home = std::env::home_dir().context("There is no home directory")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let registries = fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    flags.extend([remap(&project.root, "backend-message"), remap(Path::new(sysroot.trim()), "rust")]);
    flags.extend(registries.map(|registry| remap(&registry, "crates")));
    Ok(flags.into())
}
