//! Summaries: the contents of a history, counted in one pass over its text, without building a message.

pub(crate) mod fields;
pub(crate) mod last;
pub(crate) mod rows;
pub(crate) mod sum;
pub(crate) mod tally;
pub(crate) mod used;

use std::fmt;

use crate::decode::borrowed::Borrowed;
use crate::model::error::Error;
use crate::model::options::Options;
use crate::model::records::{BackendMessage, CallbackType};
use crate::model::schema::Record;
use crate::read::rejected::Rejected;
use crate::read::resume::{Pieces, Take};
use crate::read::session::{Mode, Session, Status, Task};
use crate::read::slices::error_of;
use crate::read::windows;
use crate::text::part::Part as _;
use tally::{Tally, UsageTally, UseTally};

/// The contents of a history, counted. Every list is in the order in which its members first appear in the text.
#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The length of the text, in bytes of UTF-8.
    pub bytes: u64,
    /// How many messages are valid.
    pub messages: u64,
    /// How many records are invalid. They are counted nowhere else.
    pub rejected: u64,
    /// How many bytes of the text belong to invalid records. All other messages are counted.
    pub rejected_bytes: u64,
    /// Where something between messages is first skipped here that [`from_slice_many`](crate::from_slice_many) rejects: NUL,
    /// U+001E, a byte order mark, an array beside single messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub irregular_at: Option<u64>,
    /// In how many messages malformed Unicode was replaced, with
    /// [`MalformedUnicode::Replace`](crate::MalformedUnicode::Replace).
    pub replaced: u64,
    /// How many messages have the `id` of an earlier one. They are counted in all totals, so a history that occurs twice
    /// costs twice as much, unless only the [last](summarize_last) message of each id is counted.
    pub repeated_ids: u64,
    /// What all messages used.
    pub usage: Usage,
    /// The messages by role.
    pub roles: Vec<RoleSummary>,
    /// The messages by session.
    pub sessions: Vec<SessionSummary>,
    /// The messages by model.
    pub models: Vec<ModelSummary>,
    /// The tool calls by tool.
    pub tools: Vec<ToolSummary>,
    /// The callback results by kind of callback.
    pub callbacks: Vec<CallbackSummary>,
    /// The source text by field. A list's bytes include those of the fields within it.
    pub fields: Vec<FieldSummary>,
}

/// Tokens, and what they cost. An absent number counts as zero.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Usage {
    /// Tokens of input.
    pub input_tokens: i128,
    /// Tokens of output.
    pub output_tokens: i128,
    /// Tokens written to the provider's prompt cache.
    pub cache_creation_tokens: i128,
    /// Tokens read from the provider's prompt cache.
    pub cache_read_tokens: i128,
    /// In US dollars, summed with compensation for rounding.
    pub cost: f64,
}

/// The messages of a role.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct RoleSummary {
    /// The role.
    pub role: String,
    /// How many there are.
    pub messages: u64,
}

/// The messages of a session.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionSummary {
    /// The session.
    pub session_id: String,
    /// How many there are.
    pub messages: u64,
    /// What they used.
    pub usage: Usage,
}

/// The messages of a model.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ModelSummary {
    /// The model; none for the messages that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How many there are.
    pub messages: u64,
    /// What they used.
    pub usage: Usage,
}

/// The calls of a tool.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct ToolSummary {
    /// The tool, by the name it was called by.
    pub name: String,
    /// How many there are.
    pub calls: u64,
    /// How many of them ended in an error: `is_error` is true.
    pub failed: u64,
    /// How many of them have incomplete arguments: `finished` is false.
    pub unfinished: u64,
}

/// The results of a kind of callback.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CallbackSummary {
    /// The kind.
    pub callback_type: CallbackType,
    /// How many there are.
    pub results: u64,
    /// How many of them failed: `success` is false.
    pub failed: u64,
}

/// The values of a field in the source text.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct FieldSummary {
    /// The field by its camelCase name, such as `userInput`; within a list `toolCalls.input`.
    pub path: String,
    /// How many there are, not counting `null`.
    pub values: u64,
    /// Their length in bytes, including quotes, brackets, escapes and white space within them, but not keys.
    pub bytes: u64,
}

