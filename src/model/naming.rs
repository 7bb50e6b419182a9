//! The three dialects in which a record's keys are written.

/// How keys are named when records are written. All three are read, in any mix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Naming {
    /// As the backend sends them: camelCase, but `snake_case` inside callback results.
    #[default]
    Wire,
    /// camelCase throughout, as in TypeScript.
    Camel,
    /// `snake_case` throughout, as in Python, databases and logs.
    Snake,
}
