//! Measures what each switch of the compiler and of wasm-opt is worth: builds the package without it, and compares.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::build::{self, FLAGS, Flag, Flags, Tool};
use crate::project::Project;
use crate::{process, say};

/// A build that is compared with the package.
struct Variant {
    flag: Option<&'static Flag>,
    project: Project,
}

/// What `benches/flags.js` measures of a build.
struct Measured {
    raw: i64,
    brotli: i64,
    /// Time of reading, where it was measured.
    time: Option<f64>,
}

pub(crate) fn run(project: &Project) -> Result<()> {
    build::package(project)?;
    let mut variants = vec![Variant { flag: None, project: project.clone() }];
    for (index, flag) in FLAGS.iter().enumerate() {
        say::heading(&format!("without {}", flag.text));
        variants.push(variant(project, index, Some(flag), &Flags::package().without(flag))?);
    }
    say::heading("without any unstable switch");
    variants.push(variant(project, FLAGS.len(), None, &Flags::stable())?);
    say::heading("measuring");
    let measured = measure(project, &variants)?;
    let file = project.root.join("docs/build-flags.md");
    fs::write(&file, table(&variants, &measured)?)?;
    say::step("Written", "docs/build-flags.md");
    Ok(())
}

fn variant(project: &Project, index: usize, flag: Option<&'static Flag>, flags: &Flags) -> Result<Variant> {
    let directory = project.root.join("build/flags");
    let place = directory.join(index.to_string());
    let variant = Project { out: place, target: directory.join("target"), ..project.clone() };
    build::variant(project, &variant, flags, flag.map(|flag| flag.tool))?;
    Ok(Variant { flag, project: variant })
}

/// Measures the sizes of all variants, and the speeds of some.
fn measure(project: &Project, variants: &[Variant]) -> Result<Vec<Measured>> {
    let mut node = project.node(&["benches/flags.js"]);
    for Variant { flag, project } in variants {
        // The package itself, the stable build, and switches whose reason or price is speed.
        let timed = flag.is_none_or(|flag| flag.speed);
        node.arg(if timed { "--timed" } else { "--sized" }).arg(project.package());
    }
    let output: Value = serde_json::from_str(&process::output(&mut node)?)?;
    let read = |value: &Value| {
        let size = |key: &str| value[key].as_i64().with_context(|| format!("benches/flags.js output no {key}"));
        Ok(Measured { raw: size("raw")?, brotli: size("brotli")?, time: value["time"].as_f64() })
    };
    output.as_array().context("benches/flags.js printed no list")?.iter().map(read).collect()
}

fn table(variants: &[Variant], measured: &[Measured]) -> Result<String> {
    let whole = measured.first().context("the package itself was measured")?;
    let mut text = format!(
        "# What each build flag is worth

Written by `cargo xtask flags`, which builds the package without each flag in turn; not to be edited. The flags stand in
`xtask/src/build/flags.rs`.

The package's two wasm modules have {} bytes together, {} after brotli. The table shows how many more they have without the
flag, and how many times as long Node takes to read a history of a megabyte. Where speed is neither the reason nor the price of
a flag, it was not measured. Differences of a few per cent are noise.

| flag | of | bytes without it | after brotli | time without it | why |
| --- | --- | ---: | ---: | ---: | --- |
",
        thousands(whole.raw),
        thousands(whole.brotli)
    );
    for (Variant { flag, .. }, without) in variants.iter().zip(measured).skip(1) {
        let (name, tool, why) = match flag {
            Some(flag) => (format!("`{}`", flag.text), tool(flag.tool), flag.why),
            None => ("all unstable flags".to_owned(), "", "what `cargo xtask build --stable` does without"),
        };
        let time = match (whole.time, without.time) {
            (Some(whole), Some(time)) => format!("× {:.2}", time / whole),
            _ => String::new(),
        };
        let more = |size: i64, whole: i64| match size - whole {
            0 => "0".to_owned(),
            less @ ..0 => format!("−{}", thousands(-less)),
            more => format!("+{}", thousands(more)),
        };
        let (raw, brotli) = (more(without.raw, whole.raw), more(without.brotli, whole.brotli));
        writeln!(text, "| {name} | {tool} | {raw} | {brotli} | {time} | {why} |")?;
    }
    Ok(text)
}

fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::Profile => "cargo's profile",
        Tool::Cargo => "cargo",
        Tool::Rustc => "rustc",
        Tool::WasmOpt => "wasm-opt",
    }
}

/// With commas, for bytes up to a million.
fn thousands(number: i64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}
