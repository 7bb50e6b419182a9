//! The schema of a tool and its arguments, as constant tables.

/// A tool of the backend.
#[derive(Debug)]
pub struct ToolSchema {
    /// The name it has now, or had last.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Its former names; older histories still have them.
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
    /// The backend has it, but its API does not list it.
    Other,
    /// No agent has it any more, under any name.
    Retired,
}

/// An argument of a tool.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Other spellings of it in older or less careful calls.
    pub former: &'static [&'static str],
    /// Whether every call has it, whatever the name of the tool.
    pub required: bool,
    /// The kind of its values.
    pub kind: ParameterKind,
    /// Its meaning, its unit and its default.
    pub doc: &'static str,
}

/// The kind of an argument's values.
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

/// The fields of the objects in a list.
#[derive(Debug)]
pub struct ItemSchema {
    /// The name of its type in TypeScript.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields.
    pub parameters: &'static [Parameter],
}
