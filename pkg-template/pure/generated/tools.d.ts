// Generated from src/model/ by `cargo xtask generate`; do not edit.

/** The tools and their arguments, as a table (pure/field-table.js). */
export declare const tools: string;

/** Arguments of `Bash`, as far as they are known. */
export type BashArguments = {
  /** The shell command. */
  command?: string | undefined;
  /** Time limit in milliseconds. 60,000 by default, 600,000 at most. */
  timeout?: number | undefined;
  /** What the command does, for people. The backend does not ask for it. */
  description?: string | undefined;
  /** Whether the call should not wait for the command. The backend does not ask for it. */
  run_in_background?: boolean | undefined;
};

/** Arguments of `ReadText`, as far as they are known. */
export type ReadTextArguments = {
  /** The file: an absolute path, or an HTTP address. */
  file_path?: string | undefined;
  /** The first line to read, from 0. 0 by default. */
  offset?: number | undefined;
  /** How many lines to read. 2,000 by default. */
  limit?: number | undefined;
};

/** Arguments of `Glob`, as far as they are known. */
export type GlobArguments = {
  /** The pattern. */
  pattern?: string | undefined;
  /** Where to look. The session's directory by default. */
  path?: string | undefined;
};

/** Arguments of `ReadMedia`, as far as they are known. */
export type ReadMediaArguments = {
  /** The file: an absolute path, or an address. */
  file_path?: string | undefined;
  /** A directory whose files are all read; older calls have it in place of `file_path`. */
  directory_path?: string | undefined;
  /** What kind of medium it is. */
  media_type?: "image" | "audio" | "video" | "pdf" | undefined;
  /** What to find out. */
  prompt?: string | undefined;
  /** Pages of a PDF, such as `5` or `1-3,7`. All by default. */
  pdf_pages?: string | undefined;
  /** Part of a video, such as `20:50-26:10`. All of it by default. */
  video_interval?: string | undefined;
  /** Whether directories inside `directory_path` are read as well. False by default. */
  recursive?: boolean | undefined;
  /** How long the answer should be, in words from 50 to 1,000. 200 by default. */
  word_count?: number | undefined;
  /** What to make of a sound. */
  audio_mode?: "transcript" | "description" | (string & {}) | undefined;
  /** What to make of a video. */
  video_mode?: "description" | (string & {}) | undefined;
};

/** Arguments of `Grep`, as far as they are known. */
export type GrepArguments = {
  /** The regular expression. */
  pattern?: string | undefined;
  /** The file or directory to search. The session's directory by default. */
  path?: string | undefined;
  /** A pattern of file names; only these files are searched. */
  glob?: string | undefined;
  /** A language, such as `js` or `py`; only its files are searched. */
  type?: string | undefined;
  /** Whether to give lines, names of files, or counts. `files_with_matches` by default. */
  output_mode?: "content" | "files_with_matches" | "count" | undefined;
  /** Whether case is ignored. False by default. */
  "-i"?: boolean | undefined;
  /** Whether lines are numbered. False by default. */
  "-n"?: boolean | undefined;
  /** Whether a match may span lines. False by default. */
  multiline?: boolean | undefined;
  /** How many lines to give after each match. */
  "-A"?: number | undefined;
  /** How many lines to give before each match. */
  "-B"?: number | undefined;
  /** How many lines to give around each match. */
  "-C"?: number | undefined;
  /** How many lines or entries to give at most. */
  head_limit?: number | undefined;
  /** Whether the pattern is a text, not a regular expression, in older calls. False by default. */
  literal_text?: boolean | undefined;
};

/** Arguments of `Write`, as far as they are known. */
export type WriteArguments = {
  /** The file; a relative path is taken from the session's directory. */
  file_path?: string | undefined;
  /** The whole new content. */
  content?: string | undefined;
};

/** Arguments of `Edit`, as far as they are known. */
export type EditArguments = {
  /** The file. */
  file_path?: string | undefined;
  /** The text to replace; empty to create the file. */
  old_string?: string | undefined;
  /** The text in its place; empty to delete it. */
  new_string?: string | undefined;
  /** Whether to replace every occurrence. False by default. */
  replace_all?: boolean | undefined;
};

/** Arguments of `Search`, as far as they are known. */
export type SearchArguments = {
  /** What to search for, two characters at least. */
  query?: string | undefined;
  /** What to find. `web` by default. */
  search_type?: "web" | "images" | "videos" | undefined;
  /** Sites that may be among the results. */
  allowed_domains?: readonly string[] | undefined;
  /** Sites that may not. */
  blocked_domains?: readonly string[] | undefined;
  /** How strictly images are filtered. `strict` by default. */
  safesearch?: "strict" | "moderate" | "off" | undefined;
  /** Whether the query's spelling is corrected, for images. True by default. */
  spellcheck?: boolean | undefined;
};

