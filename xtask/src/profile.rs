//! Where the time of the package's calls goes, and the bytes that users download.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::browsers::Browsers;
use crate::project::Project;
use crate::{bench, build, process, say};

pub(crate) fn run(project: &Project, browsers: &Browsers) -> Result<()> {
    bench::prepare(project)?;
    say::step("Building with names", "the wasm once more, to tell its functions apart");
    let parts = parts(&build::with_names(project)?)?;
    let directory = project.scratch().join("profile");
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("wasm.json"), serde_json::to_string_pretty(&parts)?)?;
    say::heading("profile");
    process::run(project.node(&["benches/profile/write.js"]).envs(browsers.variables()))
}

/// What a module is made of: `{ "functions": [{ "name", "bytes" }], "data": bytes, "other": bytes }`.
fn parts(module: &Path) -> Result<Value> {
    let wasm = fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    let (mut data, mut custom) = (0, 0);
    for payload in Parser::new(0).parse_all(&wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())),
            Payload::DataSection(section) => data = length(&section.range()),
            Payload::CustomSection(section) => {
                custom += length(&section.range());
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(map) = subsection? else { continue };
                    for naming in map {
                        let naming = naming?;
                        names.insert(naming.index, naming.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    let code: u64 = bodies.iter().sum();
    let functions: Vec<Value> = (imported..)
        .zip(&bodies)
        .map(|(index, bytes)| json!({ "name": names.get(&index).map_or("", String::as_str), "bytes": bytes }))
        .collect();
    Ok(json!({ "functions": functions, "data": data, "other": wasm.len() as u64 - code - data - custom }))
}

fn length(range: &Range<u64>) -> u64 {
    range.end - range.start
}
