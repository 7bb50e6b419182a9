//! Runs a file of tests by its path: `cargo xtask test tests/node/salvage.test.js`.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::checks::some_passed;
use crate::machine::Machine;
use crate::process;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TestFile {
    pub(crate) path: String,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// Runs in Node, after setting up what its directory needs.
    Node { directory: String },
    /// Rust: cargo's arguments that choose the file's tests, the filter of their names, and whether some run in wasm.
    Rust { target: Vec<String>, filter: String, wasm: bool },
}

/// What `--list` prints about files.
pub(crate) const LIST: &str = "
A path runs one file of tests:
  tests/node/salvage.test.js   in Node, or in browsers where its directory needs them
  tests/cases.rs               natively, and in Node as wasm where it has tests for that
  src/text/number.rs           the unit tests of a module, likewise
";

impl TestFile {
    /// The file of that path, from the project's root.
    pub(crate) fn find(root: &Path, path: &str) -> Result<Self> {
        let file = root.join(path);
        if !file.is_file() {
            bail!("there is no file {path}; `cargo xtask test --list` shows what can be run");
        }
        let Some(kind) = kind(path, &fs::read_to_string(file)?) else {
            bail!("{path} has no tests of its own; `cargo xtask test --list` shows what can be run");
        };
        Ok(Self { path: path.to_owned(), kind })
    }

    pub(crate) fn run(&self, machine: &mut Machine) -> Result<()> {
        match &self.kind {
            Kind::Node { directory } => {
                machine.prepare(directory)?;
                machine.run_in_node(std::slice::from_ref(&self.path))
            }
            Kind::Rust { target, filter, wasm } => {
                let project = &machine.project;
                let filter = Some(filter).filter(|filter| !filter.is_empty());
                let mut output = process::watch_success(project.cargo().arg("test").args(target).args(filter))?;
                if *wasm {
                    // The package is that of the directory.
                    let target = target.iter().filter(|argument| !argument.starts_with("--package"));
                    let mut wasm_pack = project.wasm_pack();
                    wasm_pack.args(["test", "--node", "--"]).args(target).arg("--").args(filter);
                    output += &process::watch_success(&mut wasm_pack)?;
                }
                some_passed(&output)
            }
        }
    }
}

fn kind(path: &str, text: &str) -> Option<Kind> {
    let parts: Vec<&str> = path.split('/').collect();
    let wasm = text.contains("wasm_bindgen_test");
    let rust = |target: &[&str], filter: String| Kind::Rust {
        target: target.iter().map(|&argument| argument.to_owned()).collect(),
        filter,
        wasm,
    };
    match parts.as_slice() {
        ["tests", directory, name] if name.ends_with(".test.js") => {
            Some(Kind::Node { directory: format!("tests/{directory}") })
        }
        ["tests", name] => {
            Some(rust(&["--package=backend-message", "--test", name.strip_suffix(".rs")?], String::new()))
        }
        _ if !text.contains("#[test]") && !wasm => None,
        ["src", module @ ..] => Some(rust(&["--package=backend-message", "--lib"], filter(module)?)),
        ["xtask", "src", module @ ..] => Some(rust(&["--package=xtask", "--bins"], filter(module)?)),
        _ => None,
    }
}

/// The prefix of the names of a module's tests.
fn filter(module: &[&str]) -> Option<String> {
    let (file, above) = module.split_last()?;
    let own = Some(file.strip_suffix(".rs")?).filter(|name| !["lib", "main", "mod"].contains(name));
    Some(above.iter().copied().chain(own).flat_map(|part| [part, "::"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(target: &[&str], filter: &str, wasm: bool) -> Kind {
        let target = target.iter().map(|&argument| argument.to_owned()).collect();
        Kind::Rust { target, filter: filter.to_owned(), wasm }
    }

    #[test]
    fn a_file_tells_by_its_path_how_it_runs() {
        let node = Some(Kind::Node { directory: "tests/node".to_owned() });
        assert_eq!(kind("tests/node/salvage.test.js", ""), node);
        assert_eq!(
            kind("tests/cases.rs", ""),
            Some(rust(&["--package=backend-message", "--test", "cases"], "", false))
        );
        let module = rust(&["--package=backend-message", "--lib"], "text::number::", true);
        assert_eq!(
            kind("src/text/number.rs", "#[cfg_attr(target_arch = \"wasm32\", wasm_bindgen_test)]"),
            Some(module)
        );
        assert_eq!(
            kind("src/text/scan/mod.rs", "#[test]"),
            Some(rust(&["--package=backend-message", "--lib"], "text::scan::", false))
        );
        assert_eq!(kind("xtask/src/main.rs", "#[test]"), Some(rust(&["--package=xtask", "--bins"], "", false)));
    }

    #[test]
    fn a_file_without_tests_is_not_run() {
        for path in ["README.md", "tests/cases/README.md", "tests/streams.proptest-regressions", "src/lib.rs"] {
            assert_eq!(kind(path, ""), None, "{path}");
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        let fault = TestFile::find(Path::new("."), "tests/node/no-such.test.js").unwrap_err().to_string();
        assert!(fault.starts_with("there is no file tests/node/no-such.test.js"), "{fault}");
    }
}
