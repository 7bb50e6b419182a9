//! The tools, declared once: their names, their former names, and their arguments.
//!
//! A call's `input` is JSON text that the language model wrote, so reading enforces nothing of this.

mod schema;
mod table;

pub use self::schema::{ItemSchema, Parameter, ParameterKind, Standing, ToolSchema};
use self::table::NAMES;
pub use self::table::TOOLS;

/// What a name says about a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The tool has this name now.
    Current,
    /// The tool has another name now.
    Former(&'static str),
    /// The tool of this name is retired.
    Retired,
    /// No tool of the backend has or had this name; an MCP server's tool may.
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

/// The name that a tool has now, or had last; any other name is returned unchanged.
#[must_use]
pub fn canonical_name(name: &str) -> &str {
    NAMES.iter().find(|(_, former, _)| former.contains(&name)).map_or(name, |&(current, ..)| current)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CoreToolName;

    #[test]
    fn every_name_belongs_to_one_tool() {
        let mut names: Vec<_> = TOOLS.iter().flat_map(|tool| [&[tool.name], tool.former].concat()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn every_spelling_belongs_to_one_argument() {
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