/// Counts the contents of the messages in a text: a JSON array, or messages one after another (NDJSON, concatenated).
///
/// ```
/// let json = br#"{"id":"1","role":"assistant","sessionId":"s","userInput":"Hi","model":"m","outputTokens":5,"cost":3e-7}
/// {"id":"2","role":"assistant","sessionId":"s","userInput":"Hi","model":"m","outputTokens":7}
/// "#;
/// let summary = backend_message::summarize(json)?;
/// assert_eq!(summary.messages, 2);
/// assert_eq!(summary.models[0].usage.output_tokens, 12);
/// assert_eq!(summary.usage.cost, 3e-7);
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// If the text is invalid: every issue found, with its position, as for [`from_slice_many`](crate::from_slice_many).
pub fn summarize(json: &[u8]) -> Result<Summary, Error> {
    summarize_with(json, Options::new())
}

/// [`summarize`], with options. Unknown keys are counted nowhere, so keeping them is the same as dropping them.
///
/// # Errors
/// As for [`summarize`].
pub fn summarize_with(json: &[u8], options: Options) -> Result<Summary, Error> {
    sum_up(json, options, Tally::new(false))
}

/// [`summarize_with`], but counts only the last of all messages with the same `id`, for histories that were written more
/// than once. `repeated_ids` is the number of messages left out.
///
/// ```
/// use backend_message::{Options, summarize_last};
///
/// let json = br#"{"id":"1","role":"user","sessionId":"s","userInput":"","cost":1}
/// {"id":"1","role":"user","sessionId":"s","userInput":"","cost":2}"#;
/// let summary = summarize_last(json, Options::new())?;
/// assert_eq!((summary.messages, summary.repeated_ids, summary.usage.cost), (1, 1, 2.0));
/// # Ok::<(), backend_message::Error>(())
/// ```
///
/// # Errors
/// As for [`summarize`].
pub fn summarize_last(json: &[u8], options: Options) -> Result<Summary, Error> {
    sum_up(json, options, Tally::new(true))
}

fn sum_up(json: &[u8], options: Options, mut tally: Tally) -> Result<Summary, Error> {
    let task = Task { record: BackendMessage::SCHEMA, many: true, options, mode: Mode::Fast, surrogates: false };
    let mut session = Session::<Borrowed>::new(task);
    let (status, _) = windows::read(&mut session, json, true, |session, window, _| {
        tally.window(session, window);
        tally.settle();
    });
    if status == Status::Done { Ok(tally.summary()) } else { Err(error_of(&mut session, task, json)) }
}

/// Counts the contents of a text that arrives in pieces, like a [`Decoder`](crate::Decoder). Invalid records are skipped,
/// and their number is counted.
///
/// ```
/// use backend_message::Summarizer;
///
/// let mut summarizer = Summarizer::new();
/// let mut rejected = Vec::new();
/// for piece in [&br#"[{"id":"1","role":"user","sessionId":"s","user"#[..], br#"Input":"Hello"},{"id":"2"}]"#] {
///     summarizer.push(piece, |record| rejected.push(record.index));
/// }
/// let summary = summarizer.finish(|record| rejected.push(record.index));
/// assert_eq!((summary.messages, summary.rejected), (1, 1));
/// assert_eq!(rejected, [1]);
/// ```
pub struct Summarizer {
    pieces: Pieces<Borrowed>,
    pub(crate) tally: Tally,
}

impl Summarizer {
    /// At the beginning of a text.
    #[must_use]
    pub fn new() -> Self {
        Self::with_options(Options::new())
    }

    /// At the beginning of a text; `max_issues` applies to each record.
    #[must_use]
    pub fn with_options(options: Options) -> Self {
        let task = Task { record: BackendMessage::SCHEMA, many: true, options, mode: Mode::Salvage, surrogates: false };
        Self { pieces: Pieces::new(task), tally: Tally::default() }
    }

    /// Counts only the last of all messages with the same `id`, like [`summarize_last`]. This keeps some hundred bytes per
    /// message.
    #[must_use]
    pub fn last_of_each_id(mut self) -> Self {
        self.tally = Tally::new(true);
        self
    }

