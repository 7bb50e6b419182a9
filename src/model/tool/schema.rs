//! What a tool and its arguments are, as constant tables.

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
