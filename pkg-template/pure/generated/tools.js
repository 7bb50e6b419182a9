// Generated from src/model/ by `cargo xtask generate`; do not edit.

/**
 * The tools by the names they have now, or had last. `parameters` has the name of each argument, its kind and whether
 * every call has it; `spellings` leads from other spellings of an argument to its name.
 *
 * A kind is "string", "number", "integer", "boolean", "strings" or "numbers" (a list of them), "object" or "any";
 * `{ enum }` has the members of an enum, `{ list }` the parameters of the objects in a list.
 */
export const tools = {
  Bash: { formerly: ["bash"], parameters: [["command", "string", 1], ["timeout", "number", 0], ["description", "string", 0], ["run_in_background", "boolean", 0]] },
  ReadText: { formerly: ["view"], parameters: [["file_path", "string", 1], ["offset", "integer", 0], ["limit", "integer", 0]] },
  Glob: { formerly: ["glob"], parameters: [["pattern", "string", 1], ["path", "string", 0]] },
  ReadMedia: { formerly: ["multimodal_analyzer"], parameters: [["file_path", "string", 0], ["directory_path", "string", 0], ["media_type", { enum: ["image","audio","video","pdf"] }, 1], ["prompt", "string", 1], ["pdf_pages", "string", 0], ["video_interval", "string", 0], ["recursive", "boolean", 0], ["word_count", "integer", 0], ["audio_mode", "string", 0], ["video_mode", "string", 0]], spellings: { analysis_type: "media_type" } },
  Grep: { formerly: ["grep"], parameters: [["pattern", "string", 1], ["path", "string", 0], ["glob", "string", 0], ["type", "string", 0], ["output_mode", { enum: ["content","files_with_matches","count"] }, 0], ["-i", "boolean", 0], ["-n", "boolean", 0], ["multiline", "boolean", 0], ["-A", "number", 0], ["-B", "number", 0], ["-C", "number", 0], ["head_limit", "number", 0], ["literal_text", "boolean", 0]], spellings: { include: "glob" } },
  Write: { formerly: ["write"], parameters: [["file_path", "string", 1], ["content", "string", 1]] },
  Edit: { formerly: ["edit"], parameters: [["file_path", "string", 1], ["old_string", "string", 1], ["new_string", "string", 1], ["replace_all", "boolean", 0]] },
  Search: { formerly: ["search"], parameters: [["query", "string", 1], ["search_type", { enum: ["web","images","videos"] }, 0], ["allowed_domains", "strings", 0], ["blocked_domains", "strings", 0], ["safesearch", { enum: ["strict","moderate","off"] }, 0], ["spellcheck", "boolean", 0]] },
  TodoWrite: { formerly: ["todo_write"], parameters: [["todos", { list: [["id", "string", 1], ["content", "string", 1], ["status", { enum: ["pending","in_progress","completed"] }, 1], ["priority", { enum: ["high","medium","low"] }, 1]] }, 1]] },
  ExitPlanMode: { formerly: ["exit_plan_mode"], parameters: [["plan", "string", 1]] },
  Show: { formerly: ["media_showcase","show_media","ShowMedia"], parameters: [["outputs", { list: [["type", "string", 1], ["title", "string", 1], ["path", "string", 0], ["data", "string", 0], ["description", "string", 0], ["config", "object", 0], ["startTime", "integer", 0], ["duration", "integer", 0]] }, 1]] },
  Task: { formerly: ["task"], parameters: [["description", "string", 1], ["prompt", "string", 1], ["subagent_type", "string", 1]] },
  WebFetch: { formerly: ["fetch"], parameters: [["url", "string", 1], ["prompt", "string", 0], ["format", { enum: ["text","markdown","html"] }, 0], ["timeout", "number", 0]] },
  Notify: { formerly: [], parameters: [["type", { enum: ["info","warning","error","question"] }, 1], ["title", "string", 1], ["message", "string", 1], ["responseType", { enum: ["acknowledge","text","choice"] }, 1], ["choices", "strings", 0], ["timeout", "integer", 0]] },
  Browser: { formerly: [], parameters: [["action", "string", 1], ["tabId", "string", 0], ["description", "string", 0], ["url", "string", 0], ["text", "string", 0], ["query", "string", 0], ["value", "any", 0], ["key", "string", 0], ["prompt", "string", 0], ["index", "integer", 0], ["ref", "string", 0], ["coordinate", "numbers", 0], ["direction", "string", 0], ["scroll_amount", "integer", 0], ["filePath", "string", 0], ["strategy", "string", 0], ["interactiveOnly", "boolean", 0], ["filter", "string", 0], ["duration", "integer", 0], ["fromIndex", "integer", 0], ["toIndex", "integer", 0], ["fromX", "number", 0], ["fromY", "number", 0], ["toX", "number", 0], ["toY", "number", 0], ["actions", { list: [["type", "string", 1], ["index", "integer", 0], ["ref", "string", 0], ["coordinate", "numbers", 0], ["fromIndex", "integer", 0], ["toIndex", "integer", 0], ["fromX", "number", 0], ["fromY", "number", 0], ["toX", "number", 0], ["toY", "number", 0], ["text", "string", 0], ["value", "any", 0], ["direction", "string", 0], ["scroll_amount", "integer", 0], ["duration", "integer", 0], ["repeat", "integer", 0], ["file_path", "string", 0]] }, 0]], spellings: { tab_id: "tabId", amount: "scroll_amount", file_path: "filePath" } },
  PythonExecution: { formerly: ["python_execution"], parameters: [["code", "string", 1]] },
  ls: { formerly: [], parameters: [["path", "string", 1], ["ignore", "strings", 0]] },
};
