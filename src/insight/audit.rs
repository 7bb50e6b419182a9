//! Audits: what in a history is valid and still suspicious.
//!
//! The text is read twice. The first pass gathers the ids that messages refer to; the second applies the rules to each
//! message. So findings come in the order of the source, and memory holds only ids.

mod finding;
mod rules;
mod survey;

pub use finding::{Finding, FindingCode, Severity};

use crate::decode::borrowed::Borrowed;
use crate::decode::view::Window;
use crate::model::naming::Naming;
use crate::model::options::{MalformedUnicode, Options};
use crate::model::position::{Locator, Position};
use crate::model::records::BackendMessage;
use crate::model::schema::Record;
use crate::read::session::{Mode, Session, Status, Task};
use crate::read::windows;
use crate::text::part::Part;
use crate::write::encode::to_string_many;
use rules::{Case, Suspicion, decoded};
use survey::Survey;

/// The most findings that are ever gathered.
pub const MAX_FINDINGS: usize = 10_000;

/// How many findings are gathered by default.
pub(crate) const DEFAULT_MAX_FINDINGS: usize = 1000;

/// Findings leave out ids longer than this: many findings could repeat the same one.
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
    /// A bit for each rule that is switched off, in the order of the codes.
    off: u32,
    max_findings: usize,
    malformed_unicode: MalformedUnicode,
}

const _: () = assert!(FindingCode::ALL.len() <= u32::BITS as usize);

impl AuditOptions {
    /// All rules, and at most 1000 findings.
    #[must_use]
    pub const fn new() -> Self {
        Self { off: 0, max_findings: DEFAULT_MAX_FINDINGS, malformed_unicode: MalformedUnicode::Reject }
    }

    /// Switches the rule with that code off.
    #[must_use]
    pub const fn without(mut self, code: FindingCode) -> Self {
        self.off |= code.bit();
        self
    }

    /// Sets how many findings are gathered, from the start of the text; at most [`MAX_FINDINGS`].
    #[must_use]
    pub const fn max_findings(mut self, max_findings: usize) -> Self {
        self.max_findings = if max_findings < MAX_FINDINGS { max_findings } else { MAX_FINDINGS };
        self
    }

    /// Sets what happens to messages with malformed Unicode: they are skipped, or read with U+FFFD in its place. A finding
    /// in such a message has the position of the message's start.
    #[must_use]
    pub const fn malformed_unicode(mut self, malformed_unicode: MalformedUnicode) -> Self {
        self.malformed_unicode = malformed_unicode;
        self
    }
}

impl Default for AuditOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// Looks for what is suspicious in the messages of a text: a JSON array, or messages one after another (NDJSON,
/// concatenated). It takes any text and skips invalid messages, which the reading functions report as errors.
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
    audit_report(json, options).findings
}

/// What an audit found, and how much it did not judge.
#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// What is suspicious, in the order of the source.
    pub findings: Vec<Finding>,
    /// How many findings there are beyond the maximum.
    pub left_out: u64,
    /// How many messages were valid, and so were judged.
    pub messages: u64,
    /// How many records were invalid, and so were skipped.
    pub rejected: u64,
    /// How many bytes of the text belong to these records.
    pub rejected_bytes: u64,
}

/// [`audit_with`], with counts of what is not among the findings.
///
/// ```
/// use backend_message::{AuditOptions, audit_report};
///
/// let json = br#"[{"id":"1","role":"bot","sessionId":"s","userInput":"","cost":-1},{"id":"2"}]"#;
/// let report = audit_report(json, AuditOptions::new().max_findings(1));
/// assert_eq!((report.findings.len(), report.left_out), (1, 1));
/// assert_eq!((report.messages, report.rejected, report.rejected_bytes), (1, 1, 10));
/// ```
#[must_use]
pub fn audit_report(json: &[u8], options: AuditOptions) -> AuditReport {
    let mut audit = Audit::new(options, false);
    audit.read(json, true);
    audit.read(json, true);
    audit.report
}

/// [`audit_with`] for messages that were already read, or built. Their findings have no positions.
#[must_use]
pub fn audit_messages(messages: &[BackendMessage], options: AuditOptions) -> Vec<Finding> {
    let mut findings = audit_with(to_string_many(messages, Naming::Camel).as_bytes(), options);
    for finding in &mut findings {
        finding.position = None;
    }
    findings
}

/// An audit in progress. It reads the text twice.
pub(crate) struct Audit {
    pub(crate) options: AuditOptions,
    pub(crate) session: Session<Borrowed>,
    survey: Survey,
    /// Whether the survey is done.
    judges: bool,
    pub(crate) report: AuditReport,
}

impl Audit {
    /// An audit of a text; `surrogates` has the meaning that [`Task`] gives it.
    pub(crate) fn new(options: AuditOptions, surrogates: bool) -> Self {
        let task = Task {
            record: BackendMessage::SCHEMA,
            many: true,
            // An audit does not report why a message is invalid.
            options: Options::new().max_issues(1).malformed_unicode(options.malformed_unicode),
            mode: Mode::Salvage,
            surrogates,
        };
        Self {
            options,
            session: Session::new(task),
            survey: Survey::default(),
            judges: false,
            report: AuditReport::default(),
        }
    }

    /// Reads on, and returns how many bytes it consumed: the next call starts there, with more text. `last` says that the
    /// text ends here; the next call starts its second reading.
    pub(crate) fn read(&mut self, text: &[u8], last: bool) -> usize {
        let Self { options, session, survey, judges, report } = self;
        let mut before = session.checkpoint();
        let (_, consumed) = windows::read(session, text, last, |session, window, status| {
            if *judges {
                report.messages += session.count as u64;
                report.rejected += u64::from(status == Status::Rejected);
                report.rejected_bytes += session.rejected_bytes as u64;
            }
            let records = Window::new(&session.out, session.text(window)).records::<BackendMessage>(session.count);
            let mut cursor = Cursor { locator: Locator::at(before.position), passed: 0, window };
            for (index, message) in (before.index..).zip(records) {
                if !*judges {
                    survey.add(index, message);
                    continue;
                }
                let room = options.max_findings - report.findings.len();
                let source = session.text(window);
                let mut case =
                    Case { message, index, window: source, off: options.off, room, count: 0, suspicions: Vec::new() };
                case.judge(survey);
                report.left_out += case.count - case.suspicions.len() as u64;
                for Suspicion { code, message: text, path, at } in case.suspicions {
                    let id = Some(decoded(message.id())).filter(|id| id.len() <= LONGEST_ID);
                    let at = session.mended_start().unwrap_or(at);
                    let path = session.report.prefix().iter().cloned().chain(path).collect();
                    let position = Some(cursor.locate(at));
                    report.findings.push(Finding { code, message: text, path, id, position });
                }
            }
            session.take_rejection();
            before = session.checkpoint();
        });
        if last {
            *judges = true;
            session.begin_again();
        }
        consumed
    }
}

/// Computes the positions of findings in a window; they come in the order of the source.
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
