//! The test of `examples/arrow/`, which is not among the checks: `DataFusion` takes minutes to compile.

use anyhow::Result;

use crate::project::Project;
use crate::{pack, process, say};

/// Builds the examples, and compares their output with the command line's.
pub(crate) fn test(project: &Project) -> Result<()> {
    pack::install(project)?;
    say::step("Building examples/arrow", "with DataFusion and Parquet (some minutes, once)");
    let target = project.scratch().join("arrow");
    process::run(
        project
            .cargo()
            .args(["build", "--locked", "--bins", "--manifest-path=examples/arrow/Cargo.toml", "--target-dir"])
            .arg(&target),
    )?;
    process::run(
        project
            .command("node")
            .args(["--test", "--test-reporter=spec", "tests/arrow/arrow.test.js"])
            .env("ARROW_EXAMPLES", target.join("debug")),
    )
}
