//! Shows the main job: reads a valid history, and reports the issues of a broken one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{build, pack, process, say};

/// The damage to the copy: each text is replaced once.
const DAMAGE: [(&str, &str); 3] = [
    // A required field is misspelt, so it is missing.
    ("\"userInput\":", "\"userinput\":"),
    // A number became text.
    ("\"inputTokens\":", "\"inputTokens\":\"many\",\"input\":"),
    // A boolean became text.
    ("\"finished\":true", "\"finished\":\"yes\""),
];

pub(crate) fn run(project: &Project) -> Result<()> {
    build::package(project)?;
    let sample = project.root.join("tests/samples/short.wire.json");
    let text = fs::read_to_string(&sample).with_context(|| format!("{} cannot be read", sample.display()))?;

    say::heading("a history, as the backend sent it");
    check(project, &sample, 0)?;

    say::heading("the same history, damaged");
    let broken = project.scratch().join("broken.json");
    fs::write(&broken, damage(&text)?)?;
    check(project, &broken, 1)?;

    say::heading("what was read");
    process::run(project.node(&["demo/show.js"]).arg(&sample))
}

/// A page with a live conversation, served on the loopback address until it is stopped.
pub(crate) fn chat(project: &Project) -> Result<()> {
    pack::install(project)?;
    say::heading("a live conversation");
    say::step("Serving", "on this machine only, also in React at /react; Ctrl-C ends it");
    process::run(&mut project.node(&["demo/chat/serve.js"]))
}

/// Runs the package's own command, which must end with the expected exit code.
fn check(project: &Project, file: &Path, expected: i32) -> Result<()> {
    let shown: PathBuf = file.strip_prefix(&project.root).unwrap_or(file).into();
    println!("$ backend-message check {}", shown.display());
    let output = process::watch(project.node(&["pkg/cli.js", "check"]).arg(&shown))?;
    if output.code != Some(expected) {
        bail!("`backend-message check {}` should have ended with exit code {expected}", shown.display());
    }
    Ok(())
}

fn damage(text: &str) -> Result<String> {
    let mut broken = text.to_owned();
    for (whole, damaged) in DAMAGE {
        if !broken.contains(whole) {
            bail!("The sample has no {whole} to damage");
        }
        broken = broken.replacen(whole, damaged, 1);
    }
    Ok(broken)
}
