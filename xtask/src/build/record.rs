//! Records what a result was made from, and its hash. Stored beside the result, it tells whether a new build would be the
//! same.

use std::fmt::Write;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::environment::isolate;
use crate::process;
use crate::project::Project;

/// Files that decide what is compiled, beside the sources.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"];

/// A line for each input: what it is, and its content or a hash of that.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record(Vec<(String, String)>);

impl Record {
    /// The sources, the tools' versions, and the commands that make the wasm of them.
    pub(super) fn of_inputs(project: &Project, commands: &[Command]) -> Result<Self> {
        let mut lines = hashes(&project.root, &project.root.join("src"))?;
        for name in MANIFESTS {
            lines.push((name.to_owned(), hash(&fs::read(project.root.join(name))?)));
        }
        for (tool, ask) in [("rustc", "-vV"), ("wasm-bindgen", "--version"), ("wasm-opt", "--version")] {
            let version = process::output(isolate(project.command(tool).arg(ask)))?;
            lines.push((format!("the version of {tool}"), version.trim().replace('\n', ", ")));
        }
        lines.extend(commands.iter().map(|command| (program(command), words(command))));
        Ok(Self(lines))
    }

    /// What has changed since the record was written; nothing if neither the inputs nor the results have.
    pub(super) fn change_since(&self, file: &Path, results: &[&Path]) -> Option<String> {
        let Ok(kept) = fs::read_to_string(file) else { return Some("for the first time".to_owned()) };
        let kept: Vec<(&str, &str)> = kept.lines().filter_map(|line| line.split_once(": ")).collect();
        let Ok(results) = results_of(file, results) else { return Some("its result is gone".to_owned()) };
        let now = || self.0.iter().chain(&results).map(|(what, value)| (what.as_str(), value.as_str()));
        let changed = now().find(|line| !kept.contains(line)).map(|(what, _)| what);
        let gone = || kept.iter().find(|(what, _)| now().all(|(name, _)| name != *what)).map(|(what, _)| *what);
        changed.or_else(gone).map(|what| format!("{what} has changed"))
    }

    pub(super) fn write(&self, file: &Path, results: &[&Path]) -> Result<()> {
        let mut text = String::new();
        for (what, value) in self.0.iter().chain(&results_of(file, results)?) {
            writeln!(text, "{what}: {value}")?;
        }
        fs::write(file, text)?;
        Ok(())
    }
}

fn results_of(file: &Path, results: &[&Path]) -> Result<Vec<(String, String)>> {
    let directory = file.parent().context("a file lies in a directory")?;
    let all: Vec<_> = results.iter().map(|result| hashes(directory, result)).collect::<Result<_>>()?;
    Ok(all.into_iter().flatten().collect())
}

/// Hashes of a file or of all files below a directory, in the order of their paths.
fn hashes(base: &Path, path: &Path) -> Result<Vec<(String, String)>> {
    if path.is_file() {
        let name = path.strip_prefix(base)?.display().to_string();
        return Ok(vec![(name, hash(&fs::read(path)?))]);
    }
    let entries = fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut entries: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    entries.sort();
    let below: Vec<_> = entries.iter().map(|entry| hashes(base, entry)).collect::<Result<_>>()?;
    Ok(below.into_iter().flatten().collect())
}

/// Good enough to notice a change; nobody attacks it with collisions.
fn hash(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn program(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned() + "'s command line"
}

/// The arguments, and the variables that are set, except for where programs are looked for.
fn words(command: &Command) -> String {
    let variables = command
        .get_envs()
        .filter(|(name, _)| *name != "PATH")
        .filter_map(|(name, value)| Some(format!("{}={}", name.display(), value?.display())));
    let arguments = command.get_args().map(|argument| argument.display().to_string());
    variables.chain(arguments).collect::<Vec<_>>().join(" ").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::Record;

    /// A directory with a result in it.
    fn directory(name: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("backend-message {name} {}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("result"), "made").unwrap();
        directory
    }

    fn inputs(source: &str) -> Record {
        Record(vec![("src/lib.rs".to_owned(), source.to_owned()), ("the version of rustc".to_owned(), "1".to_owned())])
    }

    #[test]
    fn nothing_is_made_again_from_the_same_inputs() {
        let directory = directory("same inputs");
        let (record, result) = (directory.join("record"), directory.join("result"));
        let first = inputs("a").change_since(&record, &[&result]);
        inputs("a").write(&record, &[&result]).unwrap();
        let again = inputs("a").change_since(&record, &[&result]);
        fs::remove_dir_all(directory).unwrap();
        assert_eq!(first.as_deref(), Some("for the first time"));
        assert_eq!(again, None);
    }

    #[test]
    fn a_changed_or_missing_input_is_named() {
        let directory = directory("changed inputs");
        let (record, result) = (directory.join("record"), directory.join("result"));
        inputs("a").write(&record, &[&result]).unwrap();
        let changed = inputs("b").change_since(&record, &[&result]);
        let fewer = Record(inputs("a").0.split_off(1)).change_since(&record, &[&result]);
        fs::remove_dir_all(directory).unwrap();
        assert_eq!(changed.as_deref(), Some("src/lib.rs has changed"));
        assert_eq!(fewer.as_deref(), Some("src/lib.rs has changed"));
    }

    #[test]
    fn a_result_that_was_touched_is_made_again() {
        let directory = directory("touched result");
        let (record, result) = (directory.join("record"), directory.join("result"));
        inputs("a").write(&record, &[&result]).unwrap();
        fs::write(&result, "touched").unwrap();
        let touched = inputs("a").change_since(&record, &[&result]);
        fs::remove_file(&result).unwrap();
        let removed = inputs("a").change_since(&record, &[&result]);
        fs::remove_dir_all(directory).unwrap();
        assert_eq!(touched.as_deref(), Some("result has changed"));
        assert_eq!(removed.as_deref(), Some("its result is gone"));
    }
}
