// Generated from src/model/ by `cargo xtask generate`; do not edit.

export const CallbackType = /* @__PURE__ */ Object.freeze({ BashScript: "bash_script", SubAgent: "sub_agent", SendMessage: "send_message" });

export const CoreToolName = /* @__PURE__ */ Object.freeze({ Bash: "Bash", ReadText: "ReadText", Glob: "Glob", ReadMedia: "ReadMedia", Grep: "Grep", Write: "Write", Edit: "Edit", Search: "Search", TodoWrite: "TodoWrite", ExitPlanMode: "ExitPlanMode", Show: "Show", Task: "Task" });
