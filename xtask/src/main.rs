//! The project's commands, for people, for npm's scripts and for CI alike: `cargo xtask COMMAND`.

mod arrow;
mod arrows;
mod bench;
mod binary;
mod browsers;
mod build;
mod checks;
mod coverage;
mod demo;
mod environment;
mod flags;
mod fuzz;
mod generate;
mod inline;
mod machine;
mod mutants;
mod next;
mod npm;
mod pack;
mod paths;
mod process;
mod profile;
mod project;
mod reference;
mod reproduce;
mod say;
mod sbom;
mod setup;
mod site;
mod spark;
mod start;
mod test;
mod test_file;
mod tools;
mod weigh;

use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  setup               installs everything that the other commands need, browsers included
  generate            writes the committed files that follow from the model
  build [--stable]    builds the wasm and assembles the npm package in pkg/; --stable builds it without unstable switches
                      of the compiler, in build/stable/pkg/
  pack                builds, and packs the package into build/
  reference           writes the API reference of the npm package to build/docs/
  site                assembles the playground, the documents and the API reference in build/site/, to be published
  sbom                lists what the package is made of, as CycloneDX's JSON in build/
  demo                builds, then checks a sample history and a broken copy of it
  demo-chat           builds, then serves a page with a live conversation, and the backend it talks with
  start               builds the playground and serves it on the loopback address
  test [NAME|FILE…]   sets up, then runs every check, or those named, or a file of tests; --list shows what there is
  test-arrow          builds examples/arrow/ with DataFusion and Parquet, and compares their tables with the command line's
  test-next           builds an application with Next.js under pnpm and Yarn's PnP, and visits it in Chromium
  test-spark          sets up Java and PySpark, and runs the job of examples/spark/ over 2,000 histories
  fuzz [TARGET…]      runs the fuzz targets, or those named, ten minutes each or --minutes=N, and writes fuzz/FIGURES.md
  coverage            measures which lines the native tests reach, and writes tests/coverage/FIGURES.md
  mutants [FILE…]     changes the code in one place after another, and looks whether a test notices (hours)
  bench [TEXT…]       builds, then measures against other libraries in several engines and writes the figures;
                      --quick, --engine=NAME, or workloads whose names contain a text: the documents are left as they are
  bench-browsers [TEXT…]  the same in Chromium, Firefox and WebKitGTK; --quick, --browser=NAME
  bench-tasks         pages that read 100 MB in the same browsers: pauses, aborts, throughput; --quick, --browser=NAME,
                      --megabytes=N: the documents are left as they are
  bench-cli           the command line against jq, DuckDB and Python's json, on 100 MB; --quick: on a tenth, once
  profile             measures where the time of the package's calls goes, and writes benches/PROFILE.md
  weigh               shows what each entry of the package is made of, in bytes, and writes benches/WEIGHT.md
  flags               builds without each switch of the compiler and of wasm-opt, and writes docs/build-flags.md
  bench-native [TEXT…]    reading into structs, against serde_json, simd-json and sonic-rs
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(error) => {
            say::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::from(2));
    };
    let takes_names = matches!(
        command.as_str(),
        "test" | "bench" | "bench-browsers" | "bench-tasks" | "bench-native" | "fuzz" | "mutants"
    );
    let stable = command == "build" && rest == ["--stable"];
    if !takes_names && !stable && !rest.is_empty() {
        anyhow::bail!("`{command}` takes no such arguments\n\n{HELP}");
    }
    let project = || Project::find();
    match command.as_str() {
        "setup" => setup::everything(project()?)?,
        "generate" => generate::write(&project()?.root)?,
        "build" => {
            let project = setup::building(project()?)?;
            build::package(&if stable { project.stable() } else { project })?;
        }
        "pack" => {
            pack::tarball(&setup::building(project()?)?)?;
        }
        "reference" => {
            let project = project()?;
            setup::node(&project)?;
            reference::write(&project)?;
        }
        "site" => site::build(&setup::building(project()?)?)?,
        "sbom" => {
            sbom::write(&mut project()?)?;
        }
        "demo" => demo::run(&setup::building(project()?)?)?,
        "demo-chat" => demo::chat(&setup::building(project()?)?)?,
        "start" => start::run(&setup::building(project()?)?)?,
        "test" => return test::run(project()?, rest),
        "test-arrow" => arrow::test(&setup::building(project()?)?)?,
        "test-next" => {
            let (project, browsers) = setup::testing(project()?)?;
            next::test(&project, &browsers)?;
        }
        "test-spark" => spark::test(&setup::building(project()?)?)?,
        "bench" => bench::run(&setup::building(project()?)?, rest)?,
        "bench-browsers" => {
            let (project, browsers) = setup::testing(project()?)?;
            bench::browsers(&project, &browsers, rest)?;
        }
        "bench-tasks" => {
            let (project, browsers) = setup::testing(project()?)?;
            bench::tasks(&project, &browsers, rest)?;
        }
        "bench-cli" => bench::command_line(&setup::building(project()?)?, rest)?,
        "profile" => {
            let (project, browsers) = setup::testing(project()?)?;
            profile::run(&project, &browsers)?;
        }
        "weigh" => weigh::run(&setup::building(project()?)?)?,
        "flags" => flags::run(&setup::building(project()?)?)?,
        "bench-native" => bench::native(&project()?, rest)?,
        "fuzz" => fuzz::long(project()?, rest)?,
        "coverage" => coverage::run(project()?)?,
        "mutants" => mutants::run(project()?, rest)?,
        "help" | "--help" | "-h" => print!("{HELP}"),
        other => anyhow::bail!("no command is named `{other}`\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
