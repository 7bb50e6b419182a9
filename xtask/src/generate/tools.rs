//! The tools' arguments for JavaScript: the table by which they are checked, and their types.

use std::fmt::Write as _;

use backend_message::model::tool::{ItemSchema, Parameter, ParameterKind, Standing, TOOLS};

use super::typescript::{comment, optional, property, union};

/// The arguments that can serve as a call's headline; the first present one is used.
const HEADLINES: &[(&str, &[&str])] = &[
    ("Bash", &["command"]),
    ("ReadText", &["file_path"]),
    ("ReadMedia", &["file_path", "directory_path"]),
    ("Write", &["file_path"]),
    ("Edit", &["file_path"]),
    ("Search", &["query"]),
    ("Task", &["description", "prompt"]),
    ("WebFetch", &["url"]),
    ("Notify", &["title"]),
    ("ls", &["path"]),
];

/// `tools.js`.
pub(super) fn table() -> String {
    let mut lines = Vec::new();
    let mut items = Vec::new();
    for tool in TOOLS {
        let names = [&[tool.name], tool.former].concat().join(",");
        let headline = HEADLINES.iter().find(|(name, _)| *name == tool.name).map_or(&[][..], |(_, headline)| headline);
        lines.push(names + &parameters(tool.parameters, headline));
        for parameter in tool.parameters {
            if let ParameterKind::List(item) = parameter.kind {
                items.push(format!(":{}{}", item.name, parameters(item.parameters, &[])));
            }
        }
    }
    lines.append(&mut items);
    format!(
        "
/**
 * The tools by the names they have now, or had last, and those they had before; `*` follows the arguments that tell in
 * one line what a call is about (pure/field-table.js). An entry with a colon is an item of a list.
 */
export const tools = `{}`;
",
        lines.join("\n")
    )
}

fn parameters(parameters: &[Parameter], headline: &[&str]) -> String {
    let mut out = String::new();
    for it in parameters {
        let _ = write!(out, " {}", it.name);
        for former in it.former {
            let _ = write!(out, "/{former}");
        }
        let mark = if headline.contains(&it.name) { "*" } else { "" };
        let _ = write!(out, "{mark}{}", kind(it.kind));
    }
    out
}

fn kind(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::String | ParameterKind::OpenEnum(_) => String::new(),
        ParameterKind::Integer => "=integer".to_owned(),
        ParameterKind::Number => "=number".to_owned(),
        ParameterKind::Boolean => "=boolean".to_owned(),
        ParameterKind::Enum(members) => format!("={}", members.join("|")),
        ParameterKind::Strings => "=string[]".to_owned(),
        ParameterKind::Numbers => "=number[]".to_owned(),
        ParameterKind::List(item) => format!("=:{}[]", item.name),
        ParameterKind::Object => "=object".to_owned(),
        ParameterKind::Any => "=any".to_owned(),
    }
}

/// `tools.d.ts`.
pub(super) fn types() -> String {
    let mut out = "
/** The tools and their arguments, as a table (pure/field-table.js). */
export declare const tools: string;
"
    .to_owned();
    let mut items: Vec<&ItemSchema> = Vec::new();
    for tool in TOOLS {
        let doc = match tool.standing {
            Standing::Retired => format!("Arguments of the retired tool `{}`, as far as they are known.", tool.name),
            _ => format!("Arguments of `{}`, as far as they are known.", tool.name),
        };
        out.push_str(&object(&doc, &type_name(tool.name), tool.parameters));
        for parameter in tool.parameters {
            if let ParameterKind::List(item) = parameter.kind {
                items.push(item);
            }
        }
    }
    for item in items {
        out.push_str(&object(item.doc, item.name, item.parameters));
    }
    let members: String = TOOLS
        .iter()
        .map(|tool| comment(tool.doc, "  ") + &property("  ", tool.name, "", &type_name(tool.name)))
        .collect();
    let _ = write!(
        out,
        "
/** The arguments of each tool, by the name it has now, or had last. */
export type ToolArgumentsByName = {{
{members}}};

/** A tool and its arguments, discriminated by `name`. */
export type ToolArguments = {{
  [Name in keyof ToolArgumentsByName]: {{ name: Name; arguments: ToolArgumentsByName[Name] }};
}}[keyof ToolArgumentsByName];
"
    );
    out
}

fn type_name(tool: &str) -> String {
    let mut chars = tool.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).chain("Arguments".chars()).collect()
}

/// An object's type. While a call streams in, any of its arguments may still be missing.
fn object(doc: &str, name: &str, parameters: &[Parameter]) -> String {
    let fields: String = parameters
        .iter()
        .map(|it| comment(it.doc, "  ") + &property("  ", it.name, "?", &optional(&typescript(it.kind))))
        .collect();
    format!("\n{}export type {name} = {{\n{fields}}};\n", comment(doc, ""))
}

fn typescript(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::String => "string".to_owned(),
        ParameterKind::Integer | ParameterKind::Number => "number".to_owned(),
        ParameterKind::Boolean => "boolean".to_owned(),
        ParameterKind::Enum(members) => union(members.iter().copied()),
        ParameterKind::OpenEnum(members) => union(members.iter().copied()) + " | (string & {})",
        ParameterKind::Strings => "readonly string[]".to_owned(),
        ParameterKind::Numbers => "readonly number[]".to_owned(),
        ParameterKind::List(item) => format!("readonly {}[]", item.name),
        ParameterKind::Object => "{ readonly [key: string]: unknown }".to_owned(),
        ParameterKind::Any => "unknown".to_owned(),
    }
}
