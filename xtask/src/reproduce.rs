//! Checks that anyone can reproduce the published package byte for byte: in another directory, from scratch, and in an
//! environment that sets everything that could change it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::build::remake;
use crate::environment::{HOSTILE, HOSTILE_CONFIGURATION};
use crate::pack::{self, symlink};
use crate::project::Project;
use crate::{process, say};

/// Builds a copy of the sources elsewhere, and compares its tarball with the one that was packed here.
pub(crate) fn compare(project: &Project) -> Result<()> {
    let place = std::env::temp_dir().join(format!("backend-message built elsewhere {}", std::process::id()));
    let root = place.join("sources");
    say::step("Building again", &format!("from nothing, with hostile settings, in {}", root.display()));
    let output =
        copy_sources(project, &root).and_then(|()| configure(&place)).and_then(|()| build_and_compare(project, &root));
    fs::remove_dir_all(&place).with_context(|| format!("{} could not be removed", place.display()))?;
    output
}

/// Cargo reads the configuration of every directory above the sources, and that of the home directory.
fn configure(place: &Path) -> Result<()> {
    let directory = place.join(".cargo");
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("config.toml"), HOSTILE_CONFIGURATION)?;
    Ok(())
}

fn build_and_compare(project: &Project, root: &Path) -> Result<()> {
    let elsewhere = Project {
        target: root.join("target"),
        root: root.to_owned(),
        out: root.to_owned(),
        variables: &HOSTILE,
        ..project.clone()
    };
    let again = pack::tarball(&elsewhere)?;
    let name = again.file_name().context("a tarball has a name")?;
    if fs::read(&again)? != fs::read(project.scratch().join(name))? {
        let differing = differing(&project.package(), &elsewhere.package())?;
        bail!("the two tarballs differ, in {}", if differing.is_empty() { "the packing" } else { &differing });
    }
    say::step("Built again", "the tarballs have the same bytes, whatever was set there");
    Ok(())
}

/// The files that git tracks, or would add, as they are now.
fn copy_sources(project: &Project, root: &Path) -> Result<()> {
    remake(root)?;
    let files = process::output(project.command("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    ]))
    .context("git, which knows what the sources are, could not be asked")?;
    for file in files.split_terminator('\0') {
        let (from, to) = (project.root.join(file), root.join(file));
        // A file that was removed and is still in the index.
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file lies in a directory")?)?;
            fs::copy(from, to)?;
        }
    }
    // The tools are the same; the test is whether their input is.
    symlink(&project.root.join("node_modules"), &root.join("node_modules"))
}

fn differing(here: &Path, there: &Path) -> Result<String> {
    let names = |directory: &Path| -> Result<Vec<String>> {
        let entries = fs::read_dir(directory)?.collect::<std::io::Result<Vec<_>>>()?;
        Ok(entries.into_iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
    };
    let mut all = names(here)?;
    all.extend(names(there)?);
    all.sort();
    all.dedup();
    all.retain(|name| fs::read(here.join(name)).ok() != fs::read(there.join(name)).ok());
    Ok(all.join(", "))
}
