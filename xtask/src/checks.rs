//! The checks. A check that finds nothing to run fails.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::environment::isolate;
use crate::machine::Machine;
use crate::{arrows, build, fuzz as fuzzing, pack, paths, process, reproduce, sbom, tools};

pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) run: fn(&mut Machine) -> Result<()>,
}

pub(crate) const CHECKS: &[Check] = &[
    Check { name: "fmt", what: "the Rust code is formatted", run: fmt },
    Check { name: "clippy", what: "the lints, on this machine's target", run: clippy },
    Check { name: "clippy-wasm", what: "the lints, on wasm", run: clippy_wasm },
    Check {
        name: "arrows",
        what: "no import runs to a later room or in a circle, in Rust and JavaScript; only the scanner has `unsafe`",
        run: arrows,
    },
    Check { name: "paths", what: "every file that a comment or a document names exists", run: paths },
    Check { name: "rust", what: "native tests", run: rust },
    Check { name: "miri", what: "the module with `unsafe` in it, under Miri", run: miri },
    Check { name: "fuzz", what: "each fuzz target for a moment, and the inputs that once made one fail", run: fuzz },
    Check { name: "doc", what: "documentation and its examples", run: doc },
    Check { name: "build", what: "the package is built, packed and installed in an empty project", run: build },
    Check { name: "checkjs", what: "the types in the package's JavaScript", run: checkjs },
    Check { name: "wasm-node", what: "the crate's wasm tests in Node", run: wasm_node },
    Check { name: "wasm-chromium", what: "the crate's wasm tests in Chromium", run: wasm_chromium },
    Check { name: "wasm-firefox", what: "the crate's wasm tests in Firefox", run: wasm_firefox },
    Check { name: "wasm-webkit", what: "the crate's wasm tests in WebKitGTK", run: wasm_webkit },
    Check { name: "wasm-pack", what: "plain `wasm-pack build` gives the crate's exports", run: wasm_pack },
    Check {
        name: "application",
        what: "a Rust application on wasm gets neither exports nor an allocator with the crate",
        run: application,
    },
    Check {
        name: "formats",
        what: "records in MessagePack, CBOR and TOML, and in JSON beside a crate that wants its numbers precise",
        run: formats,
    },
    Check { name: "types", what: "TypeScript types, against the installed package", run: types },
    Check { name: "node", what: "the installed package in Node", run: node },
    Check { name: "cli", what: "the installed command line, its tables in DuckDB, and under a terminal", run: cli },
    Check { name: "live", what: "what a chat shows, and the live conversation, in Node", run: live },
    Check { name: "stable", what: "the package built without unstable switches of the compiler, in Node", run: stable },
    Check {
        name: "page",
        what: "the installed package in pages and workers in Chromium, Firefox and WebKitGTK",
        run: page,
    },
    Check {
        name: "runtimes",
        what: "the packed package in other runtimes, with bundlers and test runners; docs/runtimes.md lists them",
        run: runtimes,
    },
    Check {
        name: "odd-places",
        what: "the package in Jest's CommonJS, with jsdom and happy-dom, and in workspaces, Yarn's PnP among them",
        run: odd_places,
    },
    Check {
        name: "playground",
        what: "the playground's page, used as visitors do, in Chromium, Firefox and WebKitGTK",
        run: playground,
    },
    Check { name: "docs", what: "the examples of the README and of docs/", run: docs },
    Check { name: "reference", what: "the API reference of the npm package: every export has a text", run: reference },
    Check {
        name: "site",
        what: "the site that is published: every link leads somewhere, and it works under a path",
        run: site,
    },
    Check { name: "size", what: "ceilings of what users download", run: size },
    Check { name: "package", what: "publint and attw find nothing wrong", run: package },
    Check {
        name: "reproducible",
        what: "a build in another directory and a hostile environment gives the same tarball",
        run: reproducible,
    },
    Check { name: "deny", what: "licences, origins and doubles among the dependencies", run: deny },
    Check { name: "sbom", what: "what the package is made of can be listed", run: sbom },
    Check { name: "npm-publish", what: "npm would publish the package", run: npm_publish },
    Check { name: "cargo-package", what: "cargo would publish the crate", run: cargo_package },
];

/// All native features of the crate; the builds for wasm have none of them.
const WITH_ARROW: [&str; 1] = ["--features=backend-message/arrow"];

fn fmt(machine: &mut Machine) -> Result<()> {
    process::run(machine.project.cargo().args(["fmt", "--all", "--check"]))
        .context("the code is not formatted (`cargo fmt` does it)")
}

fn clippy(machine: &mut Machine) -> Result<()> {
    process::run(
        machine
            .project
            .cargo()
            .args(["clippy", "--workspace", "--all-targets"])
            .args(WITH_ARROW)
            .args(["--", "-D", "warnings"]),
    )
}

