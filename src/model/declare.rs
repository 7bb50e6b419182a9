//! The macros that turn the declarations in [`records`](crate::model::records) into data.

/// Declares a record: the struct, its serde names (both read, camelCase written), its TypeScript type,
/// its schema table, and `new` with the required fields.
///
/// The dialect of its keys on the wire, `Camel` or `Snake`, comes after the name. Each field is written `name "camelName":
/// Type`, with its description as a doc comment; an `Option` is optional.
macro_rules! record {
    ($(#[doc = $doc:literal])+ pub struct $name:ident, wire $wire:ident { $($body:tt)+ }) => {
        record! { @field [$name $wire [$($doc)+]] [] [] [] [] $($body)+ }
    };

    (@field $head:tt [$($fields:tt)*] [$($required:tt)*] [$($optional:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<i64>, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel, default,
                     skip_serializing_if = "Option::is_none", deserialize_with = "crate::model::number::integer")]
             pub $field: Option<i64>,]
            [$($required)*]
            [$($optional)* $field]
            [$($table)* { $field $camel [$($doc)+] Option<i64> }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($required:tt)*] [$($optional:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<f64>, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel, default,
                     skip_serializing_if = "Option::is_none", deserialize_with = "crate::model::number::finite")]
             pub $field: Option<f64>,]
            [$($required)*]
            [$($optional)* $field]
            [$($table)* { $field $camel [$($doc)+] Option<f64> }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($required:tt)*] [$($optional:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<$type:ty>, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel, default, skip_serializing_if = "Option::is_none")]
             pub $field: Option<$type>,]
            [$($required)*]
            [$($optional)* $field]
            [$($table)* { $field $camel [$($doc)+] Option<$type> }]
            $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] [$($required:tt)*] [$($optional:tt)*] [$($table:tt)*]
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: $type:ty, $($rest:tt)*) => {
        record! { @field $head
            [$($fields)*
             $(#[doc = $doc])+
             #[serde(rename(serialize = $camel), alias = $camel)]
             pub $field: $type,]
            [$($required)* $field]
            [$($optional)*]
            [$($table)* { $field $camel [$($doc)+] $type }]
            $($rest)* }
    };

    (@field [$name:ident $wire:ident [$($record_doc:literal)+]] [$($fields:tt)*] [$($required:ident)*] [$($optional:ident)*]
     [$({ $field:ident $camel:literal [$($doc:literal)+] $type:ty })*]) => {
        $(#[doc = $record_doc])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(any(test, all(target_arch = "wasm32", feature = "bindings")), derive(tsify::Tsify))]
        #[non_exhaustive]
        pub struct $name {
            $($fields)*
            /// The unknown keys, if they were kept; otherwise empty. They are written out again. Serde's `Deserialize`
            /// always drops unknown keys.
            #[serde(flatten, skip_deserializing)]
            pub unknown: $crate::model::unknown::Unknown,
        }

        impl $name {
            /// A record with its required fields; the optional ones are absent.
            #[must_use]
            pub fn new(required: $crate::required::$name) -> Self {
                Self { $($required: required.$required,)* $($optional: None,)* unknown: $crate::model::unknown::Unknown::default() }
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

/// Declares the required fields of a record as a struct of the same name.
macro_rules! required {
    ($(#[doc = $doc:literal])+ pub struct $name:ident, wire $wire:ident { $($body:tt)+ }) => {
        required! { @field $name [] $($body)+ }
    };
    (@field $name:ident $fields:tt $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<$type:ty>, $($rest:tt)*) => {
        required! { @field $name $fields $($rest)* }
    };
    (@field $name:ident [$($fields:tt)*] $(#[doc = $doc:literal])+ $field:ident $camel:literal: $type:ty, $($rest:tt)*) => {
        required! { @field $name [$($fields)* $(#[doc = $doc])+ pub $field: $type,] $($rest)* }
    };
    (@field $name:ident [$($fields:tt)*]) => {
        #[doc = concat!("What every [`", stringify!($name), "`](crate::", stringify!($name), ") has.")]
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($fields)* }
    };
}

/// Declares a closed set of strings: the enum, its serde names, its TypeScript union and its schema.
macro_rules! string_enum {
    ($(#[doc = $doc:literal])+ pub enum $name:ident {
        $($(#[doc = $member_doc:literal])+ $member:ident $text:literal,)+
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
            };

            /// Its string in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text),+ }
            }

            /// The member with that string.
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
