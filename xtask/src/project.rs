//! The project's directories, and the versions that `Cargo.toml` pins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::build::Flags;
use crate::environment::isolate;
use crate::process;

#[derive(Clone)]
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// The directory in which `pkg/` and `build/` are made: the root, or another one for a second build.
    pub(crate) out: PathBuf,
    /// Whether the wasm is built without the unstable switches of the compiler.
    pub(crate) stable: bool,
    /// Variables that commands get in addition to the environment.
    pub(crate) variables: &'static [(&'static str, &'static str)],
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
    /// The version of the crate, and so of the package.
    pub(crate) version: String,
    /// Where the sources are published.
    pub(crate) repository: String,
    /// The version of wasm-bindgen; its command-line tool must have the same.
    pub(crate) wasm_bindgen: String,
    /// Directories of tools, searched before those of `PATH`.
    pub(crate) tools: Vec<PathBuf>,
}

impl Project {
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies inside the project")?.to_owned();
        let metadata = process::output(
            Command::new(cargo()).args(["metadata", "--no-deps", "--format-version=1"]).current_dir(&root),
        )?;
        let metadata: Value = serde_json::from_str(&metadata)?;
        let package = metadata["packages"]
            .as_array()
            .and_then(|packages| packages.iter().find(|package| package["name"] == "backend-message"))
            .context("Cargo.toml has no package `backend-message`")?;
        let wasm_bindgen = package["dependencies"]
            .as_array()
            .and_then(|all| all.iter().find(|dependency| dependency["name"] == "wasm-bindgen"))
            .and_then(|dependency| dependency["req"].as_str())
            .and_then(|version| version.strip_prefix('='))
            .context("Cargo.toml pins wasm-bindgen to no exact version (`=x.y.z`)")?;
        let text = |value: &Value| value.as_str().map(str::to_owned).context("cargo metadata is not as expected");
        Ok(Self {
            target: text(&metadata["target_directory"])?.into(),
            version: text(&package["version"])?,
            repository: text(&package["repository"]).context("Cargo.toml names no `repository`")?,
            wasm_bindgen: wasm_bindgen.to_owned(),
            out: root.clone(),
            stable: false,
            variables: &[],
            tools: vec![root.join("node_modules/.bin")],
            root,
        })
    }

    /// The same, building the package without unstable switches, in a directory of its own.
    pub(crate) fn stable(&self) -> Self {
        Self { out: self.root.join("build/stable"), stable: true, ..self.clone() }
    }

    /// The switches that the wasm is built with.
    pub(crate) fn flags(&self) -> Flags {
        if self.stable { Flags::stable() } else { Flags::package() }
    }

    /// Where the npm package is assembled.
    pub(crate) fn package(&self) -> PathBuf {
        self.out.join("pkg")
    }

    /// Where all other generated, uncommitted files go.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.out.join("build")
    }

    /// A command that runs in the root and finds the project's tools first.
    pub(crate) fn command(&self, program: &str) -> Command {
        let path = self.path();
        // Looked up here, as `Command` would search our own PATH.
        let program = find_in(&path, program).unwrap_or_else(|| program.into());
        let mut command = Command::new(program);
        command.current_dir(&self.root).envs(self.variables.iter().copied()).env("PATH", path);
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        let mut command = self.command("cargo");
        // Cargo sets these for us. With them, our commands would differ from the same ones typed by hand.
        for name in ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH"] {
            command.env_remove(name);
        }
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") {
                command.env_remove(name);
            }
        }
        command
    }

    /// Flags of the environment would replace those of `.cargo/config.toml`, and the tests run without SIMD.
    pub(crate) fn wasm_pack(&self) -> Command {
        let mut command = self.command("wasm-pack");
        isolate(&mut command);
        command
    }

    pub(crate) fn node(&self, arguments: &[&str]) -> Command {
        let mut command = self.command("node");
        command.args(arguments);
        command
    }

    /// The path of a program, among the project's tools or in `PATH`.
    pub(crate) fn which(&self, program: &str) -> Option<PathBuf> {
        find_in(&self.path(), program)
    }

    fn path(&self) -> OsString {
        let outer = std::env::var_os("PATH").unwrap_or_default();
        let all = self.tools.iter().cloned().chain(std::env::split_paths(&outer));
        std::env::join_paths(all).unwrap_or(outer)
    }
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn find_in(path: &OsString, program: &str) -> Option<PathBuf> {
    std::env::split_paths(path).map(|directory| directory.join(program)).find(|candidate| candidate.is_file())
}
