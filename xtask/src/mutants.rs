//! Mutation testing: the code is changed in one place after another, and some test must fail each time.
//!
//! What is compiled for wasm alone is changed for the wasm tests in Node, all else for the native ones.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::project::Project;
use crate::{process, say, tools};

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
    "src/skip/string.rs",
    "src/strings.rs",
    "src/token.rs",
    "src/units.rs",
    "src/utf8.rs",
    "src/whitespace.rs",
];

/// What stands before items that only wasm has.
const WASM: &str = r#"#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]"#;

/// What stands before items that neither x86-64 nor wasm has. They call what the tests of both hold to the same.
const OTHERS: &str =
    r#"#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]"#;

/// Mutants that no test notices: `{ "mutant", "why" }`, without line numbers, which shift.
const SURVIVORS: &str = "tests/mutants/survivors.json";

pub(crate) fn run(mut project: Project, files: &[String]) -> Result<()> {
    tools::cargo_mutants(&mut project)?;
    tools::wasm_bindgen(&mut project)?;
    let chosen: Vec<&str> = if files.is_empty() { FILES.to_vec() } else { files.iter().map(String::as_str).collect() };
    let (mut wasm, mut others) = (Vec::new(), Vec::new());
    for file in &chosen {
        let text = fs::read_to_string(project.root.join(file)).with_context(|| format!("{file} cannot be read"))?;
        wasm.extend(places(file, &text, WASM));
        others.extend(places(file, &text, OTHERS));
    }

    say::heading("native tests");
    let mut native = mutants(&project, &chosen);
    native.args(["--exclude-re", &any_of(wasm.iter().chain(&others))]);
    // Those of the tests that are quick and know the core best.
    let tests = ["--lib", "--test=cases", "--test=conformance", "--test=serde", "--test=streams", "--test=windows"];
    native.env("PROPTEST_CASES", "64").arg("--").args(tests);
    let mut missed = missed(&project, &mut native)?;
    if !wasm.is_empty() {
        say::heading("wasm tests, in Node");
        let mut command = mutants(&project, &chosen);
        command.args(["--re", &any_of(&wasm), "--cargo-arg=--target=wasm32-unknown-unknown"]);
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
    // Nobody looks into these with a debugger.
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
}

/// Runs it, and gives the mutants that no test noticed.
fn missed(project: &Project, command: &mut Command) -> Result<Vec<String>> {
    let out = project.scratch();
    fs::create_dir_all(&out)?;
    let told = process::watch(command)?;
    // 2 and 3: some were missed, or took too long; what that means is told later.
    if !matches!(told.code, Some(0 | 2 | 3)) {
        bail!("cargo-mutants could not run: the lines above say why");
    }
    let missed = fs::read_to_string(out.join("mutants.out/missed.txt"))?;
    Ok(missed.lines().map(str::to_owned).collect())
}

/// The lines of the items behind an attribute, as cargo-mutants names them: `src/x.rs:10:`. An item ends at the first
/// line that is indented as its attribute is and closes something, as rustfmt has it.
fn places(file: &str, text: &str, attribute: &str) -> Vec<String> {
    let mut places = Vec::new();
    let mut within: Option<usize> = None;
    for (line, number) in text.lines().zip(1..) {
        let indent = line.len() - line.trim_start().len();
        if line.trim() == attribute {
            within = Some(indent);
        }
        if let Some(outer) = within {
            places.push(format!("{file}:{number}:"));
            if indent == outer && line.ends_with(['}', ';']) {
                within = None;
            }
        }
    }
    places
}

/// A regular expression.
fn any_of<'a>(places: impl IntoIterator<Item = &'a String>) -> String {
    let places: Vec<_> = places.into_iter().map(|place| place.replace('.', "\\.")).collect();
    // Of no places, what no name begins with.
    if places.is_empty() { "^$".to_owned() } else { format!("^({})", places.join("|")) }
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
    fn items_are_found_by_their_attribute_up_to_their_end() {
        let text =
            "fn a() {}\n#[x]\nfn b(\n    c: u8,\n) {\n    d {\n    }\n}\nfn e() {\n    #[x]\n    use f;\n    g();\n}\n";
        let lines: Vec<_> = [2, 3, 4, 5, 6, 7, 8, 10, 11].map(|line| format!("src/x.rs:{line}:")).to_vec();
        assert_eq!(places("src/x.rs", text, "#[x]"), lines);
        assert_eq!(any_of(&lines[..2]), r"^(src/x\.rs:2:|src/x\.rs:3:)");
    }

    /// Were the attributes written in another way, the code behind them would be taken for what native tests reach.
    #[test]
    fn what_only_other_machines_have_is_found() {
        let file = "src/scan.rs";
        let text = fs::read_to_string(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(places(file, &text, WASM).len() > 50);
        assert!(places(file, &text, OTHERS).len() > 3);
    }

    #[test]
    fn every_file_is_there() {
        for file in FILES {
            assert!(fs::metadata(format!("{}/../{file}", env!("CARGO_MANIFEST_DIR"))).is_ok(), "{file}");
        }
    }
}
