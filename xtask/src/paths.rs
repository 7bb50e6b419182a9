//! Checks that every file of the project which a comment or a document names exists, and so does every source file that the
//! commands name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::process;
use crate::project::Project;

/// Kinds of files with comments, by the end of their names.
const CODE: [&str; 9] = ["css", "js", "py", "rs", "toml", "ts", "tsx", "wat", "yml"];

pub(crate) fn check(project: &Project) -> Result<()> {
    let listed = process::output(project.command("git").args(["ls-files", "-z"]))?;
    let files: BTreeSet<&str> =
        listed.split_terminator('\0').filter(|file| project.root.join(file).is_file()).collect();
    let tops: BTreeSet<&str> = files.iter().filter_map(|file| Some(file.split_once('/')?.0)).collect();
    let mut count = 0;
    let mut missing = Vec::new();
    for file in &files {
        let Some(kind) = kind(file) else { continue };
        let text = fs::read_to_string(project.root.join(file))?;
        for (line, name) in names(&text, kind, &tops) {
            count += 1;
            let near = Path::new(file).ancestors().skip(1);
            let exists = near
                .map(|directory| directory.join(name))
                .any(|path| path.to_str().is_some_and(|path| files.contains(path)));
            if !exists {
                missing.push(format!("{file}:{line} names {name}"));
            }
        }
    }
    println!("{count} names of files");
    if count == 0 {
        bail!("no names were found: the check looks in the wrong place");
    }
    if !missing.is_empty() {
        bail!("files that do not exist:\n{}", missing.join("\n"));
    }
    Ok(())
}

/// Where a file names others.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Document,
    /// Only in comments.
    Code,
    /// Also in the strings that name sources.
    Command,
}

fn kind(file: &str) -> Option<Kind> {
    let extension = file.rsplit_once('.')?.1;
    if file.ends_with("FIGURES.md") {
        // Figures are of the files of their time.
        return None;
    }
    if extension == "md" {
        return Some(Kind::Document);
    }
    let is_command = file.starts_with("xtask/");
    CODE.contains(&extension).then_some(if is_command { Kind::Command } else { Kind::Code })
}

/// The names in a text, with the numbers of their lines: paths that begin with a directory of the project and end with an
/// extension. What an example prints is left out, and so are the unit tests of a command.
fn names<'a>(text: &'a str, kind: Kind, tops: &'a BTreeSet<&str>) -> impl Iterator<Item = (usize, &'a str)> {
    let lines = text.lines().zip(1..).take_while(move |(line, _)| kind != Kind::Command || *line != "mod tests {");
    lines.filter(|(line, _)| !line.contains("// →")).flat_map(move |(line, number)| {
        let comment = comment(line);
        let words = line.split(|character: char| !(character.is_ascii_alphanumeric() || "/._-@".contains(character)));
        words
            .map(|word| word.trim_end_matches(['.', '-']))
            .filter(move |word| {
                let Some((top, rest)) = word.split_once('/') else { return false };
                let Some((stem, extension)) = rest.rsplit_once('.') else { return false };
                let is_source = ["js", "rs"].contains(&extension);
                tops.contains(top)
                    && !stem.is_empty()
                    && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
                    && match kind {
                        Kind::Document => true,
                        Kind::Code => comment.is_some_and(|comment| comment.contains(*word)),
                        Kind::Command => is_source || comment.is_some_and(|comment| comment.contains(*word)),
                    }
            })
            .map(move |word| (number, word))
    })
}

/// The comment on a line.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim_start();
    if text.starts_with(['*', '#', ';']) && !text.starts_with("#[") {
        return Some(text);
    }
    ["//", "/*", "# "].iter().find_map(|sign| Some(line.split_once(sign)?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, kind: Kind) -> Vec<String> {
        names(text, kind, &BTreeSet::from(["src", "docs"])).map(|(_, name)| name.to_owned()).collect()
    }

    #[test]
    fn names_are_found_in_comments_documents_and_commands() {
        let code =
            "//! See src/a/b.rs.\nlet x = \"src/c.rs\"; // docs/d.md, and other/e.rs\n * (src/f.js)\n# src/g.toml";
        assert_eq!(found(code, Kind::Code), ["src/a/b.rs", "docs/d.md", "src/f.js", "src/g.toml"]);
        assert_eq!(found(code, Kind::Command).len(), 5);
        let document = "[a](docs/a.md#b) and `src/c/`, src/d* and https://example.org/src/e.js\nlog(1) // → src/f.js";
        assert_eq!(found(document, Kind::Document), ["docs/a.md"]);
        let command = "const A: &str = \"src/a.rs\"; const B: &str = \"docs/b.json\";\nmod tests {\n\"src/c.rs\"\n}";
        assert_eq!(found(command, Kind::Command), ["src/a.rs"]);
    }
}
