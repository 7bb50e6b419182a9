//! The declarations of the tools.

use super::schema::ParameterKind::{
    Any, Boolean, Enum, Integer, List, Number, Numbers, Object, OpenEnum, String, Strings,
};
use super::schema::{ItemSchema, Parameter, Standing, ToolSchema};
use crate::model::schema::{description, is_given};

/// Declares parameters, each written `"name": Kind`. `(required)` and other spellings, as `[or "spelling"]`, may come
/// between the two.
macro_rules! parameters {
    ($($(#[doc = $doc:literal])+ $name:literal $(($required:ident))? $([or $($former:literal)+])?: $kind:expr,)+) => {
        &[$(Parameter {
            name: $name,
            former: &[$($($former),+)?],
            required: is_given(&[$(stringify!($required))?]),
            kind: $kind,
            doc: description(concat!($($doc, "\n"),+)),
        }),+]
    };
}

/// Declares the tools, each written `"Name" Standing { parameters }`; its former names follow `formerly`.
///
/// Names also have a table of their own, so that a binary that needs only names does not contain the arguments.
macro_rules! tools {
    ($($(#[doc = $doc:literal])+ $name:literal $standing:ident $(formerly $($former:literal)+)? { $($parameters:tt)+ })+) => {
        /// The tools, the core ones first.
        pub const TOOLS: &[ToolSchema] = &[$(ToolSchema {
            name: $name,
            doc: description(concat!($($doc, "\n"),+)),
            former: &[$($($former),+)?],
            standing: Standing::$standing,
            parameters: parameters! { $($parameters)+ },
        }),+];

        /// The name of each tool, its former names, and whether agents still have it.
        pub(super) const NAMES: &[(&str, &[&str], Standing)] =
            &[$(($name, &[$($($former),+)?], Standing::$standing)),+];
    };
}

tools! {
    /// Runs a shell command.
    "Bash" Core formerly "bash" {
        /// The shell command.
        "command"(required): String,
        /// Time limit in milliseconds. 60,000 by default, 600,000 at most.
        "timeout": Number,
        /// What the command does, for people. The backend does not ask for it.
        "description": String,
        /// Whether the call should not wait for the command. The backend does not ask for it.
        "run_in_background": Boolean,
    }

    /// Reads a text file.
    "ReadText" Core formerly "view" {
        /// The file: an absolute path, or an HTTP address.
        "file_path"(required): String,
        /// The first line to read, from 0. 0 by default.
        "offset": Integer,
        /// How many lines to read. 2,000 by default.
        "limit": Integer,
    }

    /// Finds files by a pattern of their names.
    "Glob" Core formerly "glob" {
        /// The pattern.
        "pattern"(required): String,
        /// Where to look. The session's directory by default.
        "path": String,
    }

    /// Reads an image, a sound or another medium.
    "ReadMedia" Core formerly "multimodal_analyzer" {
        /// The file: an absolute path, or an address.
        "file_path": String,
        /// A directory whose files are all read; older calls have it in place of `file_path`.
        "directory_path": String,
        /// What kind of medium it is.
        "media_type"(required) [or "analysis_type"]: Enum(&["image", "audio", "video", "pdf"]),
        /// What to find out.
        "prompt"(required): String,
        /// Pages of a PDF, such as `5` or `1-3,7`. All by default.
        "pdf_pages": String,
        /// Part of a video, such as `20:50-26:10`. All of it by default.
        "video_interval": String,
        /// Whether directories inside `directory_path` are read as well. False by default.
        "recursive": Boolean,
        /// How long the answer should be, in words from 50 to 1,000. 200 by default.
        "word_count": Integer,
        /// What to make of a sound.
        "audio_mode": OpenEnum(&["transcript", "description"]),
        /// What to make of a video.
        "video_mode": OpenEnum(&["description"]),
    }

    /// Finds lines by a regular expression.
    "Grep" Core formerly "grep" {
        /// The regular expression.
        "pattern"(required): String,
        /// The file or directory to search. The session's directory by default.
        "path": String,
        /// A pattern of file names; only these files are searched.
        "glob" [or "include"]: String,
        /// A language, such as `js` or `py`; only its files are searched.
        "type": String,
        /// Whether to give lines, names of files, or counts. `files_with_matches` by default.
        "output_mode": Enum(&["content", "files_with_matches", "count"]),
        /// Whether case is ignored. False by default.
        "-i": Boolean,
        /// Whether lines are numbered. False by default.
        "-n": Boolean,
        /// Whether a match may span lines. False by default.
        "multiline": Boolean,
        /// How many lines to give after each match.
        "-A": Number,
        /// How many lines to give before each match.
        "-B": Number,
        /// How many lines to give around each match.
        "-C": Number,
        /// How many lines or entries to give at most.
        "head_limit": Number,
        /// Whether the pattern is a text, not a regular expression, in older calls. False by default.
        "literal_text": Boolean,
    }

    /// Writes a file.
    "Write" Core formerly "write" {
        /// The file; a relative path is taken from the session's directory.
        "file_path"(required): String,
        /// The whole new content.
        "content"(required): String,
    }

    /// Changes a part of a file.
    "Edit" Core formerly "edit" {
        /// The file.
        "file_path"(required): String,
        /// The text to replace; empty to create the file.
        "old_string"(required): String,
        /// The text in its place; empty to delete it.
        "new_string"(required): String,
        /// Whether to replace every occurrence. False by default.
        "replace_all": Boolean,
    }

    /// Searches the web.
    "Search" Core formerly "search" {
        /// What to search for, two characters at least.
        "query"(required): String,
        /// What to find. `web` by default.
        "search_type": Enum(&["web", "images", "videos"]),
        /// Sites that may be among the results.
        "allowed_domains": Strings,
        /// Sites that may not.
        "blocked_domains": Strings,
        /// How strictly images are filtered. `strict` by default.
        "safesearch": Enum(&["strict", "moderate", "off"]),
        /// Whether the query's spelling is corrected, for images. True by default.
        "spellcheck": Boolean,
    }

    /// Writes the agent's list of things to do.
    "TodoWrite" Core formerly "todo_write" {
        /// The whole list, which replaces the one before.
        "todos"(required): List(&TODO_ITEM),
    }

    /// Presents a plan and leaves planning.
    "ExitPlanMode" Core formerly "exit_plan_mode" {
        /// The plan, in Markdown.
        "plan"(required): String,
    }

    /// Shows media to the user.
    "Show" Core formerly "media_showcase" "show_media" "ShowMedia" {
        /// What to show, one at least.
        "outputs"(required): List(&SHOW_OUTPUT),
    }

    /// Hands a task to a sub-agent.
    "Task" Core formerly "task" {
        /// The task in three to five words.
        "description"(required): String,
        /// The task in full.
        "prompt"(required): String,
        /// What kind of sub-agent to hand it to.
        "subagent_type"(required): OpenEnum(&["general-purpose"]),
    }

    /// Reads a web page.
    "WebFetch" Other formerly "fetch" {
        /// The page's address.
        "url"(required): String,
        /// What to look for. Older calls have none.
        "prompt": String,
        /// In what form to give the page, in older calls.
        "format": Enum(&["text", "markdown", "html"]),
        /// Time limit in seconds, in older calls.
        "timeout": Number,
    }

    /// Asks the user, or gives notice.
    "Notify" Other {
        /// How serious it is, or that it is a question.
        "type"(required): Enum(&["info", "warning", "error", "question"]),
        /// The headline, 100 characters at most.
        "title"(required): String,
        /// The text.
        "message"(required): String,
        /// How the user is to answer.
        "responseType"(required): Enum(&["acknowledge", "text", "choice"]),
        /// What there is to choose from, two at least, for `choice`.
        "choices": Strings,
        /// How long to wait for the answer, in seconds from 1 to 300. 60 by default.
        "timeout": Integer,
    }

    /// Works in a browser.
    "Browser" Other {
        /// What to do.
        "action"(required): OpenEnum(ACTIONS),
        /// The tab to do it in.
        "tabId" [or "tab_id"]: String,
        /// What this step is for, in two to six words.
        "description": String,
        /// The address to open.
        "url": String,
        /// The text to type.
        "text": String,
        /// What to find.
        "query": String,
        /// What to fill a form's field with.
        "value": Any,
        /// The key to press.
        "key": String,
        /// What to find out from a screenshot.
        "prompt": String,
        /// Which element, by its number.
        "index": Integer,
        /// Which element, by its reference, such as `f0_ref_12`.
        "ref": String,
        /// Where, as x and y in pixels.
        "coordinate": Numbers,
        /// Which way to scroll.
        "direction": OpenEnum(&["up", "down", "left", "right"]),
        /// How far to scroll.
        "scroll_amount" [or "amount"]: Integer,
        /// The file to upload.
        "filePath" [or "file_path"]: String,
        /// Which part of the page to take text from.
        "strategy": OpenEnum(&["auto", "article", "main", "body"]),
        /// Whether to give only what can be used. False by default.
        "interactiveOnly": Boolean,
        /// What kind of element to give.
        "filter": OpenEnum(&["interactive", "links", "buttons", "text", "headings"]),
        /// How long to wait, in milliseconds.
        "duration": Integer,
        /// The element to drag, by its number.
        "fromIndex": Integer,
        /// The element to drag it to, by its number.
        "toIndex": Integer,
        /// Where to drag from, in pixels from the left.
        "fromX": Number,
        /// Where to drag from, in pixels from the top.
        "fromY": Number,
        /// Where to drag to, in pixels from the left.
        "toX": Number,
        /// Where to drag to, in pixels from the top.
        "toY": Number,
        /// The steps of a `sequence`.
        "actions": List(&BROWSER_STEP),
    }

    /// Ran Python code.
    "PythonExecution" Retired formerly "python_execution" {
        /// The code.
        "code"(required): String,
    }

    /// Listed a directory.
    "ls" Retired {
        /// The directory.
        "path"(required): String,
        /// Patterns of what to leave out.
        "ignore": Strings,
    }
}

const TODO_ITEM: ItemSchema = ItemSchema {
    name: "TodoItem",
    doc: description("A thing to do."),
    parameters: parameters! {
        /// Identifies it in the list.
        "id"(required): String,
        /// What is to be done.
        "content"(required): String,
        /// How far it has come.
        "status"(required): Enum(&["pending", "in_progress", "completed"]),
        /// How much it matters.
        "priority"(required): Enum(&["high", "medium", "low"]),
    },
};

const SHOW_OUTPUT: ItemSchema = ItemSchema {
    name: "ShowOutput",
    doc: description("A thing to show."),
    parameters: parameters! {
        /// What kind of thing it is. The last two are of older calls.
        "type"(required): OpenEnum(&[
            "image", "video", "audio", "pdf", "csv", "markdown", "json", "status", "gsap_animation", "remotion_title",
        ]),
        /// Its headline.
        "title"(required): String,
        /// Where it is, for an image, a video, a sound, a PDF or a CSV file: an HTTP address; in older calls an absolute path.
        "path": String,
        /// What it is, for `markdown`, `json` (as JSON text) and `status`.
        "data": String,
        /// What it shows, in older calls.
        "description": String,
        /// Settings of an animation, in older calls.
        "config": Object,
        /// Where to begin, in seconds, for a video or a sound. The beginning by default.
        "startTime": Integer,
        /// How much to play, in seconds, for a video or a sound. All by default.
        "duration": Integer,
    },
};

const BROWSER_STEP: ItemSchema = ItemSchema {
    name: "BrowserStep",
    doc: description("A step of a sequence in a browser."),
    parameters: parameters! {
        /// What to do.
        "type"(required): OpenEnum(ACTIONS),
        /// Which element, by its number.
        "index": Integer,
        /// Which element, by its reference.
        "ref": String,
        /// Where, as x and y in pixels.
        "coordinate": Numbers,
        /// The element to drag, by its number.
        "fromIndex": Integer,
        /// The element to drag it to, by its number.
        "toIndex": Integer,
        /// Where to drag from, in pixels from the left.
        "fromX": Number,
        /// Where to drag from, in pixels from the top.
        "fromY": Number,
        /// Where to drag to, in pixels from the left.
        "toX": Number,
        /// Where to drag to, in pixels from the top.
        "toY": Number,
        /// The text to type.
        "text": String,
        /// What to fill a form's field with.
        "value": Any,
        /// Which way to scroll.
        "direction": OpenEnum(&["up", "down", "left", "right"]),
        /// How far to scroll.
        "scroll_amount": Integer,
        /// How long to wait, in milliseconds.
        "duration": Integer,
        /// How many times to do it.
        "repeat": Integer,
        /// The file to upload.
        "file_path": String,
    },
};

/// What can be done in a browser, in all versions of the backend.
const ACTIONS: &[&str] = &[
    "open",
    "read_page",
    "left_click",
    "right_click",
    "double_click",
    "triple_click",
    "click",
    "type",
    "key",
    "scroll",
    "scroll_to",
    "drag",
    "left_click_drag",
    "form_input",
    "upload",
    "get_text",
    "find",
    "wait",
    "screenshot",
    "analyze_screenshot",
    "sequence",
    "go_back",
    "go_forward",
    "tab_create",
    "tab_list",
    "tab_switch",
    "tab_close",
    "close",
];
