//! `cargo bench`: runs the benchmark in `benches/native`, which is a workspace of its own, so that the libraries it
//! measures against need not be compiled for tests.

use std::env;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let (given, filters): (Vec<String>, Vec<String>) = env::args().skip(1).partition(|argument| argument == "--bench");
    // `cargo test --all-targets` starts benchmarks as well, without this.
    if given.is_empty() {
        return ExitCode::SUCCESS;
    }
    let status = Command::new(env!("CARGO"))
        .args(["bench", "--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/benches/native/Cargo.toml"), "--"])
        .args(filters)
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}
