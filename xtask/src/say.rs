//! The commands' own messages, on standard output, with colours only on a terminal.

use std::io::IsTerminal;
use std::time::Duration;

/// Announces a part of the work.
pub(crate) fn heading(text: &str) {
    println!("\n{}", paint("1;36", &format!("── {text} ──")));
}

/// Says what is being done, and why.
pub(crate) fn step(what: &str, why: &str) {
    println!("{} {what}: {why}", paint("1", "▸"));
}

pub(crate) fn failure(text: &str) {
    // On standard output too, so that it stays in order with what was printed before it.
    println!("{} {text}", paint("1;31", "failed:"));
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

pub(crate) fn passed_or_failed(passed: bool) -> String {
    if passed { paint("32", "passed") } else { paint("1;31", "FAILED") }
}

fn paint(style: &str, text: &str) -> String {
    let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if colours { format!("\x1b[{style}m{text}\x1b[0m") } else { text.to_owned() }
}
