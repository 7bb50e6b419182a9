//! The way from a tool's former names to the current one, as a function: a table would be made on import, and bundlers
//! could not leave it out.

use std::fmt::Write as _;

use backend_message::schema::EnumSchema;

use super::quote;

pub(super) fn successor(set: &EnumSchema) -> String {
    let mut cases = String::new();
    for member in set.members {
        let former: Vec<_> = set.former.iter().filter(|(_, current)| current == member).collect();
        for (name, _) in &former {
            let _ = writeln!(cases, "    case {}:", quote(name));
        }
        if !former.is_empty() {
            let _ = writeln!(cases, "      return {};", quote(member));
        }
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
