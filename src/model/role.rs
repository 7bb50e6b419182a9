//! Who a message is from.

use crate::model::schema::{EnumSchema, FieldType, Kind, description};

/// Who a message is from: the roles that exist today, and any other.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
#[cfg_attr(
    any(test, all(target_arch = "wasm32", feature = "bindings")),
    tsify(type = "\"user\" | \"assistant\" | \"tool\" | (string & {})")
)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum Role {
    /// The user's.
    User,
    /// The agent's.
    Assistant,
    /// The tools': results of calls, and of callbacks.
    Tool,
    /// Any other role, as JSON spells it.
    Other(String),
}

impl Role {
    /// The known roles.
    pub const SCHEMA: &'static EnumSchema = &EnumSchema {
        name: "Role",
        doc: description("The roles there are today."),
        members: &["user", "assistant", "tool"],
    };

    /// The role in JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Tool => "tool",
            Self::Other(role) => role,
        }
    }

    fn known(role: &str) -> Option<Self> {
        match role {
            "user" => Some(Self::User),
            "assistant" => Some(Self::Assistant),
            "tool" => Some(Self::Tool),
            _ => None,
        }
    }
}

impl FieldType for Role {
    const KIND: Kind = Kind::OpenEnum(Self::SCHEMA);
}

// By name, so that a role stays equal to itself when it becomes a known one.
impl PartialEq for Role {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Role {}

impl PartialEq<str> for Role {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Role {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl std::hash::Hash for Role {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl From<&str> for Role {
    fn from(role: &str) -> Self {
        Self::known(role).unwrap_or_else(|| Self::Other(role.to_owned()))
    }
}

impl From<String> for Role {
    fn from(role: String) -> Self {
        Self::known(&role).unwrap_or(Self::Other(role))
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        match role {
            Role::Other(role) => role,
            known => known.as_str().to_owned(),
        }
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsify::Tsify;

    #[test]
    fn roles_are_known_by_their_names() {
        for name in Role::SCHEMA.members {
            let role = Role::from(*name);
            assert!(!matches!(role, Role::Other(_)), "{name}");
            assert_eq!(role, *name);
            assert_eq!(role, Role::Other((*name).to_owned()));
            assert!(Role::DECL.contains(&format!("\"{name}\" | ")), "{name}");
        }
        assert_eq!(String::from(Role::from("system")), "system");
    }
}
