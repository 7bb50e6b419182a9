//! Mutation testing: the code is changed in one place after another, and some test must fail each time.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::{process, tools};

/// Where a mistake would be a wrong verdict, value or position.
const FILES: &[&str] = &[
    "src/boundary.rs",
    "src/decode.rs",
    "src/escape.rs",
    "src/framing.rs",
    "src/integer.rs",
    "src/number.rs",
    "src/position.rs",
    "src/recover.rs",
    "src/scan.rs",
    "src/skip.rs",
    "src/token.rs",
    "src/utf8.rs",
    "src/whitespace.rs",
];

/// Mutants that no test notices: `{ "mutant", "why" }`, without line numbers, which shift.
const SURVIVORS: &str = "tests/mutants/survivors.json";

pub(crate) fn run(mut project: Project, files: &[String]) -> Result<()> {
    tools::cargo_mutants(&mut project)?;
    let chosen: Vec<&str> = if files.is_empty() { FILES.to_vec() } else { files.iter().map(String::as_str).collect() };
    let out = project.scratch();
    fs::create_dir_all(&out)?;
    let mut command = project.cargo();
    command.args(["mutants", "--package=backend-message", "--no-shuffle", "--output"]).arg(&out);
    for file in &chosen {
        command.args(["--file", file]);
    }
    // Nobody looks into these with a debugger.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    // Those of the tests that are quick and know the core best.
    let tests = ["--lib", "--test=cases", "--test=conformance", "--test=serde", "--test=streams", "--test=windows"];
    command.env("PROPTEST_CASES", "64").arg("--").args(tests);
    let told = process::watch(&mut command)?;
    // 2 and 3: some were missed, or took too long; what that means is told below.
    if !matches!(told.code, Some(0 | 2 | 3)) {
        bail!("cargo-mutants could not run: the lines above say why");
    }
    let missed = fs::read_to_string(out.join("mutants.out/missed.txt"))?;
    let explained: Vec<Value> = serde_json::from_slice(&fs::read(project.root.join(SURVIVORS))?).context(SURVIVORS)?;
    let open: Vec<&str> = missed
        .lines()
        .filter(|line| !explained.iter().any(|survivor| survivor["mutant"] == without_place(line).as_str()))
        .collect();
    if !open.is_empty() {
        bail!("no test notices these; kill them, or say in {SURVIVORS} why they change nothing:\n{}", open.join("\n"));
    }
    println!("every mutant was noticed, or {SURVIVORS} says why not");
    Ok(())
}

/// `src/x.rs:10:5: replace a with b` without the numbers.
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
        for file in FILES {
            assert!(fs::metadata(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).is_ok(), "{file}");
        }
    }
}
