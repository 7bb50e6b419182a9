//! The way from a tool's former names to the current one, as a function: a table would be made on import, and bundlers
//! could not leave it out.

use std::fmt::Write as _;

use backend_message::model::tool::TOOLS;

use super::quote;

pub(super) fn successor() -> String {
    let mut cases = String::new();
    for tool in TOOLS.iter().filter(|tool| !tool.former.is_empty()) {
        for name in tool.former {
            let _ = writeln!(cases, "    case {}:", quote(name));
        }
        let _ = writeln!(cases, "      return {};", quote(tool.name));
    }
    format!(
        "
/** @param {{string}} name */
export function canonicalToolName(name) {{
  switch (name) {{
{cases}    default:
      return name;
  }}
}}
"
    )
}
