//! Runs the checks one after another, even after a failure, and prints a summary.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::checks::{CHECKS, Check};
use crate::machine::Machine;
use crate::project::Project;
use crate::test_file::{self, TestFile};
use crate::{say, setup};

/// What one name runs.
enum Job {
    Check(&'static Check),
    File(TestFile),
}

struct Outcome {
    name: String,
    time: Duration,
    failure: Option<anyhow::Error>,
}

pub(crate) fn run(project: Project, names: &[String]) -> Result<ExitCode> {
    if names.iter().any(|name| name == "--list") {
        for check in CHECKS {
            println!("{:14} {}", check.name, check.what);
        }
        print!("{}", test_file::LIST);
        return Ok(ExitCode::SUCCESS);
    }
    let jobs = choose(&project, names)?;
    say::heading("setup");
    let (project, browsers) = setup::testing(project)?;
    let mut machine = Machine::new(project, browsers);
    let outcomes: Vec<Outcome> = jobs.into_iter().map(|job| one(&mut machine, &job)).collect();
    Ok(sum_up(&outcomes))
}

/// The checks in their order, or all of them if none is named, and then the files.
fn choose(project: &Project, names: &[String]) -> Result<Vec<Job>> {
    // An argument with a slash or a dot is a path.
    let (files, names): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| name.contains(['/', '.']));
    if let Some(unknown) = names.iter().find(|name| CHECKS.iter().all(|check| check.name != ***name)) {
        bail!("no check is named `{unknown}`; `cargo xtask test --list` names them");
    }
    let all = names.is_empty() && files.is_empty();
    let checks = CHECKS.iter().filter(|check| all || names.iter().any(|name| check.name == *name)).map(Job::Check);
    let files = files.into_iter().map(|path| Ok(Job::File(TestFile::find(&project.root, path)?)));
    checks.map(Ok).chain(files).collect()
}

fn one(machine: &mut Machine, job: &Job) -> Outcome {
    let name = match job {
        Job::Check(check) => {
            say::heading(&format!("{}: {}", check.name, check.what));
            check.name
        }
        Job::File(file) => {
            say::heading(&file.path);
            &file.path
        }
    };
    let start = Instant::now();
    let outcome = match job {
        Job::Check(check) => (check.run)(machine),
        Job::File(file) => file.run(machine),
    };
    let time = start.elapsed();
    let failure = outcome.err();
    if let Some(failure) = &failure {
        say::failure(&format!("{failure:#}"));
    }
    Outcome { name: name.to_owned(), time, failure }
}

fn sum_up(outcomes: &[Outcome]) -> ExitCode {
    say::heading("summary");
    for Outcome { name, time, failure } in outcomes {
        println!("{name:14} {:>8}  {}", say::seconds(*time), say::passed_or_failed(failure.is_none()));
        if let Some(failure) = failure {
            println!("{:14} {}", "", format!("{failure:#}").lines().next().unwrap_or_default());
        }
    }
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    println!("\n{} passed, {failed} failed", outcomes.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
