//! Makes a machine with rustup and Node ready for everything else. What is there already is left alone, so that
//! setting up again takes a moment.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{process, say, tools};

const NODE: u32 = 20;
const TARGET: &str = "wasm32-unknown-unknown";

/// What building, the demo and the benchmark need.
pub(crate) fn building(mut project: Project) -> Result<Project> {
    node(&project)?;
    rust_target(&project)?;
    node_modules(&project)?;
    tools::wasm_bindgen(&mut project)?;
    Ok(project)
}

/// What the tests need: all that building needs, wasm-pack, and a browser with its driver.
pub(crate) fn testing(project: Project) -> Result<(Project, Browser)> {
    let mut project = building(project)?;
    tools::wasm_pack(&mut project)?;
    let browser = browser(&project)?;
    Ok((project, browser))
}

/// The command `setup`.
pub(crate) fn everything(project: Project) -> Result<()> {
    let (project, browser) = testing(project)?;
    say::step(
        "Everything is here",
        &format!(
            "Rust target {TARGET}, wasm-bindgen {}, wasm-pack, node_modules, {} and {}",
            project.wasm_bindgen,
            browser.chromium.display(),
            browser.chromedriver.display()
        ),
    );
    Ok(())
}

fn node(project: &Project) -> Result<()> {
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

fn node_modules(project: &Project) -> Result<()> {
    // A copy of the lock file that was installed from tells whether the installation is up to date.
    let lock = fs::read(project.root.join("package-lock.json")).context("package-lock.json is missing")?;
    let stamp = project.root.join("node_modules/.installed-from-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    say::step("Installing node_modules", "wasm-opt, the TypeScript compiler and what the tests compare with");
    process::run(project.command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])).context(
        "`npm ci` failed. If the network is down, try again later; the lines above say what npm found wrong",
    )?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// A browser that the tests drive.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

impl Browser {
    fn find(project: &Project) -> Option<Self> {
        let chromium = from_environment("CHROMIUM").or_else(|| {
            ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| project.which(name))
        })?;
        let chromedriver = from_environment("CHROMEDRIVER").or_else(|| project.which("chromedriver"))?;
        Some(Self { chromium, chromedriver })
    }
}

const BY_HAND: &str = "Install Chromium or Chrome and a chromedriver of the same version by hand, and set \
    CHROMIUM and CHROMEDRIVER to their paths if they are not in PATH";

fn browser(project: &Project) -> Result<Browser> {
    if let Some(browser) = Browser::find(project) {
        return Ok(browser);
    }
    if project.which("apt-get").is_none() {
        bail!("The tests need Chromium and chromedriver, and there is no apt-get to install them with. {BY_HAND}");
    }
    say::step("Installing Chromium and chromedriver", "the package is tested in a real browser (about 400 MB, once)");
    apt_get(project, &["update"])
        .and_then(|()| apt_get(project, &["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"]))
        .with_context(|| format!("apt-get could not install `chromium` and `chromium-driver`. {BY_HAND}"))?;
    Browser::find(project)
        .with_context(|| format!("apt-get ended well, yet Chromium or chromedriver is not in PATH. {BY_HAND}"))
}

fn apt_get(project: &Project, arguments: &[&str]) -> Result<()> {
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = if root {
        project.command("apt-get")
    } else {
        if project.which("sudo").is_none() {
            bail!("installing needs root, and there is no sudo");
        }
        let mut sudo = project.command("sudo");
        if !std::io::stdin().is_terminal() {
            // Nobody is there to type a password.
            sudo.arg("-n");
        }
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q").args(arguments);
    process::run(&mut command)
}

fn from_environment(name: &str) -> Option<PathBuf> {
    env::var_os(name).map(PathBuf::from).filter(|path| path.is_file())
}
