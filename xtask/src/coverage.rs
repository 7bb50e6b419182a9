//! Measures which lines of the core the native tests reach, and asks a reason for each gap.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::{process, tools};

/// The percentage of lines that a file must reach. Below it, the file needs a reason for every line that is not reached.
const LEAST: f64 = 95.0;

/// Why lines are not reached: `{ "file", "line", "why" }`, with the text of the line, as numbers shift. A line that opens a
/// block stands for the whole block; without a line, the reason is for the whole file.
const GAPS: &str = "tests/coverage/gaps.json";
const FIGURES: &str = "tests/coverage/FIGURES.md";

pub(crate) fn run(mut project: Project) -> Result<()> {
    process::run(project.command("rustup").args(["component", "add", "llvm-tools"]))
        .context("llvm-tools could not be added, and coverage is measured with them")?;
    tools::cargo_llvm_cov(&mut project)?;
    let report = project.scratch().join("coverage.lcov");
    fs::create_dir_all(project.scratch())?;
    process::run(
        project
            .cargo()
            .args(["llvm-cov", "test", "--package=backend-message", "--features=arrow", "--all-targets"])
            .args(["--lcov", "--output-path"])
            .arg(&report),
    )?;
    let files = covered(&project.root, &fs::read_to_string(report)?)?;
    let gaps: Vec<Value> = serde_json::from_slice(&fs::read(project.root.join(GAPS))?).context(GAPS)?;
    let (table, unexplained) = table(&files, &gaps);
    fs::write(project.root.join(FIGURES), &table)?;
    println!("{table}");
    if !unexplained.is_empty() {
        bail!("not reached, in files below {LEAST} %, and without a reason in {GAPS}:\n{}", unexplained.join("\n"));
    }
    Ok(())
}

struct File {
    source: Vec<String>,
    /// The number of lines with code.
    lines: usize,
    /// The numbers of the lines that no test reaches.
    missed: Vec<usize>,
}

impl File {
    fn line(&self, number: usize) -> &str {
        self.source.get(number - 1).map_or("", String::as_str)
    }

    /// Whether the line, or one that opens a block around it, has a reason.
    fn is_explained(&self, number: usize, reasons: &[&str]) -> bool {
        let mut indent = usize::MAX;
        (1..=number).rev().any(|number| {
            let line = self.line(number);
            let text = line.trim();
            let its_indent = line.len() - line.trim_start().len();
            // Only less indented lines can open a block around it; brackets and the rest of a signature do not.
            if text.is_empty() || its_indent >= indent {
                return false;
            }
            if !text.starts_with(['}', ')', ']']) {
                indent = its_indent;
            }
            reasons.contains(&text)
        })
    }
}

/// The files of the core, by their paths, without those that only tests use.
fn covered(root: &Path, lcov: &str) -> Result<BTreeMap<String, File>> {
    let mut files = BTreeMap::new();
    for record in lcov.split("end_of_record") {
        let Some(path) = record.lines().find_map(|line| line.strip_prefix("SF:")) else { continue };
        let Ok(name) = Path::new(path).strip_prefix(root.join("src")) else { continue };
        if is_for_tests(name) {
            continue;
        }
        let source = fs::read_to_string(path).with_context(|| path.to_owned())?;
        let source: Vec<String> = source.lines().map(str::to_owned).collect();
        let tests = source.windows(2).position(|pair| pair == ["#[cfg(test)]", "mod tests {"]).unwrap_or(usize::MAX);
        let mut file = File { source, lines: 0, missed: Vec::new() };
        for line in record.lines().filter_map(|line| line.strip_prefix("DA:")) {
            let (number, count) = line.split_once(',').context("lcov is not as expected")?;
            let number: usize = number.parse()?;
            if number > tests {
                continue;
            }
            file.lines += 1;
            if count == "0" {
                file.missed.push(number);
            }
        }
        files.insert(format!("src/{}", name.display()), file);
    }
    Ok(files)
}

/// Whether only tests use a file: unit tests, and what they share.
fn is_for_tests(name: &Path) -> bool {
    name.components().any(|part| part.as_os_str() == "tests")
        || ["tests.rs", "golden.rs", "random_text.rs"].iter().any(|own| name.ends_with(own))
}

/// The table, and the lines that lack a reason.
fn table(files: &BTreeMap<String, File>, gaps: &[Value]) -> (String, Vec<String>) {
    let mut out = format!(
        "# Lines of the core that the native tests reach\n\n\
         Written by `cargo xtask coverage`. Unit tests are not counted as lines; the exports in `src/js/exports/` exist \
         on wasm only, where the tests of the package reach them. A file below {LEAST} % has a reason for every line in `gaps.json`.\n\n\
         | file | lines | reached | not reached |\n|---|--:|--:|---|\n"
    );
    let mut unexplained = Vec::new();
    let (mut all, mut missed) = (0, 0);
    for (name, file) in files.iter().filter(|(_, file)| file.lines > 0) {
        let reached = percent(file.lines - file.missed.len(), file.lines);
        let numbers: Vec<String> = file.missed.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "| `{name}` | {} | {reached:.1} % | {} |", file.lines, numbers.join(", "));
        all += file.lines;
        missed += file.missed.len();
        if reached < LEAST {
            let gaps: Vec<&Value> = gaps.iter().filter(|gap| gap["file"] == name.as_str()).collect();
            if gaps.iter().any(|gap| gap["line"].is_null()) {
                continue;
            }
            let reasons: Vec<&str> = gaps.iter().filter_map(|gap| gap["line"].as_str()).collect();
            let open = file.missed.iter().filter(|number| !file.is_explained(**number, &reasons));
            unexplained.extend(open.map(|number| format!("{name}:{number}: {}", file.line(*number).trim())));
        }
    }
    let _ = writeln!(out, "| all | {all} | {:.1} % | |", percent(all - missed, all));
    (out, unexplained)
}

fn percent(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)] // of some thousand lines
    let ratio = part as f64 / whole.max(1) as f64;
    100.0 * ratio
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_gap_needs_a_reason_where_a_file_is_below_the_mark() {
        let source: Vec<String> =
            ["fn often() {", "}", "fn rare() {", "    if never {", "        panic!();", "    }", "}"]
                .map(str::to_owned)
                .into();
        let file = |lines| File { source: source.clone(), lines, missed: vec![5] };
        let files = BTreeMap::from([("src/few.rs".to_owned(), file(100)), ("src/many.rs".to_owned(), file(10))]);
        let (text, unexplained) = table(&files, &[]);
        assert!(text.contains("| `src/few.rs` | 100 | 99.0 % | 5 |"), "{text}");
        assert_eq!(unexplained, ["src/many.rs:5: panic!();"]);
        for (line, open) in [("panic!();", 0), ("if never {", 0), ("fn rare() {", 0), ("fn often() {", 1), ("}", 1)] {
            let gaps = [json!({ "file": "src/many.rs", "line": line, "why": "it is rare" })];
            assert_eq!(table(&files, &gaps).1.len(), open, "{line}");
        }
    }
}
