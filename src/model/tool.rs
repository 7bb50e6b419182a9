//! The tools, declared once: their names, those they had formerly, and their arguments.
//!
//! A call's `input` is JSON text that the model wrote, so nothing here is enforced when messages are read.

mod table;

use self::table::NAMES;
pub use self::table::TOOLS;

/// A tool of the backend.
#[derive(Debug)]
pub struct ToolSchema {
    /// The name it has now, or had last.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Names it had before; rows in older histories still have them.
    pub former: &'static [&'static str],
    /// Whether agents still have it.
    pub standing: Standing,
    /// Its arguments.
    pub parameters: &'static [Parameter],
}

/// Whether agents still have a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of the [core tools](crate::CoreToolName).
    Core,
    /// The backend has it, though its API does not name it.
    Other,
    /// No agent has it any more, under whatever name.
    Retired,
}

/// An argument of a tool.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Other spellings that stand for it in older or less careful calls.
    pub former: &'static [&'static str],
    /// Whether every call has it, whatever the name of the tool.
    pub required: bool,
    /// What its values are.
    pub kind: ParameterKind,
    /// Its meaning, its unit and its default.
    pub doc: &'static str,
}

/// What the values of an argument are.
#[derive(Clone, Copy, Debug)]
pub enum ParameterKind {
    /// Any string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of a closed set of strings.
    Enum(&'static [&'static str]),
    /// Any string, with some members known by name.
    OpenEnum(&'static [&'static str]),
    /// A list of strings.
    Strings,
    /// A list of numbers.
    Numbers,
    /// A list of objects.
    List(&'static ItemSchema),
    /// An object with any keys.
    Object,
    /// Any JSON value.
    Any,
}

/// What the objects in a list have.
#[derive(Debug)]
pub struct ItemSchema {
    /// The name of its type in TypeScript.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields.
    pub parameters: &'static [Parameter],
}

/// What a name says about a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The tool has this name now.
    Current,
    /// The tool has another name now.
    Former(&'static str),
    /// No tool of this name is left.
    Retired,
    /// No tool of the backend has or had this name; one of an MCP server may.
    Unknown,
}

/// What is known of a tool's name.
#[inline(never)]
pub(crate) fn naming(name: &str) -> Naming {
    for &(current, former, standing) in NAMES {
        if name == current || former.contains(&name) {
            return match standing {
                Standing::Retired => Naming::Retired,
                _ if name == current => Naming::Current,
                _ => Naming::Former(current),
            };
        }
    }
    Naming::Unknown
}

/// The name that a tool has now, or had last; any other name stays as it is.
#[must_use]
pub fn canonical_name(name: &str) -> &str {
    NAMES.iter().find(|(_, former, _)| former.contains(&name)).map_or(name, |&(current, ..)| current)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CoreToolName;

    #[test]
    fn every_name_stands_for_one_tool() {
        let mut names: Vec<_> = TOOLS.iter().flat_map(|tool| [&[tool.name], tool.former].concat()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_spelling_stands_for_one_argument() {
        fn check(owner: &str, parameters: &[Parameter]) {
            let mut names: Vec<_> = parameters.iter().flat_map(|it| [&[it.name], it.former].concat()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{owner}");
            for parameter in parameters {
                if let ParameterKind::List(item) = parameter.kind {
                    check(item.name, item.parameters);
                }
            }
        }
        for tool in TOOLS {
            check(tool.name, tool.parameters);
        }
    }

    #[test]
    fn the_core_tools_are_those_of_the_enum() {
        let core = TOOLS.iter().filter(|tool| tool.standing == Standing::Core).map(|tool| tool.name);
        assert!(core.eq(CoreToolName::SCHEMA.members.iter().copied()));
    }

    #[test]
    fn names_lead_to_the_tool_of_today() {
        for (name, canonical, naming) in [
            ("Bash", "Bash", Naming::Current),
            ("WebFetch", "WebFetch", Naming::Current),
            ("bash", "Bash", Naming::Former("Bash")),
            ("view", "ReadText", Naming::Former("ReadText")),
            ("multimodal_analyzer", "ReadMedia", Naming::Former("ReadMedia")),
            ("media_showcase", "Show", Naming::Former("Show")),
            ("show_media", "Show", Naming::Former("Show")),
            ("ShowMedia", "Show", Naming::Former("Show")),
            ("fetch", "WebFetch", Naming::Former("WebFetch")),
            ("python_execution", "PythonExecution", Naming::Retired),
            ("PythonExecution", "PythonExecution", Naming::Retired),
            ("ls", "ls", Naming::Retired),
            ("github_create_issue", "github_create_issue", Naming::Unknown),
            ("", "", Naming::Unknown),
        ] {
            assert_eq!((canonical_name(name), super::naming(name)), (canonical, naming), "{name}");
        }
    }
}
