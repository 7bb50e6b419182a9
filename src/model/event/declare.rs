//! The macros in which the events are declared.

/// Declares the events of the stream: the structs of their data, and the enum of all events.
///
/// An event is written `Variant "name" Data { fields }`, with fields as in `record!`. `(former)` follows the name of an
/// event that only older servers send.
macro_rules! events {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $(($former:ident))? $data:ident { $($body:tt)+ })+) => {
        $(event_data! { @field [$data $name] [] [] $($body)+ })+

        /// What the backend sends while an answer is being made.
        ///
        /// Serde's form is `{ "event": name, "data": object }`. An unknown event is not an error: names have changed before.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum LiveEvent {
            $($(#[doc = $doc])+ $variant($data),)+
            /// An event that this version does not know.
            Unknown(UnknownEvent),
        }

        impl LiveEvent {
            /// The known events, those of older servers last.
            pub const SCHEMAS: &'static [EventSchema] = &[$(EventSchema {
                name: $name,
                doc: $crate::model::schema::description(concat!($($doc, "\n"),+)),
                is_former: is_given(&[$(stringify!($former))?]),
                data: <$data as $crate::model::schema::Record>::SCHEMA,
            }),+];

            /// The `event` of its frame.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)+
                    Self::Unknown(unknown) => &unknown.event,
                }
            }

            /// The event of a name with its data.
            pub(crate) fn from_parts(event: String, data: Json) -> Result<Self, serde::de::value::Error> {
                Ok(match &*event {
                    $($name => Self::$variant(Deserialize::deserialize(data)?),)+
                    _ => Self::Unknown(UnknownEvent { event, data }),
                })
            }
        }

        impl Serialize for LiveEvent {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStruct as _;
                let mut object = serializer.serialize_struct("LiveEvent", 2)?;
                object.serialize_field("event", self.name())?;
                match self {
                    $(Self::$variant(data) => object.serialize_field("data", data)?,)+
                    Self::Unknown(unknown) => object.serialize_field("data", &unknown.data)?,
                }
                object.end()
            }
        }
    };
}

/// Declares the data of an event: the struct with its serde names, and its schema.
macro_rules! event_data {
    (@field $head:tt [$($fields:tt)*] $table:tt
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: i64, $($rest:tt)*) => {
        event_data! { @next $head
            [$($fields)* #[serde(rename = $camel, deserialize_with = "crate::model::number::required_integer")]]
            $table [$($doc)+] $field $camel [i64] $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] $table:tt
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<i64>, $($rest:tt)*) => {
        event_data! { @next $head
            [$($fields)* #[serde(rename = $camel, default, skip_serializing_if = "Option::is_none",
                                 deserialize_with = "crate::model::number::integer")]]
            $table [$($doc)+] $field $camel [Option<i64>] $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] $table:tt
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<Json>, $($rest:tt)*) => {
        event_data! { @next $head
            [$($fields)* #[serde(rename = $camel, default, skip_serializing_if = "Option::is_none",
                                 deserialize_with = "crate::model::deserialize::object")]]
            $table [$($doc)+] $field $camel [Option<Json>] $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] $table:tt
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: Option<$type:ty>, $($rest:tt)*) => {
        event_data! { @next $head
            [$($fields)* #[serde(rename = $camel, default, skip_serializing_if = "Option::is_none")]]
            $table [$($doc)+] $field $camel [Option<$type>] $($rest)* }
    };
    (@field $head:tt [$($fields:tt)*] $table:tt
     $(#[doc = $doc:literal])+ $field:ident $camel:literal: $type:ty, $($rest:tt)*) => {
        event_data! { @next $head [$($fields)* #[serde(rename = $camel)]] $table [$($doc)+] $field $camel [$type] $($rest)* }
    };

    (@next $head:tt [$($fields:tt)*] [$($table:tt)*]
     [$($doc:literal)+] $field:ident $camel:literal [$($type:tt)+] $($rest:tt)*) => {
        event_data! { @field $head
            [$($fields)* $(#[doc = $doc])+ pub $field: $($type)+,]
            [$($table)* { $camel [$($doc)+] [$($type)+] }]
            $($rest)* }
    };

    (@field [$name:ident $event:literal] [$($fields:tt)*] [$({ $camel:literal [$($doc:literal)+] [$($type:tt)+] })*]) => {
        #[doc = concat!("The data of the event `", $event, "`.")]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub struct $name { $($fields)* }

        impl $crate::model::schema::Record for $name {
            const SCHEMA: &'static RecordSchema = &RecordSchema::new(
                stringify!($name),
                $crate::model::schema::description(concat!("The data of the event `", $event, "`.")),
                $crate::model::naming::Naming::Camel,
                &[$($crate::model::schema::Field {
                    camel: $camel,
                    // Events have only one dialect.
                    snake: $camel,
                    required: <$($type)+ as FieldType>::REQUIRED,
                    kind: <$($type)+ as FieldType>::KIND,
                    doc: $crate::model::schema::description(concat!($($doc, "\n"),+)),
                }),*],
            );
        }
    };
}
