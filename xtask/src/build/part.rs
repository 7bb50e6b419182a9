//! The two wasm modules of the package, which are compiled from the crate with a feature each.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Reads records, and finds every issue.
    Core,
    /// Sums up and audits.
    Insight,
}

impl Part {
    pub(crate) const ALL: [Self; 2] = [Self::Core, Self::Insight];

    /// The feature of the crate, the room of the package that calls it, and the name of the binary.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Insight => "insight",
        }
    }

    /// Everything that the JavaScript calls or reads, and nothing else.
    pub(crate) fn exports(self) -> Vec<&'static str> {
        let own: &[&str] = match self {
            Self::Core => &["check_events", "narrow", "reserve_units", "wide_as_utf8"],
            Self::Insight => &["begin_audit", "findings", "summary", "switch_off"],
        };
        [&SHARED, own].concat()
    }
}

/// What reading takes, and what wasm-bindgen adds.
const SHARED: [&str; 17] = [
    "begin",
    "checkpoint",
    "follow",
    "header",
    "issues",
    "locate",
    "memory",
    "read",
    "rejection",
    "replaced",
    "reserve",
    "resume",
    "__abort_handler",
    "__instance_terminated",
    "__wbindgen_externrefs",
    "__wbindgen_free",
    "__wbindgen_start",
];