/** Arguments of `TodoWrite`, as far as they are known. */
export type TodoWriteArguments = {
  /** The whole list, which replaces the one before. */
  todos?: readonly TodoItem[] | undefined;
};

/** Arguments of `ExitPlanMode`, as far as they are known. */
export type ExitPlanModeArguments = {
  /** The plan, in Markdown. */
  plan?: string | undefined;
};

/** Arguments of `Show`, as far as they are known. */
export type ShowArguments = {
  /** What to show, one at least. */
  outputs?: readonly ShowOutput[] | undefined;
};

/** Arguments of `Task`, as far as they are known. */
export type TaskArguments = {
  /** The task in three to five words. */
  description?: string | undefined;
  /** The task in full. */
  prompt?: string | undefined;
  /** What kind of sub-agent to hand it to. */
  subagent_type?: "general-purpose" | (string & {}) | undefined;
};

/** Arguments of `WebFetch`, as far as they are known. */
export type WebFetchArguments = {
  /** The page's address. */
  url?: string | undefined;
  /** What to look for. Older calls have none. */
  prompt?: string | undefined;
  /** In what form to give the page, in older calls. */
  format?: "text" | "markdown" | "html" | undefined;
  /** Time limit in seconds, in older calls. */
  timeout?: number | undefined;
};

/** Arguments of `Notify`, as far as they are known. */
export type NotifyArguments = {
  /** How serious it is, or that it is a question. */
  type?: "info" | "warning" | "error" | "question" | undefined;
  /** The headline, 100 characters at most. */
  title?: string | undefined;
  /** The text. */
  message?: string | undefined;
  /** How the user is to answer. */
  responseType?: "acknowledge" | "text" | "choice" | undefined;
  /** What there is to choose from, two at least, for `choice`. */
  choices?: readonly string[] | undefined;
  /** How long to wait for the answer, in seconds from 1 to 300. 60 by default. */
  timeout?: number | undefined;
};

/** Arguments of `Browser`, as far as they are known. */
export type BrowserArguments = {
  /** What to do. */
  action?: "open" | "read_page" | "left_click" | "right_click" | "double_click" | "triple_click" | "click" | "type" | "key" | "scroll" | "scroll_to" | "drag" | "left_click_drag" | "form_input" | "upload" | "get_text" | "find" | "wait" | "screenshot" | "analyze_screenshot" | "sequence" | "go_back" | "go_forward" | "tab_create" | "tab_list" | "tab_switch" | "tab_close" | "close" | (string & {}) | undefined;
  /** The tab to do it in. */
  tabId?: string | undefined;
  /** What this step is for, in two to six words. */
  description?: string | undefined;
  /** The address to open. */
  url?: string | undefined;
  /** The text to type. */
  text?: string | undefined;
  /** What to find. */
  query?: string | undefined;
  /** What to fill a form's field with. */
  value?: unknown;
  /** The key to press. */
  key?: string | undefined;
  /** What to find out from a screenshot. */
  prompt?: string | undefined;
  /** Which element, by its number. */
  index?: number | undefined;
  /** Which element, by its reference, such as `f0_ref_12`. */
  ref?: string | undefined;
  /** Where, as x and y in pixels. */
  coordinate?: readonly number[] | undefined;
  /** Which way to scroll. */
  direction?: "up" | "down" | "left" | "right" | (string & {}) | undefined;
  /** How far to scroll. */
  scroll_amount?: number | undefined;
  /** The file to upload. */
  filePath?: string | undefined;
  /** Which part of the page to take text from. */
  strategy?: "auto" | "article" | "main" | "body" | (string & {}) | undefined;
  /** Whether to give only what can be used. False by default. */
  interactiveOnly?: boolean | undefined;
  /** What kind of element to give. */
  filter?: "interactive" | "links" | "buttons" | "text" | "headings" | (string & {}) | undefined;
  /** How long to wait, in milliseconds. */
  duration?: number | undefined;
  /** The element to drag, by its number. */
  fromIndex?: number | undefined;
  /** The element to drag it to, by its number. */
  toIndex?: number | undefined;
  /** Where to drag from, in pixels from the left. */
  fromX?: number | undefined;
  /** Where to drag from, in pixels from the top. */
  fromY?: number | undefined;
  /** Where to drag to, in pixels from the left. */
  toX?: number | undefined;
  /** Where to drag to, in pixels from the top. */
  toY?: number | undefined;
  /** The steps of a `sequence`. */
  actions?: readonly BrowserStep[] | undefined;
};

/** Arguments of the retired tool `PythonExecution`, as far as they are known. */
export type PythonExecutionArguments = {
  /** The code. */
  code?: string | undefined;
};

