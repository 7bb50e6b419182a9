// Generated from src/model/ by `cargo xtask generate`; do not edit.

/** @param {string} name */
export function canonicalToolName(name) {
  switch (name) {
    case "bash":
      return "Bash";
    case "view":
      return "ReadText";
    case "glob":
      return "Glob";
    case "multimodal_analyzer":
      return "ReadMedia";
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
    case "media_showcase":
    case "show_media":
    case "ShowMedia":
      return "Show";
    case "task":
      return "Task";
    case "fetch":
      return "WebFetch";
    case "python_execution":
      return "PythonExecution";
    default:
      return name;
  }
}
