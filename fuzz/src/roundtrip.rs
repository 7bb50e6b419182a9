//! What was read is written, in every naming, so that it is read as the same again; and so is what serde writes.

use backend_message::{
    BackendMessage, CallbackResultData, FromJson, Naming, Options, ToJson, ToolCallData, UnknownKeys,
    from_slice_many_with, to_string_many,
};

pub fn check(text: &[u8]) {
    record::<BackendMessage>(text, |values| serde_json::to_vec(values));
    record::<ToolCallData>(text, |values| serde_json::to_vec(values));
    record::<CallbackResultData>(text, |values| serde_json::to_vec(values));
}

fn record<T: FromJson + ToJson + PartialEq + std::fmt::Debug>(
    text: &[u8],
    serialize: impl Fn(&[T]) -> serde_json::Result<Vec<u8>>,
) {
    for unknown_keys in [UnknownKeys::Strip, UnknownKeys::Keep] {
        let options = Options::new().unknown_keys(unknown_keys);
        let Ok(values) = from_slice_many_with::<T>(text, options) else { continue };
        for naming in [Naming::Wire, Naming::Camel, Naming::Snake] {
            let written = to_string_many(&values, naming);
            let again = from_slice_many_with::<T>(written.as_bytes(), options);
            assert_eq!(again.as_ref(), Ok(&values), "{written}");
            assert_eq!(to_string_many(&values, naming), written);
        }
        let written = serialize(&values).expect("records are JSON");
        assert_eq!(from_slice_many_with::<T>(&written, options), Ok(values));
    }
}
