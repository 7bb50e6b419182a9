//! The test of `examples/spark/`, which is not among the checks: Java and Spark are larger than all of their tools.

use std::fs;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::{browsers, pack, process, say};

/// Debian's packages.
const PACKAGES: [&str; 2] = ["default-jre-headless", "python3-venv"];

/// Sets up Java and `PySpark`, and runs the job over thousands of histories.
pub(crate) fn test(project: &Project) -> Result<()> {
    pack::install(project)?;
    if project.which("java").is_none() {
        say::step(&format!("Installing {}", PACKAGES.join(", ")), "Spark runs on Java (200 MB, once)");
        browsers::apt_get(project, &["update"])
            .and_then(|()| {
                browsers::apt_get(project, &[&["install", "-y", "--no-install-recommends"], &PACKAGES[..]].concat())
            })
            .with_context(|| format!("apt-get could not install {}", PACKAGES.join(", ")))?;
    }
    let requirements = project.root.join("examples/spark/requirements.txt");
    let environment = project.scratch().join("spark");
    let stamp = environment.join("installed.txt");
    let wanted = fs::read(&requirements)?;
    if !fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        say::step("Installing PySpark", "in build/spark (1 GB, once)");
        process::run(project.command("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let pip = environment.join("bin/pip");
        process::run(project.command(&pip.to_string_lossy()).args(["install", "--quiet", "-r"]).arg(&requirements))?;
        fs::write(stamp, wanted)?;
    }
    process::run(
        project
            .command("node")
            .args(["--test", "--test-reporter=spec", "tests/spark/spark.test.js"])
            .env("SPARK_PYTHON", environment.join("bin/python")),
    )
}
