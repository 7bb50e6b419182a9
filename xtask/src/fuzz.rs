//! Fuzzing: each target for a moment, as one of the checks, and long runs that record their figures.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::project::Project;
use crate::{process, say, tools};

/// The targets, and what each of them checks.
const TARGETS: &[(&str, &str)] = &[
    (
        "decode",
        "any bytes are read or refused in every way there is; no panic, and positions, order and number of issues are right",
    ),
    (
        "compare",
        "verdict, value and every issue against serde_json and serde's derive; the fast pass against the diagnosing pass",
    ),
    (
        "stream",
        "wherever a text is cut, the same records, issues and sources come out, by every way of reading, and those of the whole text",
    ),
    (
        "salvage",
        "kept and rejected records and separators cover any text; what is kept is valid by itself, and no cut makes a difference",
    ),
    ("roundtrip", "what was read is written in each naming, and read as the same again"),
    ("summary", "what is counted while reading is what one counts of the messages, and the same texts are refused"),
];

/// The seeds of every run: records, texts of the grammar, and every input that once made a target fail.
const SEEDS: [&str; 5] = [
    "fuzz/seeds",
    "fuzz/regressions",
    "tests/conformance/accept",
    "tests/conformance/reject",
    "tests/conformance/implementation-defined",
];

/// The limits of an input: its bytes, its time (wall-clock time, on machines that may be busy) and its memory, most of which
/// the sanitizer takes. Exceeding one is a failure. tests/node/large.test.js shows with megabytes that the work is linear.
const LIMITS: [&str; 4] = ["-max_len=4096", "-timeout=25", "-rss_limit_mb=1024", "-malloc_limit_mb=64"];

/// The check: each target for a moment, and the inputs that once made it fail.
pub(crate) fn smoke(project: &mut Project) -> Result<()> {
    tools::cargo_fuzz(project)?;
    for (target, _) in TARGETS {
        let run = run_one(project, target, 5)?;
        if run.failed {
            bail!(
                "`{target}` failed: the lines above name the input that did it; `cargo +nightly fuzz fmt {target} FILE` shows it"
            );
        }
    }
    Ok(())
}

/// The command: `fuzz [TARGET…] [--minutes=N]`.
pub(crate) fn long(mut project: Project, arguments: &[String]) -> Result<()> {
    let mut minutes = 10;
    let mut chosen = Vec::new();
    for argument in arguments {
        if let Some(number) = argument.strip_prefix("--minutes=") {
            minutes = number.parse().with_context(|| format!("{number} is no number of minutes"))?;
        } else if TARGETS.iter().any(|(name, _)| name == argument) {
            chosen.push(argument.as_str());
        } else {
            let names: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
            bail!("no target is named `{argument}`; there are {}, and --minutes=N", names.join(", "));
        }
    }
    tools::cargo_fuzz(&mut project)?;
    let mut failed = Vec::new();
    for (target, _) in TARGETS.iter().filter(|(name, _)| chosen.is_empty() || chosen.contains(name)) {
        say::heading(&format!("{target}, {minutes} minutes"));
        let run = run_one(&project, target, minutes * 60)?;
        if run.failed {
            failed.push(*target);
        }
        record(&project.root, target, &run)?;
    }
    if !failed.is_empty() {
        bail!("{} failed; the inputs are in fuzz/artifacts. Each belongs into fuzz/regressions", failed.join(", "));
    }
    Ok(())
}

struct Run {
    failed: bool,
    seconds: u64,
    executions: u64,
    edges: u64,
    instrumented: u64,
    corpus: u64,
}

fn run_one(project: &Project, target: &str, seconds: u64) -> Result<Run> {
    let corpus = format!("fuzz/corpus/{target}");
    fs::create_dir_all(project.root.join(&corpus))?;
    let start = Instant::now();
    let output = process::watch_quietly(
        project
            .cargo()
            .args(["+nightly", "fuzz", "run", target, "--target-dir"])
            .arg(project.target.join("fuzz"))
            .arg(corpus)
            .args(SEEDS.iter().filter(|seeds| project.root.join(seeds).is_dir()))
            .args(["--", &format!("-max_total_time={seconds}"), "-dict=fuzz/json.dict"])
            .args(LIMITS),
        |line| {
            line.starts_with("INFO: seed")
                || line.contains("DONE")
                || line.starts_with("error")
                || line.contains("panicked")
        },
    )?;
    let failed = output.code != Some(0);
    if failed {
        println!("{}", output.text);
    }
    let run = Run {
        failed,
        seconds: start.elapsed().as_secs().min(seconds),
        executions: number_after(&output.text, "Done ").or_else(|| last_status(&output.text, "#")).unwrap_or(0),
        edges: last_status(&output.text, "cov: ").unwrap_or(0),
        instrumented: number_after(&output.text, "PC tables (").unwrap_or(0),
        corpus: last_status(&output.text, "corp: ").unwrap_or(0),
    };
    if run.executions == 0 {
        bail!("`{target}` ran nothing");
    }
    Ok(run)
}

