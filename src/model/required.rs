//! The required fields of each record, from which a record is built:
//!
//! ```
//! use backend_message::{BackendMessage, Role, required};
//!
//! let mut message = BackendMessage::new(required::BackendMessage {
//!     id: "m-1".to_owned(),
//!     role: Role::User,
//!     session_id: "s-17".to_owned(),
//!     user_input: "Hello".to_owned(),
//! });
//! message.model = Some("claude-sonnet-4".to_owned());
//! ```

use crate::model::records::{CallbackType, ToolName};
use crate::model::role::Role;

for_each_record!(required);
