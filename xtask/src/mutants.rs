//! Mutation testing: changes the code in one place after another; each time some test must fail.
//!
//! Files for wasm alone are tested in Node, all others natively.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::{process, say, tools};

/// Where a mistake would be a wrong verdict, value or position.
const FILES: &[&str] = &[
    "src/decode/habits.rs",
    "src/decode/owned.rs",
    "src/decode/record.rs",
    "src/js/last_string.rs",
    "src/js/narrow.rs",
    "src/js/strings.rs",
    "src/model/number.rs",
    "src/model/position.rs",
    "src/read/boundary.rs",
    "src/read/framing.rs",
    "src/read/recovery.rs",
    "src/text/escape.rs",
    "src/text/number.rs",
    "src/text/number/short.rs",
    "src/text/scan/compare.rs",
    "src/text/scan/escaped.rs",
    "src/text/scan/plain.rs",
    "src/text/scan/simd/mod.rs",
    "src/text/scan/simd/portable.rs",
    "src/text/scan/simd/wasm32.rs",
    "src/text/scan/simd/x86_64.rs",
    "src/text/scan/unescape.rs",
    "src/text/scan/utf16.rs",
    "src/text/scan/wide.rs",
    "src/text/skip.rs",
    "src/text/skip/string.rs",
    "src/text/token.rs",
    "src/text/utf8.rs",
    "src/text/whitespace.rs",
];

/// Files that only wasm has; their tests run in Node.
const WASM: &[&str] = &["src/text/scan/simd/wasm32.rs"];

/// Mutants that no test notices: `{ "mutant", "why" }`, without line numbers, which shift.
const SURVIVORS: &str = "tests/mutants/survivors.json";

pub(crate) fn run(mut project: Project, files: &[String]) -> Result<()> {
    tools::cargo_mutants(&mut project)?;
    tools::wasm_bindgen(&mut project)?;
    let chosen: Vec<&str> = if files.is_empty() { FILES.to_vec() } else { files.iter().map(String::as_str).collect() };
    let (wasm, native_files): (Vec<&str>, Vec<&str>) = chosen.iter().copied().partition(|file| WASM.contains(file));
    let mut missed = Vec::new();
    if !native_files.is_empty() {
        say::heading("native tests");
        let mut native = mutants(&project, &native_files);
        // The quick tests that cover the core best.
        let tests = ["--lib", "--test=cases", "--test=conformance", "--test=serde", "--test=streams", "--test=windows"];
        native.env("PROPTEST_CASES", "64").arg("--").args(tests);
        missed.extend(self::missed(&project, &mut native)?);
    }
    if !wasm.is_empty() {
        say::heading("wasm tests, in Node");
        let mut command = mutants(&project, &wasm);
        command.arg("--cargo-arg=--target=wasm32-unknown-unknown");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        command.args(["--", "--lib", "--test=cases", "--test=utf8"]);
        missed.extend(self::missed(&project, &mut command)?);
    }

    let explained: Vec<Value> = serde_json::from_slice(&fs::read(project.root.join(SURVIVORS))?).context(SURVIVORS)?;
    missed.retain(|line| !explained.iter().any(|survivor| survivor["mutant"] == without_place(line).as_str()));
    if !missed.is_empty() {
        bail!(
            "no test notices these; kill them, or say in {SURVIVORS} why they change nothing:\n{}",
            missed.join("\n")
        );
    }
    println!("every mutant was noticed, or {SURVIVORS} says why not");
    Ok(())
}

fn mutants(project: &Project, files: &[&str]) -> Command {
    let mut command = project.cargo();
    command.args(["mutants", "--package=backend-message", "--no-shuffle", "--output"]).arg(project.scratch());
    for file in files {
        command.args(["--file", file]);
    }
    // Debug information is not needed here.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Runs it, and returns the mutants that no test noticed.
fn missed(project: &Project, command: &mut Command) -> Result<Vec<String>> {
    let out = project.scratch();
    fs::create_dir_all(&out)?;
    let output = process::watch(command)?;
    // 2 and 3: some mutants were missed, or took too long. That is reported later.
    if !matches!(output.code, Some(0 | 2 | 3)) {
        bail!("cargo-mutants could not run: the lines above say why");
    }
    let missed = fs::read_to_string(out.join("mutants.out/missed.txt"))?;
    Ok(missed.lines().map(str::to_owned).collect())
}

/// `src/text/utf8.rs:10:5: replace a with b` without the numbers.
fn without_place(line: &str) -> String {
    let mut parts = line.splitn(4, ':');
    let (file, text) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    format!("{file}:{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_left_out() {
        assert_eq!(without_place("src/x.rs:10:5: replace a::b with c"), "src/x.rs: replace a::b with c");
    }

    #[test]
    fn every_file_is_there() {
        for file in FILES.iter().chain(WASM) {
            assert!(fs::metadata(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).is_ok(), "{file}");
        }
    }
}