/** Arguments of the retired tool `ls`, as far as they are known. */
export type LsArguments = {
  /** The directory. */
  path?: string | undefined;
  /** Patterns of what to leave out. */
  ignore?: readonly string[] | undefined;
};

/** A thing to do. */
export type TodoItem = {
  /** Identifies it in the list. */
  id?: string | undefined;
  /** What is to be done. */
  content?: string | undefined;
  /** How far it has come. */
  status?: "pending" | "in_progress" | "completed" | undefined;
  /** How much it matters. */
  priority?: "high" | "medium" | "low" | undefined;
};

/** A thing to show. */
export type ShowOutput = {
  /** What kind of thing it is. The last two are of older calls. */
  type?: "image" | "video" | "audio" | "pdf" | "csv" | "markdown" | "json" | "status" | "gsap_animation" | "remotion_title" | (string & {}) | undefined;
  /** Its headline. */
  title?: string | undefined;
  /** Where it is, for an image, a video, a sound, a PDF or a CSV file: an HTTP address; in older calls an absolute path. */
  path?: string | undefined;
  /** What it is, for `markdown`, `json` (as JSON text) and `status`. */
  data?: string | undefined;
  /** What it shows, in older calls. */
  description?: string | undefined;
  /** Settings of an animation, in older calls. */
  config?: { readonly [key: string]: unknown } | undefined;
  /** Where to begin, in seconds, for a video or a sound. The beginning by default. */
  startTime?: number | undefined;
  /** How much to play, in seconds, for a video or a sound. All by default. */
  duration?: number | undefined;
};

/** A step of a sequence in a browser. */
export type BrowserStep = {
  /** What to do. */
  type?: "open" | "read_page" | "left_click" | "right_click" | "double_click" | "triple_click" | "click" | "type" | "key" | "scroll" | "scroll_to" | "drag" | "left_click_drag" | "form_input" | "upload" | "get_text" | "find" | "wait" | "screenshot" | "analyze_screenshot" | "sequence" | "go_back" | "go_forward" | "tab_create" | "tab_list" | "tab_switch" | "tab_close" | "close" | (string & {}) | undefined;
  /** Which element, by its number. */
  index?: number | undefined;
  /** Which element, by its reference. */
  ref?: string | undefined;
  /** Where, as x and y in pixels. */
  coordinate?: readonly number[] | undefined;
  /** The element to drag, by its number. */
  fromIndex?: number | undefined;
  /** The element to drag it to, by its number. */
  toIndex?: number | undefined;
  /** Where to drag from, in pixels from the left. */
  fromX?: number | undefined;
  /** Where to drag from, in pixels from the top. */
  fromY?: number | undefined;
  /** Where to drag to, in pixels from the left. */
  toX?: number | undefined;
  /** Where to drag to, in pixels from the top. */
  toY?: number | undefined;
  /** The text to type. */
  text?: string | undefined;
  /** What to fill a form's field with. */
  value?: unknown;
  /** Which way to scroll. */
  direction?: "up" | "down" | "left" | "right" | (string & {}) | undefined;
  /** How far to scroll. */
  scroll_amount?: number | undefined;
  /** How long to wait, in milliseconds. */
  duration?: number | undefined;
  /** How many times to do it. */
  repeat?: number | undefined;
  /** The file to upload. */
  file_path?: string | undefined;
};

/** The arguments of each tool, by the name it has now, or had last. */
export type ToolArgumentsByName = {
  /** Runs a shell command. */
  Bash: BashArguments;
  /** Reads a text file. */
  ReadText: ReadTextArguments;
  /** Finds files by a pattern of their names. */
  Glob: GlobArguments;
  /** Reads an image, a sound or another medium. */
  ReadMedia: ReadMediaArguments;
  /** Finds lines by a regular expression. */
  Grep: GrepArguments;
  /** Writes a file. */
  Write: WriteArguments;
  /** Changes a part of a file. */
  Edit: EditArguments;
  /** Searches the web. */
  Search: SearchArguments;
  /** Writes the agent's list of things to do. */
  TodoWrite: TodoWriteArguments;
  /** Presents a plan and leaves planning. */
  ExitPlanMode: ExitPlanModeArguments;
  /** Shows media to the user. */
  Show: ShowArguments;
  /** Hands a task to a sub-agent. */
  Task: TaskArguments;
  /** Reads a web page. */
  WebFetch: WebFetchArguments;
  /** Asks the user, or gives notice. */
  Notify: NotifyArguments;
  /** Works in a browser. */
  Browser: BrowserArguments;
  /** Ran Python code. */
  PythonExecution: PythonExecutionArguments;
  /** Listed a directory. */
  ls: LsArguments;
};

/** A tool and its arguments, discriminated by `name`. */
export type ToolArguments = {
  [Name in keyof ToolArgumentsByName]: { name: Name; arguments: ToolArgumentsByName[Name] };
}[keyof ToolArgumentsByName];
