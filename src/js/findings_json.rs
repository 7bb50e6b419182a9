//! Findings for JavaScript, as JSON text.

use crate::insight::audit::{AuditReport, Finding};
use crate::js::issues_json::{push_list, push_path, push_position, push_text};
use crate::text::quote::push_quoted;
use crate::text::wording::push_decimal;

/// An array: the findings, how many were left out, and the counts of messages, rejected records and their bytes.
pub(crate) fn to_json(report: &AuditReport) -> String {
    let mut out = String::from("[");
    push_list(&mut out, &report.findings, push_finding);
    for count in [report.left_out, report.messages, report.rejected, report.rejected_bytes] {
        out.push(',');
        push_decimal(&mut out, count);
    }
    out.push(']');
    out
}

/// The same object that serde writes for a finding.
fn push_finding(out: &mut String, finding: &Finding) {
    out.push_str("{\"code\":");
    push_quoted(out, finding.code.as_str());
    push_text(out, "severity", Some(finding.severity().as_str()));
    push_text(out, "message", Some(&finding.message));
    push_path(out, &finding.path);
    push_text(out, "id", finding.id.as_deref());
    push_position(out, finding.position);
    out.push('}');
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::insight::audit::{AuditOptions, audit_report};

    #[test]
    fn it_equals_what_serde_writes() {
        let text = format!(
            r#"{{"id":"a\"b","role":"\n","sessionId":"","userInput":"","cost":-1}}{{"id":"{}","role":"","sessionId":"","userInput":""}}"#,
            "x".repeat(300)
        );
        let mut report = audit_report(text.as_bytes(), AuditOptions::new());
        assert_eq!(report.findings.len(), 3);
        report.findings[1].position = None;
        let expected = json!([report.findings, 0, 2, 0, 0]);
        assert_eq!(serde_json::from_str::<Value>(&super::to_json(&report)).unwrap(), expected);
    }
}
