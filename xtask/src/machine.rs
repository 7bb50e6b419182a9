//! What the checks need: the project, the browsers, and the installed package.

use std::fs;
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail};

use crate::browsers::Browsers;
use crate::project::Project;
use crate::{npm, pack, process, reference, site, start};

pub(crate) struct Machine {
    pub(crate) project: Project,
    pub(crate) browsers: Browsers,
    installed: Once,
    page: Once,
    reference: Once,
}

/// Tests of which a file may run on every core. By default Node leaves one core to itself, half of a machine with two; browsers
/// need it.
const WITHOUT_BROWSERS: [&str; 3] = ["tests/node", "tests/cli", "tests/live"];

/// Something that several checks need: made when the first of them asks for it, and not again.
#[derive(Default)]
struct Once(Option<bool>);

impl Once {
    /// `failed` is what the later checks report if it could not be made.
    fn make(&mut self, failed: &str, make: impl FnOnce() -> Result<()>) -> Result<()> {
        match self.0 {
            Some(true) => Ok(()),
            Some(false) => bail!("could not run: {failed}"),
            None => {
                let done = make();
                self.0 = Some(done.is_ok());
                done
            }
        }
    }
}

impl Machine {
    pub(crate) fn new(project: Project, browsers: Browsers) -> Self {
        Self { project, browsers, installed: Once::default(), page: Once::default(), reference: Once::default() }
    }

    /// The package: built, packed and installed.
    pub(crate) fn installed(&mut self) -> Result<()> {
        self.installed.make("the package was not built", || pack::install(&self.project))
    }

    /// The playground's page, with the installed package.
    fn page(&mut self) -> Result<()> {
        self.page.make("the playground was not built", || start::page(&self.project))
    }

    /// The API reference.
    pub(crate) fn reference(&mut self) -> Result<()> {
        self.reference.make("the API reference was not written", || reference::write(&self.project))
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
        if WITHOUT_BROWSERS.contains(&directory) {
            let cores = available_parallelism()?;
            return self.run_with_node(&[format!("--test-concurrency={cores}")], &files);
        }
        self.run_in_node(&files)
    }

    /// Sets up what the tests of a directory need.
    pub(crate) fn prepare(&mut self, directory: &str) -> Result<()> {
        self.installed()?;
        match directory {
            "tests/playground" => self.page(),
            "tests/site" => {
                self.page()?;
                self.reference()?;
                site::assemble(&self.project)
            }
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
        self.run_with_node(&[], files)
    }

    fn run_with_node(&self, options: &[String], files: &[String]) -> Result<()> {
        let output = process::watch_success(
            self.project
                .command("node")
                .args(["--expose-gc", "--test", "--test-reporter=spec"])
                .args(options)
                .args(files)
                .envs(self.browsers.variables()),
        )?;
        let count = |what: &str| {
            output
                .lines()
                .filter_map(|line| line.trim_start_matches("ℹ ").strip_prefix(what)?.trim().parse::<u32>().ok())
                .next_back()
        };
        if count("pass ").unwrap_or(0) == 0 || count("skipped ") != Some(0) {
            bail!("tests were skipped, or none ran");
        }
        Ok(())
    }
}
