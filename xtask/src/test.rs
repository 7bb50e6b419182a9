//! Runs the checks one after another, all of them even where one fails, and sums up.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::checks::{CHECKS, Check, Machine};
use crate::project::Project;
use crate::{say, setup};

struct Outcome {
    name: &'static str,
    time: Duration,
    failure: Option<anyhow::Error>,
}

pub(crate) fn run(project: Project, names: &[String]) -> Result<ExitCode> {
    if names.iter().any(|name| name == "--list") {
        for check in CHECKS {
            println!("{:14} {}", check.name, check.what);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = choose(names)?;
    say::heading("setup");
    let (project, browsers) = setup::testing(project)?;
    let mut machine = Machine::new(project, browsers);
    let outcomes: Vec<Outcome> = chosen.into_iter().map(|check| one(&mut machine, check)).collect();
    Ok(sum_up(&outcomes))
}

fn choose(names: &[String]) -> Result<Vec<&'static Check>> {
    if let Some(unknown) = names.iter().find(|name| CHECKS.iter().all(|check| check.name != **name)) {
        bail!("no check is named `{unknown}`; `cargo xtask test --list` names them");
    }
    Ok(CHECKS.iter().filter(|check| names.is_empty() || names.iter().any(|name| check.name == name)).collect())
}

fn one(machine: &mut Machine, check: &'static Check) -> Outcome {
    say::heading(&format!("{}: {}", check.name, check.what));
    let start = Instant::now();
    let failure = (check.run)(machine).err();
    let time = start.elapsed();
    if let Some(failure) = &failure {
        say::failure(&format!("{failure:#}"));
    }
    Outcome { name: check.name, time, failure }
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
