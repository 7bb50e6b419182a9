// Generated from src/model/ by `cargo xtask generate`; do not edit.

export declare const CallbackType: {
  readonly BashScript: "bash_script";
  readonly SubAgent: "sub_agent";
  readonly SendMessage: "send_message";
};

export declare const CoreToolName: {
  readonly Bash: "Bash";
  readonly ReadText: "ReadText";
  readonly Glob: "Glob";
  readonly ReadMedia: "ReadMedia";
  readonly Grep: "Grep";
  readonly Write: "Write";
  readonly Edit: "Edit";
  readonly Search: "Search";
  readonly TodoWrite: "TodoWrite";
  readonly ExitPlanMode: "ExitPlanMode";
  readonly Show: "Show";
  readonly Task: "Task";
};