fn clippy_wasm(machine: &mut Machine) -> Result<()> {
    process::run(machine.project.cargo().args([
        "clippy",
        "--package=backend-message",
        "--features=bindings",
        "--target=wasm32-unknown-unknown",
        "--lib",
        "--tests",
        "--",
        "-D",
        "warnings",
    ]))
}

fn arrows(machine: &mut Machine) -> Result<()> {
    arrows::check(&machine.project.root)
}

fn paths(machine: &mut Machine) -> Result<()> {
    paths::check(&machine.project)
}

fn rust(machine: &mut Machine) -> Result<()> {
    let output = process::watch_success(
        machine.project.cargo().args(["test", "--workspace", "--all-targets", "--no-fail-fast"]).args(WITH_ARROW),
    )?;
    some_passed(&output)
}

fn miri(machine: &mut Machine) -> Result<()> {
    // Miri comes with nightly toolchains only. rustup does nothing where it is installed already.
    process::run(machine.project.command("rustup").args([
        "component",
        "add",
        "--toolchain=nightly",
        "miri",
        "rust-src",
    ]))
    .context("Miri could not be added: `rustup toolchain install nightly`, and try again")?;
    let output = process::watch_success(machine.project.cargo().args([
        "+nightly",
        "miri",
        "test",
        "--package=backend-message",
        "--lib",
        "--",
        "scan::",
    ]))?;
    some_passed(&output)
}

fn fuzz(machine: &mut Machine) -> Result<()> {
    fuzzing::smoke(&mut machine.project)
}

fn doc(machine: &mut Machine) -> Result<()> {
    process::run(
        machine
            .project
            .cargo()
            .args(["doc", "--package=backend-message", "--no-deps"])
            .args(WITH_ARROW)
            .env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    let output = process::watch_success(
        machine.project.cargo().args(["test", "--package=backend-message", "--doc"]).args(WITH_ARROW),
    )?;
    some_passed(&output)
}

fn build(machine: &mut Machine) -> Result<()> {
    machine.installed()
}

fn wasm_node(machine: &mut Machine) -> Result<()> {
    let output = process::watch_success(machine.project.wasm_pack().args(["test", "--node"]))?;
    some_passed(&output)
}

fn wasm_chromium(machine: &mut Machine) -> Result<()> {
    let Machine { project, browsers, .. } = machine;
    wasm_headless(
        project.wasm_pack().args(["test", "--headless", "--chrome", "--chromedriver"]).arg(&browsers.chromedriver),
        "Chrome",
    )
}

fn wasm_firefox(machine: &mut Machine) -> Result<()> {
    let Machine { project, browsers, .. } = machine;
    wasm_headless(
        project.wasm_pack().args(["test", "--headless", "--firefox", "--geckodriver"]).arg(&browsers.geckodriver),
        "Firefox",
    )
}

fn wasm_webkit(machine: &mut Machine) -> Result<()> {
    let Machine { project, browsers, .. } = machine;
    // Both drivers speak the same protocol, so the runner takes WebKitGTK's for Safari's.
    wasm_headless(
        isolate(&mut project.command(&browsers.xvfb_run.to_string_lossy()))
            .args(["--auto-servernum", "wasm-pack", "test", "--release", "--headless", "--safari", "--safaridriver"])
            .arg(&browsers.webkit_driver)
            // JavaScriptCore 2.50 sometimes miscompiles a function of a debug build, in all of its tiers: one run in ten
            // reads beyond the memory, or copies other text. More than 200 runs of optimised code, which is what is shipped,
            // had no failure.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        "Safari",
    )
}

fn wasm_headless(wasm_pack: &mut Command, browser: &str) -> Result<()> {
    // Without the variable, tests that name no environment run in Node although a browser was requested.
    wasm_pack.env("WASM_BINDGEN_USE_BROWSER", "1");
    // A page that is busy with tests does not answer. On a busy machine the default of 20 seconds is too short, and so are
    // the driver's 5 seconds to start.
    wasm_pack.env("WASM_BINDGEN_TEST_TIMEOUT", "300").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "120");
    let output = process::watch_success(wasm_pack)?;
    if !output.contains(&format!("Running headless tests in {browser} ")) {
        bail!("no browser was started");
    }
    some_passed(&output)
}

fn wasm_pack(machine: &mut Machine) -> Result<()> {
    let out = machine.project.scratch().join("wasm-pack");
    process::run(machine.project.wasm_pack().args(["build", "--target=web", "--no-pack", "--out-dir"]).arg(&out))?;
    for file in ["backend_message.js", "backend_message.d.ts", "backend_message_bg.wasm"] {
        fs::metadata(out.join(file)).with_context(|| format!("wasm-pack did not write {file}"))?;
    }
    // Only a build of this workspace has the exports: xtask/exports asks for them.
    let types = fs::read_to_string(out.join("backend_message.d.ts"))?;
    if !types.contains("export function check_value(") {
        bail!("the module that wasm-pack built has no exports: is xtask/exports a default member of the workspace?");
    }
    Ok(())
}

