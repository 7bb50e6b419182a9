//! Audits: what in a history is well formed, and still suspicious.
//!
//! The text is read twice. First what its messages say of each other is gathered; then each is judged by the rules. So
//! findings come in the order of the source, and no more is remembered than ids.

mod finding;
mod rules;
mod survey;

pub use finding::{Finding, FindingCode, Severity};

use crate::decode::borrowed::Borrowed;
use crate::decode::view::Window;
use crate::model::naming::Naming;
use crate::model::options::Options;
use crate::model::position::{Locator, Position};
use crate::model::records::BackendMessage;
use crate::model::schema::Record;
use crate::read::session::{Mode, Session, Task};
use crate::read::windows;
use crate::text::part::Part;
use crate::write::encode::to_string_many;
use rules::{Case, Suspicion, decoded};
use survey::Survey;

/// The most findings that are ever gathered.
pub const MAX_FINDINGS: usize = 10_000;

/// As many findings are gathered unless the options say otherwise.
pub(crate) const DEFAULT_MAX_FINDINGS: usize = 1000;

/// Ids longer than this are left out of findings, which would hold one again and again.
const LONGEST_ID: usize = 256;

/// Which rules an audit follows, and how many findings it gathers.
///
/// ```
/// use backend_message::{AuditOptions, FindingCode};
///
/// let options = AuditOptions::new().without(FindingCode::LegacyToolName).max_findings(10);
/// # assert_eq!(options, options.clone());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AuditOptions {
    /// A bit for each rule that is switched off, by the order of the codes.
    off: u32,
    max_findings: usize,
}

const _: () = assert!(FindingCode::ALL.len() <= u32::BITS as usize);

impl AuditOptions {
    /// All rules, and at most 1000 findings.
    #[must_use]
    pub const fn new() -> Self {
        Self { off: 0, max_findings: DEFAULT_MAX_FINDINGS }
    }

    /// Switches the rule with that code off.
    #[must_use]
    pub const fn without(mut self, code: FindingCode) -> Self {
        self.off |= code.bit();
        self
    }

    /// Sets how many findings are gathered, the first ones of the text; at most [`MAX_FINDINGS`].
    #[must_use]
    pub const fn max_findings(mut self, max_findings: usize) -> Self {
        self.max_findings = if max_findings < MAX_FINDINGS { max_findings } else { MAX_FINDINGS };
        self
    }
}

impl Default for AuditOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// Looks for what is suspicious in the messages of a text: a JSON array, or messages one after another (NDJSON,
/// concatenated). It takes any text: what does not hold is passed over, as errors tell that.
///
/// ```
/// use backend_message::{FindingCode, audit};
///
/// let json = br#"[{"id":"1","role":"bot","sessionId":"s","userInput":"Hello","cost":-1}]"#;
/// let findings = audit(json);
/// assert_eq!(findings[0].code, FindingCode::UnknownRole);
/// assert_eq!(findings[0].position.unwrap().offset, 18);
/// assert_eq!(findings[1].pointer(), "/0/cost");
/// ```
#[must_use]
pub fn audit(json: &[u8]) -> Vec<Finding> {
    audit_with(json, AuditOptions::new())
}

/// [`audit`], with options.
#[must_use]
pub fn audit_with(json: &[u8], options: AuditOptions) -> Vec<Finding> {
    let mut audit = Audit::new(options, false);
    audit.read(json, true);
    audit.read(json, true);
    audit.into_findings()
}

/// [`audit_with`] for messages that were read already, or made. Findings have no positions then.
#[must_use]
pub fn audit_messages(messages: &[BackendMessage], options: AuditOptions) -> Vec<Finding> {
    let mut findings = audit_with(to_string_many(messages, Naming::Camel).as_bytes(), options);
    for finding in &mut findings {
        finding.position = None;
    }
    findings
}

/// An audit under way, through which the text goes twice.
pub(crate) struct Audit {
    pub(crate) options: AuditOptions,
    task: Task,
    session: Session<Borrowed>,
    survey: Survey,
    /// Whether the survey is done.
    judges: bool,
    findings: Vec<Finding>,
}

impl Audit {
    /// An audit of a text; `surrogates` as a [`Task`] has it.
    pub(crate) fn new(options: AuditOptions, surrogates: bool) -> Self {
        let task = Task {
            record: BackendMessage::SCHEMA,
            many: true,
            // What is wrong with a message is not told.
            options: Options::new().max_issues(1),
            mode: Mode::Salvage,
            surrogates,
        };
        Self {
            options,
            task,
            session: Session::new(task),
            survey: Survey::default(),
            judges: false,
            findings: Vec::new(),
        }
    }

    /// What was found.
    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Goes on with the text, and says how many bytes are done with: from there on it has to come again, with more behind
    /// it. `last` says that there is no more: what follows is the text for the second time.
    pub(crate) fn read(&mut self, text: &[u8], last: bool) -> usize {
        let Self { options, task, session, survey, judges, findings } = self;
        if *judges && findings.len() >= options.max_findings {
            return text.len();
        }
        let mut before = session.checkpoint();
        let (_, consumed) = windows::read(session, text, last, |session, window, _| {
            let records = Window::new(&session.out, session.text(window)).records::<BackendMessage>(session.count);
            let mut cursor = Cursor { locator: Locator::at(before.position), passed: 0, window };
            for (index, message) in (before.index..).zip(records) {
                if !*judges {
                    survey.add(index, message);
                    continue;
                }
                let room = options.max_findings - findings.len();
                let mut case = Case { message, index, window, off: options.off, room, suspicions: Vec::new() };
                case.judge(survey);
                for Suspicion { code, message: told, path, at } in case.suspicions {
                    let id = Some(decoded(message.id())).filter(|id| id.len() <= LONGEST_ID);
                    findings.push(Finding { code, message: told, path, id, position: Some(cursor.locate(at)) });
                }
            }
            session.take_rejection();
            before = session.checkpoint();
        });
        if last {
            *judges = true;
            session.begin(*task);
        }
        consumed
    }
}

/// Walks over a window to where findings are, which come in the order of the source.
struct Cursor<'a> {
    locator: Locator,
    passed: usize,
    window: &'a [u8],
}

impl Cursor<'_> {
    fn locate(&mut self, at: usize) -> Position {
        self.locator.advance(self.window.get(self.passed..at).expected());
        self.passed = self.passed.max(at);
        self.locator.position()
    }
}

#[cfg(test)]
mod tests;
