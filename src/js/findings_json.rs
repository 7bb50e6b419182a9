//! Findings for JavaScript, as JSON text.

use crate::insight::audit::Finding;
use crate::js::issues_json::{push_list, push_path, push_position, push_text};
use crate::text::quote::push_quoted;

/// An array of them.
pub(crate) fn to_json(findings: &[Finding]) -> String {
    let mut out = String::new();
    push_list(&mut out, findings, push_finding);
    out
}

/// The same object as serde gives of a finding.
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

    use crate::insight::audit::audit;

    #[test]
    fn it_is_what_serde_gives() {
        let text = format!(
            r#"{{"id":"a\"b","role":"\n","sessionId":"","userInput":"","cost":-1}}{{"id":"{}","role":"","sessionId":"","userInput":""}}"#,
            "x".repeat(300)
        );
        let mut findings = audit(text.as_bytes());
        assert_eq!(findings.len(), 3);
        findings[1].position = None;
        assert_eq!(serde_json::from_str::<Value>(&super::to_json(&findings)).unwrap(), json!(findings));
    }
}