/// The number that follows the first such text.
fn number_after(text: &str, before: &str) -> Option<u64> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()
}

/// The number in the last of the lines that libFuzzer prints as it goes: `#90 NEW cov: 42 ft: 152 corp: 19/43Kb …`.
fn last_status(text: &str, before: &str) -> Option<u64> {
    text.lines().rev().filter(|line| line.starts_with('#')).find_map(|line| number_after(line, before))
}

/// Writes a run into the figures, replacing the target's last run.
fn record(root: &Path, target: &str, run: &Run) -> Result<()> {
    let path = root.join("fuzz/figures.json");
    let mut figures: Map<String, Value> =
        fs::read(&path).map_or(Ok(Map::new()), |text| serde_json::from_slice(&text)).context("fuzz/figures.json")?;
    figures.insert(
        target.to_owned(),
        json!({
            "seconds": run.seconds,
            "executions": run.executions,
            "edges": run.edges,
            "instrumentedEdges": run.instrumented,
            "corpus": run.corpus,
            "failures": u8::from(run.failed),
        }),
    );
    fs::write(path, serde_json::to_string_pretty(&figures)? + "\n")?;
    fs::write(root.join("fuzz/FIGURES.md"), table(&figures)?)?;
    Ok(())
}

fn table(figures: &Map<String, Value>) -> Result<String> {
    let mut out = String::from(
        "# What fuzzing has done\n\n\
         Written by `cargo xtask fuzz`: the last long run of each target, on one core, with the address sanitizer and overflow checks.\n\
         Edges are libFuzzer's; those instrumented are in the standard library and serde_json too, most of which no input reaches.\n\n\
         | target | seconds | executions | edges reached | edges instrumented | inputs kept | failures |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (target, _) in TARGETS {
        let Some(run) = figures.get(*target) else {
            writeln!(out, "| {target} | no long run yet | | | | | |")?;
            continue;
        };
        write!(out, "| {target} |")?;
        for column in ["seconds", "executions", "edges", "instrumentedEdges", "corpus", "failures"] {
            write!(out, " {} |", run[column])?;
        }
        out.push('\n');
    }
    out.push_str("\n| target | holds the crate to |\n|---|---|\n");
    for (target, what) in TARGETS {
        writeln!(out, "| {target} | {what} |")?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "INFO: Loaded 1 PC tables (17203 PCs): 17203 [0x5,0x6),\n\
        #1142\tINITED cov: 3697 ft: 9836 corp: 541/42Kb exec/s: 0 rss: 73Mb\n\
        #89990\tDONE   cov: 4215 ft: 15289 corp: 1911/433Kb lim: 10001 exec/s: 4285 rss: 500Mb\n\
        ###### Recommended dictionary. ######\nDone 89990 runs in 21 second(s)\n";

    #[test]
    fn figures_are_those_of_libfuzzers_last_line() {
        assert_eq!(number_after(TOLD, "Done "), Some(89_990));
        assert_eq!(number_after(TOLD, "PC tables ("), Some(17_203));
        assert_eq!(last_status(TOLD, "cov: "), Some(4215));
        assert_eq!(last_status(TOLD, "corp: "), Some(1911));
        assert_eq!(last_status(TOLD, "#"), Some(89_990));
    }

    /// The table is derived from the figures, so neither is edited by hand.
    #[test]
    fn the_committed_table_is_that_of_the_committed_figures() {
        let fuzz = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/");
        let figures = fs::read(format!("{fuzz}figures.json")).unwrap();
        let written = fs::read_to_string(format!("{fuzz}FIGURES.md")).unwrap();
        assert_eq!(table(&serde_json::from_slice(&figures).unwrap()).unwrap(), written);
    }

    #[test]
    fn every_target_is_listed() {
        let mut files: Vec<String> = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/fuzz_targets"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let mut listed: Vec<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
        listed.sort();
        assert_eq!(files, listed);
    }
}
