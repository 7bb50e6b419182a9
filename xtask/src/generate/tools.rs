//! The tools' arguments for JavaScript: the table by which they are told apart, and their types.

use std::fmt::Write as _;

use backend_message::model::tool::{ItemSchema, Parameter, ParameterKind, Standing, TOOLS};

use super::json::Json;
use super::quote;
use super::typescript::{comment, optional, property, union};

/// `tools.js`.
pub(super) fn table() -> String {
    let mut out = "
/**
 * The tools by the names they have now, or had last. `parameters` has the name of each argument, its kind and whether
 * every call has it; `spellings` leads from other spellings of an argument to its name.
 *
 * A kind is \"string\", \"number\", \"integer\", \"boolean\", \"strings\" or \"numbers\" (a list of them), \"object\" or \"any\";
 * `{ enum }` has the members of an enum, `{ list }` the parameters of the objects in a list.
 */
export const tools = {
"
    .to_owned();
    for tool in TOOLS {
        let former = Json::strings(tool.former.iter().copied()).compact();
        let _ = write!(out, "  {}: {{ formerly: {former}, parameters: {}", tool.name, parameters(tool.parameters));
        let spellings: Vec<_> = tool
            .parameters
            .iter()
            .flat_map(|parameter| parameter.former.iter().map(|former| format!("{former}: {}", quote(parameter.name))))
            .collect();
        if !spellings.is_empty() {
            let _ = write!(out, ", spellings: {{ {} }}", spellings.join(", "));
        }
        out.push_str(" },\n");
    }
    out + "};\n"
}

fn parameters(parameters: &[Parameter]) -> String {
    let parameters: Vec<_> = parameters
        .iter()
        .map(|it| format!("[{}, {}, {}]", quote(it.name), kind(it.kind), u8::from(it.required)))
        .collect();
    format!("[{}]", parameters.join(", "))
}

fn kind(kind: ParameterKind) -> String {
    match kind {
        ParameterKind::String | ParameterKind::OpenEnum(_) => quote("string"),
        ParameterKind::Integer => quote("integer"),
        ParameterKind::Number => quote("number"),
        ParameterKind::Boolean => quote("boolean"),
        ParameterKind::Enum(members) => format!("{{ enum: {} }}", Json::strings(members.iter().copied()).compact()),
        ParameterKind::Strings => quote("strings"),
        ParameterKind::Numbers => quote("numbers"),
        ParameterKind::List(item) => format!("{{ list: {} }}", parameters(item.parameters)),
        ParameterKind::Object => quote("object"),
        ParameterKind::Any => quote("any"),
    }
}

/// `tools.d.ts`.
pub(super) fn types() -> String {
    let mut out = "
/** The kind of an argument. */
export type ParameterKind =
  | \"string\" | \"number\" | \"integer\" | \"boolean\" | \"strings\" | \"numbers\" | \"object\" | \"any\"
  | { readonly enum: readonly string[] }
  | { readonly list: readonly ToolParameter[] };

/** An argument of a tool: its name, its kind, and 1 if every call has it. */
export type ToolParameter = readonly [name: string, kind: ParameterKind, required: 0 | 1];

/** A tool: its former names, its arguments, and other spellings of them. */
export type ToolDescription = {
  readonly formerly: readonly string[];
  readonly parameters: readonly ToolParameter[];
  readonly spellings?: { readonly [spelling: string]: string } | undefined;
};

/** The tools by the names they have now, or had last. */
export declare const tools: { readonly [Name in keyof ToolArgumentsByName]: ToolDescription };
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

/** A tool and its arguments, told apart by `name`. */
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

/// An object's type. While a call streams in, any of its arguments may be still to come.
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
