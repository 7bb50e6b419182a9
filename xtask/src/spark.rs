//! The test of `examples/spark/`. It is not among the checks, as Java and Spark are larger than all other tools together.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::{browsers, pack, process, say};

/// Debian's packages.
const PACKAGES: [&str; 2] = ["default-jre-headless", "python3-venv"];

/// What Spark 4 needs.
const JAVA: u32 = 17;

/// Sets up Java and `PySpark`, and runs the job over thousands of histories.
pub(crate) fn test(project: &Project) -> Result<()> {
    pack::install(project)?;
    if java(project).is_none() {
        say::step(&format!("Installing {}", PACKAGES.join(", ")), "Spark runs on Java (200 MB, once)");
        browsers::apt_get(project, &["update"])
            .and_then(|()| {
                browsers::apt_get(project, &[&["install", "-y", "--no-install-recommends"], &PACKAGES[..]].concat())
            })
            .with_context(|| format!("apt-get could not install {}", PACKAGES.join(", ")))?;
    }
    let java = java(project).context("There is no `java`, neither in JAVA_HOME nor in PATH")?;
    // Java 8 has no such option, and fails.
    let answer = process::output(project.command(&java.to_string_lossy()).arg("--version"));
    let version = answer.ok().and_then(|answer| version_of(&answer));
    ensure!(
        version.is_some_and(|version| version >= JAVA),
        "Spark needs Java {JAVA} or newer, which {} is not: set JAVA_HOME",
        java.display()
    );
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

/// The program that Spark would run.
fn java(project: &Project) -> Option<PathBuf> {
    match std::env::var_os("JAVA_HOME") {
        Some(home) => Some(PathBuf::from(home).join("bin/java")).filter(|java| java.is_file()),
        None => project.which("java"),
    }
}

/// The major version in the answer to `java --version`, as in `openjdk 17.0.15 2025-04-15`.
fn version_of(answer: &str) -> Option<u32> {
    answer.split_whitespace().nth(1)?.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn versions_of_java() {
        assert_eq!(version_of("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime"), Some(17));
        assert_eq!(version_of("openjdk 25 2025-09-16 LTS"), Some(25));
        assert_eq!(version_of("java 26-ea 2026-03-17"), Some(26));
        assert_eq!(version_of("java"), None);
    }
}