    /// Reads the next piece of the text, and passes on each rejected record.
    pub fn push(&mut self, bytes: &[u8], rejected: impl FnMut(Rejected)) {
        self.pieces.push(bytes, &mut Counting { tally: &mut self.tally, rejected });
    }

    /// What was counted so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.tally.summary()
    }

    /// Ends the text: a record that is incomplete now is rejected. Returns all counts.
    pub fn finish(mut self, rejected: impl FnMut(Rejected)) -> Summary {
        self.pieces.finish(&mut Counting { tally: &mut self.tally, rejected });
        self.tally.summary()
    }
}

impl fmt::Debug for Summarizer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summarizer")
            .field("pending", &self.pieces.pending())
            .field("tally", &self.tally)
            .finish_non_exhaustive()
    }
}

impl Default for Summarizer {
    fn default() -> Self {
        Self::new()
    }
}

struct Counting<'a, F> {
    tally: &'a mut Tally,
    rejected: F,
}

impl<F: FnMut(Rejected)> Take<Borrowed> for Counting<'_, F> {
    fn window(&mut self, session: &Session<Borrowed>, window: &[u8]) {
        self.tally.window(session, window);
        self.tally.settle();
    }

    fn rejected(&mut self, rejected: Rejected) {
        self.tally.rejected += 1;
        // A record that is too long for a window is not read.
        let unread = rejected.range.end.saturating_sub(self.tally.bytes);
        self.tally.bytes += unread;
        self.tally.rejected_bytes += unread;
        (self.rejected)(rejected);
    }
}

impl Tally {
    /// The public form of the counts.
    fn summary(&self) -> Summary {
        if let Some(last) = &self.last {
            return self.of_last(last).summary();
        }
        // Roles, sessions and tools always have a name.
        let name = |name: Option<&str>| name.expected().to_owned();
        let roles = self.roles.iter().map(|(role, &messages)| RoleSummary { role: name(role), messages });
        let sessions = self.sessions.iter().map(|(session_id, &UseTally { messages, usage })| SessionSummary {
            session_id: name(session_id),
            messages,
            usage: usage.into(),
        });
        let models = self.models.iter().map(|(model, &UseTally { messages, usage })| ModelSummary {
            model: model.map(str::to_owned),
            messages,
            usage: usage.into(),
        });
        let tools = self.tools.iter().map(|(tool, tally)| ToolSummary {
            name: name(tool),
            calls: tally.calls,
            failed: tally.failed,
            unfinished: tally.unfinished,
        });
        let callbacks = self.callbacks.iter().map(|&(callback_type, tally)| CallbackSummary {
            callback_type,
            results: tally.results,
            failed: tally.failed,
        });
        let fields = self.fields().into_iter().map(|(path, tally)| FieldSummary {
            path,
            values: tally.values,
            bytes: tally.bytes,
        });
        Summary {
            bytes: self.bytes,
            messages: self.messages,
            rejected: self.rejected,
            rejected_bytes: self.rejected_bytes,
            irregular_at: self.irregular_at,
            replaced: self.replaced,
            repeated_ids: self.repeated_ids(),
            usage: self.usage.into(),
            roles: roles.collect(),
            sessions: sessions.collect(),
            models: models.collect(),
            tools: tools.collect(),
            callbacks: callbacks.collect(),
            fields: fields.collect(),
        }
    }
}

impl Tally {
    /// Frees memory that is no longer needed.
    fn settle(&mut self) {
        if let Some(last) = &mut self.last {
            last.settle();
        }
    }

    fn repeated_ids(&self) -> u64 {
        let mut ids = self.ids.clone();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        self.repeated + (all - ids.len()) as u64
    }
}

impl From<UsageTally> for Usage {
    fn from(tally: UsageTally) -> Self {
        Self {
            input_tokens: tally.input_tokens,
            output_tokens: tally.output_tokens,
            cache_creation_tokens: tally.cache_creation_tokens,
            cache_read_tokens: tally.cache_read_tokens,
            cost: tally.cost.value(),
        }
    }
}
