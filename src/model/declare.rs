//! The macros that make data of the declarations in [`records`](crate::model::records).

/// Declares a record: the struct, its serde names (both read, camelCase written), its TypeScript type,
/// its schema table, and `new` with the required fields.
///
/// After the name stands the dialect of its keys on the wire, `Camel` or `Snake`.
/// Each field is written `name "camelName": Type`, with its description as a doc comment; an `Option` is optional.
macro_rules! record {
    ($(#[doc = $doc:literal])+ pub struct $name:ident, wire $wire:ident { $($body:tt)+ }) => {
        record! { @field [$name $wire [$($doc)+]] [] [] [] [] $($body)+ }
    };

    (@field $head:tt [$($fields:tt)*] [$($new:tt)*] [$($init:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<i64>, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel, default,
                     skip_serializing_if = "Option::is_none", deserialize_with = "crate::model::integer::deserialize")]
             pub $field: Option<i64>,]
            [$($new)*]
            [$($init)* $field: None,]
            [$($table)* { $field $camel [$($doc)+] Option<i64> }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($new:tt)*] [$($init:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<$type:ty>, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel, default, skip_serializing_if = "Option::is_none")]
             pub $field: Option<$type>,]
            [$($new)*]
            [$($init)* $field: None,]
            [$($table)* { $field $camel [$($doc)+] Option<$type> }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($new:tt)*] [$($init:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Role, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel)]
             #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")),
                        tsify(type = "\"user\" | \"assistant\" | \"tool\" | (string & {})"))]
             pub $field: Role,]
            [$($new)* { $field Role }]
            [$($init)* $field: $field.into(),]
            [$($table)* { $field $camel [$($doc)+] Role }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($new:tt)*] [$($init:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: $type:ty, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel)]
             pub $field: $type,]
            [$($new)* { $field $type }]
            [$($init)* $field: $field.into(),]
            [$($table)* { $field $camel [$($doc)+] $type }]
            $($rest)* }
    };

    (@field [$name:ident $wire:ident [$($record_doc:literal)+]] [$($fields:tt)*] [$({ $new:ident $new_type:ty })*] [$($init:tt)*]
     [$({ $field:ident $camel:literal [$($doc:literal)+] $type:ty })*]) => {
        $(#[doc = $record_doc])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
        #[non_exhaustive]
        pub struct $name {
            $($fields)*
            /// Keys that are no field of the record, where reading was told to keep them; empty otherwise.
            /// They are written out again. Serde's `Deserialize` drops unknown keys, whatever they are.
            #[serde(flatten, skip_deserializing)]
            pub unknown: $crate::model::unknown::Unknown,
        }

        impl $name {
            /// A record with its required fields; the optional ones are absent.
            #[must_use]
            pub fn new($($new: impl Into<$new_type>),*) -> Self {
                Self { $($init)* unknown: $crate::model::unknown::Unknown::default() }
            }
        }

        impl $crate::model::schema::Record for $name {
            const SCHEMA: &'static $crate::model::schema::RecordSchema = &$crate::model::schema::RecordSchema::new(
                stringify!($name),
                $crate::model::schema::description(concat!($($record_doc, "\n"),+)),
                $crate::model::naming::Naming::$wire,
                &[$($crate::model::schema::Field {
                    camel: $camel,
                    snake: $crate::model::schema::unraw(stringify!($field)),
                    required: <$type as $crate::model::schema::FieldType>::REQUIRED,
                    kind: <$type as $crate::model::schema::FieldType>::KIND,
                    doc: $crate::model::schema::description(concat!($($doc, "\n"),+)),
                }),*],
            );
        }

        impl $crate::model::schema::FieldType for $name {
            const KIND: $crate::model::schema::Kind =
                $crate::model::schema::Kind::Record(<$name as $crate::model::schema::Record>::SCHEMA);
        }
    };
}

/// Declares a closed set of strings: the enum, its serde names, its TypeScript union and its schema.
///
/// After a member's string stand, behind `formerly`, those that older data has in its place; they are no members.
macro_rules! string_enum {
    ($(#[doc = $doc:literal])+ pub enum $name:ident {
        $($(#[doc = $member_doc:literal])+ $member:ident $text:literal $(formerly $($former:literal)+)?,)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $member_doc])+ #[serde(rename = $text)] $member,)+
        }

        impl $name {
            /// Its members, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The set and its strings, in the same order.
            pub const SCHEMA: &'static $crate::model::schema::EnumSchema = &$crate::model::schema::EnumSchema {
                name: stringify!($name),
                doc: $crate::model::schema::description(concat!($($doc, "\n"),+)),
                members: &[$($text),+],
                former: &[$($($(($former, $text),)+)?)+],
            };

            /// The string that stands for it in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text),+ }
            }

            /// The member that a JSON string names.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$member),)+ _ => None }
            }
        }

        // Not serde's derive, which would take an object with the member as its key as well.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                Self::from_name(&name)
                    .ok_or_else(|| serde::de::Error::unknown_variant(&name, Self::SCHEMA.members))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
