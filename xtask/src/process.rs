//! Runs other programs.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, bail};

/// Runs a command that prints to our own output.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a command and returns its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{name}` could not be started"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("`{name}` ended with {}\n{}", output.status, errors.trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{name}` printed what is not text"))
}

/// The exit status of a command, and its output.
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) text: String,
}

/// Runs a command, shows its output line by line, and keeps it.
pub(crate) fn watch(command: &mut Command) -> Result<Told> {
    watch_quietly(command, |_| true)
}

/// [`watch`], but shows only some of the lines.
pub(crate) fn watch_quietly(command: &mut Command, shown: impl Fn(&str) -> bool) -> Result<Told> {
    let name = describe(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` could not be started"))?;
    let (sender, lines) = mpsc::channel();
    let readers = [
        child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
        child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>),
    ];
    let threads: Vec<_> = readers
        .into_iter()
        .flatten()
        .map(|pipe| {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                    let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
                }
            })
        })
        .collect();
    drop(sender);
    let mut text = String::new();
    for line in lines {
        if shown(&line) {
            println!("{line}");
        }
        text.push_str(&line);
        text.push('\n');
    }
    for thread in threads {
        let _ = thread.join();
    }
    let status = child.wait()?;
    Ok(Told { code: status.code(), text })
}

/// [`watch`], but anything except success is an error.
pub(crate) fn watch_success(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output = watch(command)?;
    if output.code != Some(0) {
        let how = output.code.map_or("a signal".to_owned(), |code| format!("exit code {code}"));
        bail!("`{name}` ended with {how}");
    }
    Ok(output.text)
}

fn describe(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args().take(6) {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}
