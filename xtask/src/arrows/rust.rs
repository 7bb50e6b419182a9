//! Imports of Rust files: paths that begin with `crate`, `super`, `self` or the name of a child module, in `use` and anywhere
//! else. A name that a module re-exports counts as imported from where it is declared. Tests do not count.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrow, Source};

/// A path such as `crate::text::skip`, by its names.
type Path = Vec<String>;

#[derive(Default)]
struct Module {
    file: String,
    tokens: Vec<String>,
    /// What `pub use` exports, by its names, as absolute paths.
    exports: BTreeMap<String, Path>,
}

struct Crate {
    modules: BTreeMap<Path, Module>,
    /// The files that declare macros, which are found at the crate's root.
    macros: BTreeMap<String, String>,
}

pub(super) fn arrows(sources: &[Source]) -> BTreeSet<Arrow> {
    let tree = Crate::of(sources);
    let mut arrows = BTreeSet::new();
    for (module, Module { file, tokens, .. }) in &tree.modules {
        for path in paths(tokens) {
            let Some(absolute) = tree.absolute(module, &path) else { continue };
            let to = tree.file_of(&absolute);
            if to != *file {
                arrows.insert(Arrow { from: file.clone(), to, is_type: false });
            }
        }
    }
    arrows
}

impl Crate {
    fn of(sources: &[Source]) -> Self {
        let mut tree = Self { modules: BTreeMap::new(), macros: BTreeMap::new() };
        for Source { path, text } in sources {
            if path.ends_with("tests.rs") || path.contains("/tests/") {
                continue;
            }
            let tokens = without_tests(&tokens(text));
            for found in tokens.windows(3).filter(|found| found[0] == "macro_rules" && found[1] == "!") {
                tree.macros.insert(found[2].clone(), path.clone());
            }
            let module = Module { file: path.clone(), tokens, ..Module::default() };
            tree.modules.insert(module_path(path), module);
        }
        let exports: Vec<_> =
            tree.modules.iter().map(|(path, module)| (path.clone(), tree.exports(path, module))).collect();
        for (path, exports) in exports {
            tree.modules.entry(path).or_default().exports = exports;
        }
        tree
    }

    fn exports(&self, path: &Path, module: &Module) -> BTreeMap<String, Path> {
        let mut exports = BTreeMap::new();
        for (at, _) in module.tokens.iter().enumerate().filter(|(_, token)| *token == "use") {
            // Preceded by `pub` or `pub(crate)`.
            let before = at.checked_sub(1).and_then(|before| module.tokens.get(before));
            if !before.is_some_and(|token| token == "pub" || token == ")") {
                continue;
            }
            for (leaf, name) in use_tree(&module.tokens, at + 1) {
                if let Some(absolute) = self.absolute(path, &leaf) {
                    exports.insert(name, absolute);
                }
            }
        }
        exports
    }

    /// A path from the crate's root, if it begins with `crate`, `super`, `self` or a child of its module.
    fn absolute(&self, module: &Path, path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let mut absolute = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.clone(),
            "super" => module.split_last().map(|(_, above)| above.to_vec())?,
            child => {
                let child = [module.as_slice(), &[child.to_owned()]].concat();
                self.modules.contains_key(&child).then_some(child)?
            }
        };
        for name in rest {
            if name == "super" {
                absolute.pop();
            } else if name != "self" {
                absolute.push(name.clone());
            }
        }
        Some(absolute)
    }

    /// The file that declares the target of an absolute path.
    fn file_of(&self, path: &Path) -> String {
        let (module, found) = (0..=path.len())
            .rev()
            .find_map(|length| Some((length, self.modules.get(&path[..length])?)))
            .expect("lib.rs is at the root");
        let Some(name) = path.get(module) else { return found.file.clone() };
        if let Some(target) = found.exports.get(name) {
            return self.file_of(&[target.as_slice(), &path[module + 1..]].concat());
        }
        match self.macros.get(name) {
            Some(file) if module == 0 => file.clone(),
            _ => found.file.clone(),
        }
    }
}

/// `read/session.rs` is `read::session`, `read/mod.rs` is `read`, `lib.rs` the root.
fn module_path(file: &str) -> Path {
    let path = file.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Every path of a file: the leaves of each `use`, and `a::b::c` anywhere else.
fn paths(tokens: &[String]) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" {
            paths.extend(use_tree(tokens, at + 1).into_iter().map(|(path, _)| path));
            while at < tokens.len() && tokens[at] != ";" {
                at += 1;
            }
        }
        let mut path = Vec::new();
        while at + 1 < tokens.len() && is_name(&tokens[at]) && tokens[at + 1] == "::" {
            path.push(tokens[at].clone());
            at += 2;
        }
        if !path.is_empty() && tokens.get(at).is_some_and(|token| is_name(token)) {
            path.push(tokens[at].clone());
        }
        if !path.is_empty() {
            paths.push(path);
        }
        at += 1;
    }
    paths
}

