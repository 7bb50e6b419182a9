//! The benchmarks in Node: ratios against the named contenders, measured in one run.

use std::fs;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{pack, process, say};

pub(crate) fn run(project: &Project, names: &[String]) -> Result<()> {
    pack::install(project)?;
    let mut scripts: Vec<String> = fs::read_dir(project.root.join("benches"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(".bench.js").map(str::to_owned))
        .filter(|name| names.is_empty() || names.contains(name))
        .collect();
    scripts.sort();
    if scripts.is_empty() {
        bail!("benches/ has no such benchmark");
    }
    for name in scripts {
        say::heading(&format!("bench {name}"));
        let script = format!("benches/{name}.bench.js");
        process::run(&mut project.node(&["--expose-gc", &script]))?;
    }
    Ok(())
}
