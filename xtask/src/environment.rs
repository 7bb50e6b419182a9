//! What a reproducible build takes from the environment: the places of things, and nothing that changes a byte.

use std::ffi::OsString;
use std::process::Command;

/// The families of variables that the tools of a build read.
const READ_BY_TOOLS: [&str; 7] =
    ["CARGO", "__CARGO", "RUSTC", "RUSTFLAGS", "RUSTUP_TOOLCHAIN", "WASM_BINDGEN", "BINARYEN"];

/// Variables of these families that only say where things are, how to reach the network, and what to print.
const KEPT: [&str; 8] = [
    "CARGO_BUILD_JOBS",
    "CARGO_CACHE_",
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_REGISTRY_",
    "CARGO_TERM_",
];

/// Removes every variable that could change a command's result: flags, wrappers, profiles, a toolchain other than that of
/// `rust-toolchain.toml`. Set the variables that the command needs afterwards.
pub(crate) fn isolate(command: &mut Command) -> &mut Command {
    let inherited = std::env::vars_os().map(|(name, _)| name);
    let given = command.get_envs().map(|(name, _)| name.to_owned());
    let leaking: Vec<OsString> = inherited.chain(given).filter(|name| leaks(&name.to_string_lossy())).collect();
    for name in leaking {
        command.env_remove(name);
    }
    // These override the compiler and the wrappers of a configuration file in the home directory or above the project.
    command.env("RUSTC", "rustc").env("RUSTC_WRAPPER", "").env("RUSTC_WORKSPACE_WRAPPER", "")
}

fn leaks(name: &str) -> bool {
    READ_BY_TOOLS.iter().any(|family| name.starts_with(family)) && !KEPT.iter().any(|kept| name.starts_with(kept))
}

/// Variables that a user's environment may have, and worse ones: each would change the package or break the build.
pub(crate) const HOSTILE: [(&str, &str); 12] = [
    ("RUSTFLAGS", "-D warnings"),
    ("CARGO_ENCODED_RUSTFLAGS", "-Copt-level=0"),
    ("CARGO_BUILD_RUSTFLAGS", "-D warnings"),
    ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Ctarget-cpu=mvp"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true"),
    ("CARGO_BUILD_TARGET", "x86_64-unknown-none"),
    ("CARGO_TARGET_DIR", "/a/directory/that/cannot/be/made"),
    ("RUSTC", "/a/compiler/that/does/not/exist"),
    ("RUSTC_WRAPPER", "/a/wrapper/that/does/not/exist"),
    ("CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", "/a/wrapper/that/does/not/exist"),
    ("WASM_BINDGEN_MULTI_VALUE", "1"),
];

/// The same as cargo's configuration, in the home directory or in a directory above the project.
pub(crate) const HOSTILE_CONFIGURATION: &str = r#"
[build]
target = "x86_64-unknown-none"
target-dir = "/a/directory/that/cannot/be/made"
rustflags = ["-D", "warnings"]
rustc = "/a/compiler/that/does/not/exist"
rustc-wrapper = "/a/wrapper/that/does/not/exist"

[target.wasm32-unknown-unknown]
rustflags = ["-Ctarget-cpu=mvp"]
linker = "/a/linker/that/does/not/exist"

[profile.release]
opt-level = 0
debug = true
debug-assertions = true
overflow-checks = true

[profile.release.package."*"]
opt-level = 1
codegen-units = 256
"#;

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::process::Command;

    use super::{HOSTILE, isolate};

    #[test]
    fn a_command_gets_no_variable_that_changes_the_package() {
        let mut command = Command::new("cargo");
        command.envs(HOSTILE);
        isolate(&mut command);
        for (name, value) in HOSTILE {
            let handed_on = command.get_envs().find(|(set, _)| *set == name).and_then(|(_, value)| value);
            assert_ne!(handed_on, Some(OsStr::new(value)), "{name}");
        }
    }

    #[test]
    fn a_command_keeps_the_places_of_things() {
        let output =
            [("CARGO_HOME", "/cargo"), ("RUSTUP_HOME", "/rustup"), ("CARGO_HTTP_PROXY", "proxy"), ("PATH", "/bin")];
        let mut command = Command::new("cargo");
        command.envs(output);
        isolate(&mut command);
        for (name, value) in output {
            assert!(command.get_envs().any(|set| set == (OsStr::new(name), Some(OsStr::new(value)))), "{name}");
        }
    }
}
