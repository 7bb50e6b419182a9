// Generated from src/model/records.rs by `cargo xtask generate`; not to be edited.

/** @param {string} name */
export function canonicalToolName(name) {
  switch (name) {
    case "bash":
      return "Bash";
    case "glob":
      return "Glob";
    case "grep":
      return "Grep";
    case "write":
      return "Write";
    case "edit":
      return "Edit";
    case "search":
      return "Search";
    case "todo_write":
      return "TodoWrite";
    case "exit_plan_mode":
      return "ExitPlanMode";
    case "show_media":
    case "ShowMedia":
      return "Show";
    case "task":
      return "Task";
    default:
      return name;
  }
}
