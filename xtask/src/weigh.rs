//! What the entries of the package are made of, in bytes that users download.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::build::{self, Part};
use crate::project::Project;
use crate::{pack, process, say};

pub(crate) fn run(project: &Project) -> Result<()> {
    pack::install(project)?;
    say::step("Building with names", "both modules once more, to tell their functions apart");
    let mut modules = Map::new();
    for part in Part::ALL {
        modules.insert(part.name().to_owned(), contents(&build::with_names(project, part)?)?);
    }
    let directory = project.scratch().join("weight");
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("modules.json"), serde_json::to_string(&modules)?)?;
    say::heading("weigh");
    process::run(&mut project.node(&["benches/weight/write.js"]))
}

/// `{ "file", "functions": [{ "name", "at", "bytes" }], "data": { "at", "bytes" } }`: places in the file.
fn contents(module: &Path) -> Result<Value> {
    let wasm = fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    let mut data = json!({ "at": 0, "bytes": 0 });
    for payload in Parser::new(0).parse_all(&wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(place(&body.range())),
            Payload::DataSection(section) => data = place(&section.range()),
            Payload::CustomSection(section) => {
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
    let functions: Vec<Value> = (imported..)
        .zip(bodies)
        .map(|(index, mut body)| {
            body["name"] = json!(names.get(&index).map_or("", String::as_str));
            body
        })
        .collect();
    Ok(json!({ "file": module, "functions": functions, "data": data }))
}

fn place(range: &Range<u64>) -> Value {
    json!({ "at": range.start, "bytes": range.end - range.start })
}
