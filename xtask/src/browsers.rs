//! The browsers that tests drive, and their drivers: Chromium, Firefox and WebKitGTK.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;
use std::{env, iter};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{process, say, tools};

/// The paths of the programs. Tests find them in environment variables of these names.
pub(crate) struct Browsers {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) firefox: PathBuf,
    pub(crate) geckodriver: PathBuf,
    /// WebKitGTK's driver, which comes with a small browser.
    pub(crate) webkit_driver: PathBuf,
    /// A virtual screen: WebKitGTK has no headless mode.
    pub(crate) xvfb_run: PathBuf,
}

struct Program {
    /// Its possible names, in order of preference.
    names: &'static [&'static str],
    /// An environment variable that may contain its path.
    variable: &'static str,
    /// Debian's packages that contain it.
    packages: &'static [&'static str],
}

const CHROMIUM: Program = Program {
    names: &["chromium", "chromium-browser", "google-chrome"],
    variable: "CHROMIUM",
    packages: &["chromium"],
};
const CHROMEDRIVER: Program =
    Program { names: &["chromedriver"], variable: "CHROMEDRIVER", packages: &["chromium-driver"] };
const FIREFOX: Program =
    Program { names: &["firefox-esr", "firefox"], variable: "FIREFOX", packages: &["firefox-esr"] };
const WEBKIT_DRIVER: Program =
    Program { names: &["WebKitWebDriver"], variable: "WEBKIT_DRIVER", packages: &["webkit2gtk-driver"] };
// `xvfb-run` calls `xauth`, which is only recommended by its package.
const XVFB_RUN: Program = Program { names: &["xvfb-run"], variable: "XVFB_RUN", packages: &["xvfb", "xauth"] };

const FROM_APT: [&Program; 5] = [&CHROMIUM, &CHROMEDRIVER, &FIREFOX, &WEBKIT_DRIVER, &XVFB_RUN];

impl Program {
    fn find(&self, project: &Project) -> Option<PathBuf> {
        env::var_os(self.variable)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
            .or_else(|| self.names.iter().find_map(|name| project.which(name)))
    }

    fn path(&self, project: &Project) -> Result<PathBuf> {
        self.find(project).with_context(|| {
            format!("apt-get ended well, yet `{}` is not in PATH. {}", self.names.join("` or `"), by_hand(&[self]))
        })
    }
}

/// Installs what is missing, and changes nothing else.
pub(crate) fn provide(project: &mut Project) -> Result<Browsers> {
    install_missing(project)?;
    Ok(Browsers {
        chromium: CHROMIUM.path(project)?,
        chromedriver: CHROMEDRIVER.path(project)?,
        firefox: FIREFOX.path(project)?,
        webkit_driver: WEBKIT_DRIVER.path(project)?,
        xvfb_run: XVFB_RUN.path(project)?,
        geckodriver: tools::geckodriver(project)?,
    })
}

impl Browsers {
    /// The variables in which tests find the programs.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        iter::once((CHROMIUM.variable, &self.chromium)).chain([
            (FIREFOX.variable, &self.firefox),
            (WEBKIT_DRIVER.variable, &self.webkit_driver),
            (XVFB_RUN.variable, &self.xvfb_run),
        ])
    }
}

fn install_missing(project: &Project) -> Result<()> {
    let missing: Vec<&Program> = FROM_APT.into_iter().filter(|program| program.find(project).is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|program| program.packages).copied().collect();
    if project.which("apt-get").is_none() {
        bail!("There is no apt-get to install {} with. {}", packages.join(", "), by_hand(&missing));
    }
    say::step(
        &format!("Installing {}", packages.join(", ")),
        "the package is tested in Chromium, Firefox and WebKitGTK (up to 800 MB, once)",
    );
    apt_get(project, &["update"])
        .and_then(|()| apt_get(project, &[&["install", "-y", "--no-install-recommends"], &*packages].concat()))
        .with_context(|| format!("apt-get could not install {}. {}", packages.join(", "), by_hand(&missing)))
}

fn by_hand(missing: &[&Program]) -> String {
    let each = missing.iter().map(|program| format!("{} ({})", program.names.join(" or "), program.variable));
    format!(
        "Install by hand what is missing, and set the variable in brackets to its path if it is not in PATH: {}",
        each.collect::<Vec<_>>().join(", ")
    )
}

pub(crate) fn apt_get(project: &Project, arguments: &[&str]) -> Result<()> {
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = if root {
        project.command("apt-get")
    } else {
        if project.which("sudo").is_none() {
            bail!("installing needs root, and there is no sudo");
        }
        let mut sudo = project.command("sudo");
        if !std::io::stdin().is_terminal() {
            // There may be nobody to type a password.
            sudo.arg("-n");
        }
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q").args(arguments);
    process::run(&mut command)
}