/// The leaves of the tree that begins there, and their names.
fn use_tree(tokens: &[String], start: usize) -> Vec<(Path, String)> {
    let mut leaves = Vec::new();
    let mut prefixes: Vec<Path> = Vec::new();
    let mut path = Path::new();
    let mut name = None;
    for token in tokens.iter().skip(start) {
        match token.as_str() {
            "{" => prefixes.push(path.clone()),
            "," | "}" | ";" => {
                if path.len() > prefixes.last().map_or(0, Vec::len) {
                    let last = path.iter().rev().find(|name| *name != "self").cloned().unwrap_or_default();
                    leaves.push((path.clone(), name.take().unwrap_or(last)));
                }
                if token == "}" {
                    // What it closed is not a leaf, though it comes before the next comma.
                    path = prefixes.pop().unwrap_or_default();
                    path.truncate(prefixes.last().map_or(0, Vec::len));
                } else {
                    path = prefixes.last().cloned().unwrap_or_default();
                }
                if token == ";" {
                    break;
                }
            }
            "as" => name = Some(String::new()),
            "::" | "*" => {}
            word if name.is_some() => name = Some(word.to_owned()),
            word => path.push(word.to_owned()),
        }
    }
    leaves
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::`, and every other character except white space. Comments, strings and characters are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else if is_name(rest) {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the string or character literal at the beginning of the text; a lifetime is not one.
fn literal(text: &str) -> Option<usize> {
    let marked = text.trim_start_matches(['b', 'r']);
    let prefix = text.len() - marked.len();
    let hashes = marked.len() - marked.trim_start_matches('#').len();
    if text[..prefix].contains('r') && marked[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = prefix + hashes + 1;
        return Some(text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()));
    }
    let quote = marked.chars().next().filter(|quote| *quote == '"' || *quote == '\'')?;
    if quote == '\'' {
        let mut characters = marked.chars().skip(1);
        let (first, second) = (characters.next()?, characters.next()?);
        if first != '\\' && second != '\'' {
            return None;
        }
    }
    let mut escaped = false;
    for (at, character) in marked.char_indices().skip(1) {
        if !escaped && character == quote {
            return Some(prefix + at + 1);
        }
        escaped = !escaped && character == '\\';
    }
    Some(text.len())
}

/// Leaves out every item after `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().map(String::as_str).take(TEST.len()).eq(TEST) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0;
        for token in &tokens[at + TEST.len()..] {
            at += 1;
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && (token == "}" || token == ";") {
                break;
            }
        }
        at += TEST.len();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows_of(files: &[(&str, &str)]) -> Vec<(String, String)> {
        let sources: Vec<_> =
            files.iter().map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() }).collect();
        arrows(&sources).into_iter().map(|arrow| (arrow.from, arrow.to)).collect()
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn all_forms_of_imports_are_found() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod one; mod two; fn f() { two::g(); }"),
            ("a/one.rs", "use crate::b::{self, c::{C, D as E}, f}; fn g(x: super::two::X) {}"),
            ("a/two.rs", "macro_rules! m { () => { $crate::b::c::D } }"),
            ("b/mod.rs", "mod c; use std::fmt;"),
            ("b/c.rs", "// crate::a::one\nconst S: &str = \"crate::a::one\"; fn l<'a>(c: &'a char) { let _ = 'x'; }"),
        ];
        let expected = [
            pair("a/mod.rs", "a/two.rs"),
            pair("a/one.rs", "a/two.rs"),
            pair("a/one.rs", "b/c.rs"),
            pair("a/one.rs", "b/mod.rs"),
            pair("a/two.rs", "b/c.rs"),
        ];
        assert_eq!(arrows_of(&files), expected);
    }

    #[test]
    fn a_re_export_counts_where_it_is_declared() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::Thing;"),
            ("a/mod.rs", "mod thing; pub(crate) use thing::{Other as Renamed, Thing};"),
            ("a/thing.rs", ""),
            ("b.rs", "use crate::Thing; use crate::a::Renamed; use crate::mac;"),
            ("c.rs", "macro_rules! mac { () => {} }"),
        ];
        let expected = [
            pair("a/mod.rs", "a/thing.rs"),
            pair("b.rs", "a/thing.rs"),
            pair("b.rs", "c.rs"),
            pair("lib.rs", "a/thing.rs"),
        ];
        assert_eq!(arrows_of(&files), expected);
    }

    #[test]
    fn tests_do_not_count() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            (
                "a.rs",
                "fn f() {} #[cfg(test)] use crate::b::X; #[cfg(test)] mod tests { use crate::b; fn g() {} } use crate::c::Y;",
            ),
            ("a/tests.rs", "use crate::b;"),
            ("a/tests/some.rs", "use crate::b;"),
            ("b.rs", ""),
            ("c.rs", ""),
        ];
        assert_eq!(arrows_of(&files), [pair("a.rs", "c.rs")]);
    }
}
