//! Has what an application may have once: an allocator. A second one, from the crate, would not compile.

use std::alloc::System;

use backend_message::{BackendMessage, from_slice_many};

#[global_allocator]
static ALLOCATOR: System = System;

const HISTORY: &[u8] = br#"[
    {"id": "1", "sessionId": "s", "role": "user", "userInput": "Hello", "cost": 3e-7},
    {"id": "2", "session_id": "s", "role": "assistant", "user_input": "", "assistant_response": "caf\u00e9"}
]"#;

/// How many messages the history has; 0 if it is not read.
#[unsafe(no_mangle)]
pub extern "C" fn messages() -> usize {
    from_slice_many::<BackendMessage>(HISTORY).map_or(0, |messages| messages.len())
}
