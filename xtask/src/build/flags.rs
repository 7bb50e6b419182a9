//! The switches of the compiler and of wasm-opt, each with its reason. `cargo xtask flags` measures what each is worth and
//! writes docs/build-flags.md.

/// The tool that reads a switch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// A key of cargo's release profile, and its value.
    Profile,
    Cargo,
    Rustc,
    WasmOpt,
}

pub(crate) struct Flag {
    pub(crate) tool: Tool,
    /// As on the command line; several arguments have spaces between them.
    pub(crate) text: &'static str,
    pub(crate) why: &'static str,
    /// Whether it needs an unstable feature of the compiler. The stable build does without.
    pub(crate) unstable: bool,
    /// Whether speed is its reason, or its price.
    pub(crate) speed: bool,
    /// A switch without which this one is an error.
    pub(crate) needs: Option<&'static str>,
}

const fn flag(tool: Tool, text: &'static str, why: &'static str) -> Flag {
    Flag { tool, text, why, unstable: false, speed: false, needs: None }
}

impl Flag {
    const fn unstable(self) -> Self {
        Self { unstable: true, ..self }
    }

    const fn speed(self) -> Self {
        Self { speed: true, ..self }
    }

    const fn needs(self, other: &'static str) -> Self {
        Self { needs: Some(other), ..self }
    }
}

const BUILD_STD: &str = "-Zbuild-std=std,panic_abort";

/// Each of these is optional. Switches that a build needs are where the tools are run.
pub(crate) const FLAGS: &[Flag] = &[
    flag(Tool::Profile, "opt-level=2", "3, the default, is as fast and larger").speed(),
    flag(Tool::Profile, "lto=\"fat\"", "functions of other crates are inlined, and what nobody calls goes").speed(),
    flag(Tool::Profile, "codegen-units=1", "the optimiser sees the whole crate at once").speed(),
    flag(Tool::Cargo, BUILD_STD, "the standard library that comes with the compiler can report panics").unstable(),
    flag(Tool::Rustc, "-Ctarget-feature=+simd128", "the scanner looks at 16 bytes at a time").speed(),
    flag(Tool::Rustc, "-Zunstable-options -Cpanic=immediate-abort", "a panic is a trap; nobody sees its message")
        .unstable()
        .needs(BUILD_STD),
    flag(
        Tool::Rustc,
        "-Cllvm-args=-inline-threshold=5",
        "what every byte or record goes through is marked `#[inline]`; the rest is called in many places",
    )
    .speed(),
    flag(Tool::WasmOpt, "-O3", "shorter and faster code").speed(),
    flag(Tool::WasmOpt, "--converge", "passes run again until nothing gets smaller"),
    flag(
        Tool::WasmOpt,
        "--one-caller-inline-max-function-size=30",
        "a larger function with a single caller is no smaller inside it, and compresses worse",
    ),
    flag(
        Tool::WasmOpt,
        "--skip-pass=local-cse",
        "compressors find a repeated expression by themselves; a local costs bytes",
    ),
    flag(
        Tool::WasmOpt,
        "--reorder-functions-by-name",
        "functions of one type or module are alike: neighbours compress best",
    ),
    flag(Tool::WasmOpt, "--low-memory-unused", "the stack ends there, so no address is that low"),
    flag(Tool::WasmOpt, "--skip-pass=memory-packing", "zeros between the data compress to nothing; a header does not"),
];

/// The switches of one build.
#[derive(Clone)]
pub(crate) struct Flags(Vec<&'static Flag>);

impl Flags {
    /// The switches of the package.
    pub(crate) fn package() -> Self {
        Self(FLAGS.iter().collect())
    }

    /// The switches that any compiler supports, of this version or a later one.
    pub(crate) fn stable() -> Self {
        Self(FLAGS.iter().filter(|flag| !flag.unstable).collect())
    }

    /// All but this one, and those that need it.
    pub(crate) fn without(&self, left_out: &Flag) -> Self {
        let stays = |flag: &Flag| flag.text != left_out.text && flag.needs != Some(left_out.text);
        Self(self.0.iter().copied().filter(|flag| stays(flag)).collect())
    }

    pub(crate) fn has_unstable(&self) -> bool {
        self.0.iter().any(|flag| flag.unstable)
    }

    pub(crate) fn arguments(&self, tool: Tool) -> impl Iterator<Item = &'static str> {
        self.0.iter().filter(move |flag| flag.tool == tool).flat_map(|flag| flag.text.split(' '))
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILD_STD, FLAGS, Flags, Tool};

    #[test]
    fn the_stable_build_has_no_unstable_switch() {
        let stable = Flags::stable();
        assert!(!stable.has_unstable());
        for tool in [Tool::Profile, Tool::Cargo, Tool::Rustc, Tool::WasmOpt] {
            assert!(stable.arguments(tool).all(|argument| !argument.starts_with("-Z")));
        }
    }

    #[test]
    fn a_switch_is_left_out_with_those_that_need_it() {
        let build_std = FLAGS.iter().find(|flag| flag.text == BUILD_STD);
        let without = build_std.map(|flag| Flags::package().without(flag)).unwrap();
        assert_eq!(without.arguments(Tool::Cargo).count(), 0);
        assert!(without.arguments(Tool::Rustc).all(|argument| !argument.starts_with("-Cpanic")));
    }
}
