//! Checks the imports: a room imports from itself and from rooms before it, and no files import each other in a circle. One
//! check for the crate and for the package's JavaScript. It also checks that only the scanner may have `unsafe`.

mod javascript;
mod rust;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The rooms of the crate, each after the rooms that it may import from.
const CRATE: [&str; 9] = ["text", "model", "decode", "diagnose", "read", "write", "insight", "tables", "js"];
/// The rooms of the package.
const PACKAGE: [&str; 8] = ["pure", "wasm", "core", "insight", "view", "live", "sdk", "cli"];
/// Stricter than `PACKAGE`'s order: what a page loads to show messages must not load the wasm.
const NARROWER: [(&str, &[&str]); 2] = [("view", &["pure"]), ("live", &["pure", "view"])];
/// Where the crate may have `unsafe`; the lint `unsafe_code` denies it everywhere else.
const SCANNER: &str = "text/scan/";

/// A source file: its path from the tree's root, and its text.
struct Source {
    path: String,
    text: String,
}

/// One file needs another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: String,
    to: String,
    /// Only a type is imported: nothing is loaded, so a circle does no harm.
    is_type: bool,
}

/// Fails with the names of the files of every arrow that runs the wrong way.
pub(crate) fn check(root: &Path) -> Result<()> {
    let sources = read_tree(&root.join("src"), &["rs"])?;
    let modules = read_tree(&root.join("pkg-template"), &["js", "ts"])?;
    let in_crate = rust::arrows(&sources);
    let in_package = javascript::arrows(&modules);
    if in_crate.is_empty() || in_package.is_empty() {
        bail!("no imports were found: the check looks in the wrong place");
    }
    let wrong: Vec<_> = faults("src", &in_crate, may_import_in_crate)
        .into_iter()
        .chain(faults("pkg-template", &in_package, may_import_in_package))
        .collect();
    println!("{} imports in the crate, {} in the package", in_crate.len(), in_package.len());
    if !wrong.is_empty() {
        bail!("imports that run the wrong way:\n{}", wrong.join("\n"));
    }
    let lax = with_unsafe(&sources);
    if !lax.is_empty() {
        bail!("files outside src/{SCANNER} that set the lint `unsafe_code`:\n{}", lax.join("\n"));
    }
    Ok(())
}

/// The files outside the scanner that name the lint. The only reason to name it is to allow what it denies.
fn with_unsafe(sources: &[Source]) -> Vec<String> {
    let is_lax = |source: &&Source| !source.path.starts_with(SCANNER) && source.text.contains("unsafe_code");
    sources.iter().filter(is_lax).map(|source| format!("src/{}", source.path)).collect()
}

fn faults(tree: &str, arrows: &BTreeSet<Arrow>, may_import: fn(&str, &str) -> bool) -> Vec<String> {
    let mut faults: Vec<_> = arrows
        .iter()
        .filter(|arrow| !may_import(room(&arrow.from), room(&arrow.to)))
        .map(|arrow| format!("{tree}/{} imports {tree}/{}", arrow.from, arrow.to))
        .collect();
    if let Some(circle) = circle(arrows) {
        let files: Vec<_> = circle.iter().map(|file| format!("{tree}/{file}")).collect();
        faults.push(format!("{} import each other in a circle", files.join(", ")));
    }
    faults
}

/// The top directory of the path; a file in no directory is a room of its own.
fn room(path: &str) -> &str {
    path.split_once('/').map_or(path, |(room, _)| room)
}

fn may_import_in_crate(from: &str, to: &str) -> bool {
    from == "lib.rs" || is_at_or_before(&CRATE, from, to)
}

fn may_import_in_package(from: &str, to: &str) -> bool {
    match NARROWER.iter().find(|(room, _)| *room == from) {
        Some((_, allowed)) => from == to || allowed.contains(&to),
        None => from == "entries" || is_at_or_before(&PACKAGE, from, to),
    }
}

