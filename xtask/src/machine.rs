//! What the checks need: the project, the browsers, and the installed package.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::browsers::Browsers;
use crate::project::Project;
use crate::{npm, pack, process, site, start};

pub(crate) struct Machine {
    pub(crate) project: Project,
    pub(crate) browsers: Browsers,
    /// Whether the package was installed for the tests; unknown until the first check asks for it.
    installed: Option<bool>,
}

impl Machine {
    pub(crate) fn new(project: Project, browsers: Browsers) -> Self {
        Self { project, browsers, installed: None }
    }

    /// The package, built, packed and installed once for all checks.
    pub(crate) fn installed(&mut self) -> Result<()> {
        match self.installed {
            Some(true) => Ok(()),
            Some(false) => bail!("could not run: the package was not built"),
            None => {
                let done = pack::install(&self.project);
                self.installed = Some(done.is_ok());
                done
            }
        }
    }

    /// Runs Node's test runner on a directory of tests.
    pub(crate) fn node_tests(&mut self, directory: &str) -> Result<()> {
        self.prepare(directory)?;
        let mut files: Vec<String> = fs::read_dir(self.project.root.join(directory))
            .with_context(|| format!("{directory} cannot be read"))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".test.js"))
            .map(|name| format!("{directory}/{name}"))
            .collect();
        files.sort();
        if files.is_empty() {
            bail!("{directory} has no tests");
        }
        self.run_in_node(&files)
    }

    /// Sets up what the tests of a directory need.
    pub(crate) fn prepare(&mut self, directory: &str) -> Result<()> {
        self.installed()?;
        match directory {
            "tests/playground" => start::page(&self.project),
            "tests/site" => site::assemble(&self.project),
            "tests/runtimes" => npm::install_for_platform(
                &self.project,
                directory,
                "the newest Node, Deno, Bun, workerd, bundlers and test runners (about 1.1 GB, once)",
            ),
            "tests/odd-places" => npm::install_for_platform(
                &self.project,
                directory,
                "Jest, the environments that pretend to be a page, Yarn and Vite (about 130 MB, once)",
            ),
            _ => Ok(()),
        }
    }

    /// Runs Node's test runner on files of tests.
    pub(crate) fn run_in_node(&self, files: &[String]) -> Result<()> {
        let told = process::watch_success(
            self.project
                .command("node")
                .args(["--expose-gc", "--test", "--test-reporter=spec"])
                .args(files)
                .envs(self.browsers.variables()),
        )?;
        let count = |what: &str| {
            told.lines()
                .filter_map(|line| line.trim_start_matches("ℹ ").strip_prefix(what)?.trim().parse::<u32>().ok())
                .next_back()
        };
        if count("pass ").unwrap_or(0) == 0 || count("skipped ") != Some(0) {
            bail!("tests were skipped, or none ran");
        }
        Ok(())
    }
}
