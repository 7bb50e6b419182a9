//! The README for npm, with absolute links: npm does not resolve relative ones for every host.

/// Makes links and pictures absolute. The files are not in the package, so they are those of the repository.
pub(super) fn with_absolute_links(readme: &str, repository: &str) -> String {
    let mut is_code = false;
    let mut out = String::new();
    for line in readme.split_inclusive('\n') {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        if is_code || is_fence {
            out.push_str(line);
        } else {
            absolute(line, repository, &mut out);
        }
    }
    out
}

fn absolute(line: &str, repository: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, target)) = rest.split_once("](") {
        out.push_str(before);
        out.push_str("](");
        let is_relative = !target.starts_with('#') && !target.split(')').next().is_some_and(|url| url.contains(':'));
        if is_relative {
            // GitHub, GitLab and Forgejo serve the files of the default branch at these addresses.
            let is_picture = before.rfind('[').is_some_and(|at| before[..at].ends_with('!'));
            let kind = if is_picture { "raw" } else { "blob" };
            out.extend([repository, "/", kind, "/HEAD/"]);
        }
        rest = target;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::with_absolute_links;

    #[test]
    fn relative_links_and_pictures_become_absolute() {
        let readme = "![A page](www/page.png), [options](docs/options.md#at) and [b](b.md).\n";
        let expected = "![A page](https://example.org/us/it/raw/HEAD/www/page.png), \
             [options](https://example.org/us/it/blob/HEAD/docs/options.md#at) and \
             [b](https://example.org/us/it/blob/HEAD/b.md).\n";
        assert_eq!(with_absolute_links(readme, "https://example.org/us/it"), expected);
    }

    #[test]
    fn other_links_and_code_stay_as_they_are() {
        let readme = "[Mix](https://example.org/mix) and [below](#below)\n```js\na[0](docs)\n```\n";
        assert_eq!(with_absolute_links(readme, "https://example.org/us/it"), readme);
    }
}