/// A room that is not in the list may import nothing, and nothing may import it.
fn is_at_or_before(rooms: &[&str], from: &str, to: &str) -> bool {
    let place = |name| rooms.iter().position(|room| *room == name);
    matches!((place(from), place(to)), (Some(from), Some(to)) if to <= from)
}

/// Files that import each other in a circle, if any do.
fn circle(arrows: &BTreeSet<Arrow>) -> Option<Vec<String>> {
    let mut cleared = BTreeSet::new();
    arrows.iter().find_map(|arrow| walk(arrows, &arrow.from, &mut Vec::new(), &mut cleared))
}

fn walk<'a>(
    arrows: &'a BTreeSet<Arrow>,
    file: &'a str,
    road: &mut Vec<&'a str>,
    cleared: &mut BTreeSet<&'a str>,
) -> Option<Vec<String>> {
    if let Some(start) = road.iter().position(|passed| *passed == file) {
        return Some(road[start..].iter().map(|&file| file.to_owned()).collect());
    }
    if cleared.contains(file) {
        return None;
    }
    road.push(file);
    let found = arrows
        .iter()
        .filter(|arrow| arrow.from == file && !arrow.is_type)
        .find_map(|arrow| walk(arrows, &arrow.to, road, cleared));
    road.pop();
    cleared.insert(file);
    found
}

fn read_tree(root: &Path, extensions: &[&str]) -> Result<Vec<Source>> {
    fn visit(directory: &Path, root: &Path, extensions: &[&str], sources: &mut Vec<Source>) -> Result<()> {
        for entry in fs::read_dir(directory).with_context(|| format!("{} cannot be read", directory.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                visit(&path, root, extensions, sources)?;
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known)) {
                let relative = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
                sources.push(Source { path: relative, text: fs::read_to_string(&path)? });
            }
        }
        Ok(())
    }
    let mut sources = Vec::new();
    visit(root, root, extensions, &mut sources)?;
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str) -> Arrow {
        Arrow { from: from.to_owned(), to: to.to_owned(), is_type: false }
    }

    #[test]
    fn every_arrow_runs_the_right_way() {
        check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    }

    #[test]
    fn an_arrow_to_a_later_room_is_reported_with_both_files() {
        let arrows = BTreeSet::from([arrow("text/number.rs", "js/exports.rs"), arrow("js/exports.rs", "text/skip.rs")]);
        let faults = faults("src", &arrows, may_import_in_crate);
        assert_eq!(faults, ["src/text/number.rs imports src/js/exports.rs"]);
    }

    #[test]
    fn rooms_that_show_messages_import_nothing_that_brings_the_wasm() {
        assert!(may_import_in_package("view", "pure") && may_import_in_package("live", "view"));
        for room in ["wasm", "core", "insight"] {
            assert!(!may_import_in_package("view", room) && !may_import_in_package("live", room), "{room}");
        }
    }

    #[test]
    fn entries_import_everything_and_nothing_imports_them() {
        for room in PACKAGE {
            assert!(may_import_in_package("entries", room) && !may_import_in_package(room, "entries"), "{room}");
        }
    }

    #[test]
    fn only_the_scanner_may_have_unsafe() {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let sources = [
            source("text/scan/mod.rs", "#[allow(unsafe_code)]"),
            source("text/scan.rs", "#![expect(unsafe_code)]"),
            source("js/abi.rs", "#[allow(clippy::too_many_lines, unsafe_code)]"),
            source("text/skip.rs", "//! Nothing unsafe."),
        ];
        assert_eq!(with_unsafe(&sources), ["src/text/scan.rs", "src/js/abi.rs"]);
    }

    #[test]
    fn circles_are_found() {
        let mut arrows = BTreeSet::from([arrow("a", "b"), arrow("b", "c"), arrow("c", "d")]);
        assert_eq!(circle(&arrows), None);
        arrows.insert(Arrow { is_type: true, ..arrow("d", "b") });
        assert_eq!(circle(&arrows), None);
        arrows.insert(arrow("d", "b"));
        assert_eq!(circle(&arrows).unwrap(), ["b", "c", "d"]);
    }
}
