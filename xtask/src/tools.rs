//! The Rust tools of this project, each version installed in a directory of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;
use crate::say;

const WASM_PACK: &str = "0.15.1";
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_CYCLONEDX: &str = "0.5.9";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_LLVM_COV: &str = "0.9.1";
const CARGO_MUTANTS: &str = "27.1.0";

struct Tool<'a> {
    /// The crate that cargo installs.
    name: &'a str,
    /// The program that prints its version.
    program: &'a str,
    version: &'a str,
    /// The arguments for that: cargo's subcommands expect their own name first.
    ask: &'a [&'a str],
    why: &'a str,
}

/// wasm-bindgen's command-line tool, in the version that the crate links.
pub(crate) fn wasm_bindgen(project: &mut Project) -> Result<()> {
    let version = project.wasm_bindgen.clone();
    provide(
        project,
        &Tool {
            name: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: &version,
            ask: &["--version"],
            why: "it writes the JavaScript that loads the wasm",
        },
    )
}

pub(crate) fn wasm_pack(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "wasm-pack",
            program: "wasm-pack",
            version: WASM_PACK,
            ask: &["--version"],
            why: "it runs the crate's own tests in Node and in browsers",
        },
    )
}

pub(crate) fn cargo_deny(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "cargo-deny",
            program: "cargo-deny",
            version: CARGO_DENY,
            ask: &["--version"],
            why: "it checks the dependencies' licences and origins",
        },
    )
}

pub(crate) fn cargo_cyclonedx(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "cargo-cyclonedx",
            program: "cargo-cyclonedx",
            version: CARGO_CYCLONEDX,
            ask: &["cyclonedx", "--version"],
            why: "it lists what the package is made of",
        },
    )
}

/// Drives Firefox. Unlike the other tools, any version that is in the path will do.
pub(crate) fn geckodriver(project: &mut Project) -> Result<PathBuf> {
    let name = "geckodriver";
    if project.which(name).is_none() {
        provide(
            project,
            &Tool {
                name,
                program: name,
                version: GECKODRIVER,
                ask: &["--version"],
                why: "it runs the crate's own tests in Firefox",
            },
        )?;
    }
    project.which(name).context("geckodriver was installed, yet it is not in its place")
}

pub(crate) fn cargo_fuzz(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "cargo-fuzz",
            program: "cargo-fuzz",
            version: CARGO_FUZZ,
            ask: &["--version"],
            why: "it builds and runs the fuzz targets",
        },
    )
}

pub(crate) fn cargo_llvm_cov(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "cargo-llvm-cov",
            program: "cargo-llvm-cov",
            version: CARGO_LLVM_COV,
            ask: &["llvm-cov", "--version"],
            why: "it measures which lines the tests reach",
        },
    )
}

pub(crate) fn cargo_mutants(project: &mut Project) -> Result<()> {
    provide(
        project,
        &Tool {
            name: "cargo-mutants",
            program: "cargo-mutants",
            version: CARGO_MUTANTS,
            ask: &["mutants", "--version"],
            why: "it changes the code and looks whether a test notices",
        },
    )
}

/// Puts the tool first in the project's path: one that is installed in the right version, or else one that it builds now.
fn provide(project: &mut Project, tool: &Tool) -> Result<()> {
    if project.which(tool.program).is_some_and(|found| has_version(found, tool)) {
        return Ok(());
    }
    let directory = cache()?.join(format!("{}-{}", tool.name, tool.version));
    let programs = directory.join("bin");
    if !has_version(programs.join(tool.program), tool) {
        say::step(
            &format!("Installing {} {}", tool.name, tool.version),
            &format!("{} (a few minutes, once; into {})", tool.why, directory.display()),
        );
        // Not `--locked`: the tools' lock files name releases that some mirrors no longer serve.
        let mut install = project.cargo();
        install
            .args(["install", tool.name, "--version", &format!("={}", tool.version), "--force", "--root"])
            .arg(&directory)
            // Built once, outside of the project's target directory.
            .env_remove("CARGO_TARGET_DIR");
        process::run(&mut install).with_context(|| {
            format!(
                "{name} {version} could not be installed. If the network is down, try again later; if the C linker is \
                 missing, install it (Debian: `apt-get install build-essential`). A {program} of that version anywhere \
                 in PATH will do as well",
                name = tool.name,
                version = tool.version,
                program = tool.program
            )
        })?;
    }
    project.tools.insert(0, programs);
    Ok(())
}

fn has_version(program: PathBuf, tool: &Tool) -> bool {
    // Such as `wasm-bindgen 0.2.130` or `wasm-pack 0.15.1`.
    process::output(Command::new(program).args(tool.ask))
        .is_ok_and(|output| output.split_whitespace().nth(1) == Some(tool.version))
}

fn cache() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .context("There is no home directory to keep tools in: set XDG_CACHE_HOME")?;
    Ok(base.join("backend-message/tools"))
}
