//! Insight's reading: it counts or audits records as they come. None leaves the module.

use std::hint::black_box;

use crate::decode::borrowed::Borrowed;
use crate::insight::audit::{Audit, AuditOptions, FindingCode};
use crate::insight::summary::tally::Tally;
use crate::js::abi::LAST;
use crate::js::header::Header;
use crate::js::state::{Reading, State, task};
use crate::js::{findings_json, summary_json};
use crate::read::session::{Session, Status, Task};
use crate::text::part::Part;

pub(super) struct WholeHistory {
    /// Reads for the summary.
    session: Session<Borrowed>,
    tally: Tally,
    /// While there is one, it reads instead of the summary.
    audit: Option<Audit>,
}

impl WholeHistory {
    pub(super) fn new() -> Self {
        Self { session: Session::new(task(0, 0, 0)), tally: Tally::default(), audit: None }
    }
}

impl Reading for WholeHistory {
    type Strings = Borrowed;

    fn session(&mut self) -> &mut Session<Borrowed> {
        match &mut self.audit {
            Some(audit) => &mut audit.session,
            None => &mut self.session,
        }
    }

    fn read(&mut self, window: &[u8], _: usize, last: bool, header: &mut Header) -> Status {
        if !last {
            make_room(window);
        }
        let Self { session, tally, audit } = self;
        if let Some(audit) = audit {
            *header = Header { consumed: audit.read(window, last) as u32, ..Header::EMPTY };
            return if last { Status::Done } else { Status::More };
        }
        let status = session.read(window, last);
        tally.window(session, window);
        tally.rejected += u64::from(status == Status::Rejected);
        *header = Header { consumed: session.consumed as u32, ..Header::EMPTY };
        status
    }
}

impl State<WholeHistory> {
    pub(super) fn begin(&mut self, record: u32, flags: u32, max_issues: u32) {
        let session = Session::new(task(record, flags, max_issues));
        self.reading = WholeHistory { session, tally: Tally::new(flags & LAST != 0), audit: None };
    }

    pub(super) fn summary(&self) -> String {
        summary_json::to_json(&self.reading.tally)
    }

    pub(super) fn begin_audit(&mut self, max_findings: usize, flags: u32) {
        let Task { options, surrogates, .. } = task(0, flags, 1);
        let options = AuditOptions::new().max_findings(max_findings).malformed_unicode(options.malformed_unicode);
        self.reading.audit = Some(Audit::new(options, surrogates));
    }

    pub(super) fn switch_off(&mut self, length: usize) -> bool {
        let name = self.window.get(..length).expected();
        let code = FindingCode::from_name(std::str::from_utf8(name).expected());
        if let (Some(audit), Some(code)) = (&mut self.reading.audit, code) {
            audit.options = audit.options.without(code);
        }
        code.is_some()
    }

    pub(super) fn findings(&mut self) -> String {
        findings_json::to_json(&self.reading.audit.take().map(|audit| audit.report).expected())
    }
}

/// Grows memory in large steps, where each window adds many small allocations. Each growth can trigger a garbage collection,
/// and hundreds of these took minutes with large heaps.
fn make_room(window: &[u8]) {
    let mut room = Vec::<u8>::new();
    // Without it, small steps may still succeed.
    let _ = room.try_reserve_exact((16 * window.len()).min(1 << 22));
    black_box(&mut room);
}
