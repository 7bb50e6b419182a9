//! Sets of strings as values: an object with a member for each, beside the type of the same name.

use std::fmt::Write as _;

use backend_message::schema::EnumSchema;

use super::quote;

pub(super) fn objects(sets: &[&EnumSchema]) -> String {
    sets.iter().fold(String::new(), |mut out, set| {
        let members = members(set, ", ", "");
        let _ = write!(out, "\nexport const {} = /* @__PURE__ */ Object.freeze({{ {members} }});\n", set.name);
        out
    })
}

pub(super) fn declarations(sets: &[&EnumSchema]) -> String {
    sets.iter().fold(String::new(), |mut out, set| {
        let members = members(set, "\n  ", "readonly ").replace('\n', ";\n");
        let _ = write!(out, "\nexport declare const {}: {{\n  {members};\n}};\n", set.name);
        out
    })
}

fn members(set: &EnumSchema, separator: &str, modifier: &str) -> String {
    let members: Vec<_> =
        set.members.iter().map(|text| format!("{modifier}{}: {}", in_pascal_case(text), quote(text))).collect();
    members.join(separator)
}

/// `sub_agent` is `SubAgent`; `ReadText` stays as it is.
fn in_pascal_case(text: &str) -> String {
    text.split('_')
        .flat_map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            [first.to_uppercase(), rest.to_owned()]
        })
        .collect()
}