/// It has a workspace of its own, like a real application.
fn application(machine: &mut Machine) -> Result<()> {
    let Machine { project, .. } = machine;
    let mut cargo = project.cargo();
    isolate(&mut cargo)
        .args(["build", "--locked", "--manifest-path=tests/application/Cargo.toml", "--target=wasm32-unknown-unknown"])
        .arg("--target-dir")
        .arg(project.scratch().join("application"));
    process::run(&mut cargo)?;
    machine.run_in_node(&["tests/application/application.test.js".to_owned()])
}

/// In a workspace of its own: features of dependencies are of a whole build, and the other tests must not have these.
fn formats(machine: &mut Machine) -> Result<()> {
    let Machine { project, .. } = machine;
    let output = process::watch_success(
        project
            .cargo()
            .args(["test", "--locked", "--manifest-path=tests/formats/Cargo.toml", "--target-dir"])
            .arg(project.scratch().join("formats")),
    )?;
    some_passed(&output)
}

fn checkjs(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    // Checks the modules as they are bundled, including the generated ones. Each is listed by name: a pattern would leave
    // out those with a declaration beside them.
    let modules = machine.project.scratch().join("modules");
    let mut files = build::files_below(&modules)?;
    files.retain(|file| std::path::Path::new(file).extension().is_some_and(|extension| extension == "js"));
    let config = modules.join("tsconfig.all.json");
    fs::write(&config, json!({ "extends": "./tsconfig.json", "include": [], "files": files }).to_string())?;
    process::run(machine.project.command("tsc").arg("--project").arg(config))
        .context("types in pkg-template/ do not hold; below build/modules/ stand the same files")
}

fn types(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    for project in ["tests/types", "tests/types/no-dom", "tests/types/node"] {
        for resolution in [["nodenext", "nodenext"], ["preserve", "bundler"]] {
            // The flag changes the meaning of optional properties; the types must work either way.
            for exact in ["true", "false"] {
                let [module, resolution] = resolution;
                let arguments =
                    ["--module", module, "--moduleResolution", resolution, "--exactOptionalPropertyTypes", exact];
                process::run(machine.project.command("tsc").args(["--project", project]).args(arguments))
                    .with_context(|| format!("{project}, tsc {}", arguments.join(" ")))?;
            }
        }
    }
    Ok(())
}

fn node(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/node")
}

fn cli(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/cli")
}

fn live(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/view")?;
    machine.node_tests("tests/live")
}

/// Tests that cover most of the wasm, and the tests of its traps.
const ON_STABLE: [&str; 8] = ["audit", "cases", "conformance", "numbers", "salvage", "streams", "summary", "trap"];

/// Unstable switches may change with the compiler. Without them the package may be larger, but must pass the same tests.
fn stable(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    let files = ON_STABLE.map(|name| format!("tests/node/{name}.test.js"));
    let tested = pack::install(&machine.project.stable()).and_then(|()| machine.run_in_node(&files));
    pack::link(&machine.project)?;
    tested
}

fn page(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/browser")
}

fn runtimes(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/runtimes")?;
    process::run(&mut machine.project.node(&["tests/runtimes/table.js"]))
}

fn odd_places(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/odd-places")
}

fn playground(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/playground")
}

fn docs(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/docs")
}

fn reference(machine: &mut Machine) -> Result<()> {
    machine.reference()
}

fn site(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/site")
}

fn size(machine: &mut Machine) -> Result<()> {
    machine.node_tests("tests/size")
}

fn package(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    process::run(machine.project.command("publint").args(["pkg", "--strict"]))?;
    process::run(machine.project.command("attw").args([
        "--pack",
        "pkg",
        "--profile",
        "esm-only",
        // Binaries have no types.
        "--exclude-entrypoints",
        "backend-message.wasm",
        "backend-message-insight.wasm",
    ]))
}

fn reproducible(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    reproduce::compare(&machine.project)
}

fn deny(machine: &mut Machine) -> Result<()> {
    tools::cargo_deny(&mut machine.project)?;
    // Not the advisories: deny.toml says why.
    process::run(machine.project.cargo().args(["deny", "--locked", "check", "bans", "licenses", "sources"]))
}

fn sbom(machine: &mut Machine) -> Result<()> {
    sbom::write(&mut machine.project).map(|_| ())
}

fn npm_publish(machine: &mut Machine) -> Result<()> {
    machine.installed()?;
    process::run(machine.project.command("npm").args(["publish", "./pkg", "--dry-run", "--loglevel=warn"]))
}

fn cargo_package(machine: &mut Machine) -> Result<()> {
    process::run(machine.project.cargo().args(["package", "--package=backend-message", "--allow-dirty"]))
}

/// A runner that finds no tests, or skips them all, succeeds; here that is a failure.
pub(crate) fn some_passed(output: &str) -> Result<()> {
    let passed = output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: ok. "))
        .any(|rest| rest.starts_with(|first: char| ('1'..='9').contains(&first)));
    if !passed {
        bail!("the runner ended well, yet no test ran");
    }
    Ok(())
}
