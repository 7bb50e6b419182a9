// Makes up histories in the shape of real ones: the backend's key order, its omissions and its escapes, tool calls whose
// arguments are JSON inside JSON, results that are files. The same seed gives the same history.

import { Random } from "./random.js";

/** The backend's order of keys, camelCase; whatever has no place here comes last. */
const WIRE_ORDER = {
  message: [
    "id", "sessionId", "role", "userInput", "assistantResponse", "toolCalls", "callbackResults", "reasoning",
    "reasoningDuration", "inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens", "cost", "model",
  ],
  tool: ["id", "name", "input", "type", "finished", "result", "isError", "screenshotUrls"],
  callback: [
    "toolCallId", "toolName", "callbackType", "callbackName", "success", "exitCode", "stdout", "stderr", "subagentId",
    "subagentResult", "error", "excludeFromContext",
  ],
};

const CORE_TOOLS = ["Bash", "ReadText", "Glob", "Grep", "Write", "Edit", "Search", "TodoWrite", "Show", "Task"];
const OTHER_TOOLS = ["bash", "grep", "python_execution", "ShowMedia", "Browser", "brave_search", "github_create_issue"];
const MODELS = ["claude-sonnet-4", "claude-opus-4-1", "gpt-5"];

const WORDS = {
  ascii:
    "the test fails because a value is read before it was written so I will look at the file first and run it again with more output then fix what is wrong".split(
      " ",
    ),
  mixed:
    "the naïve test fails – because “value” is read before it was written é ü so I’ll look at the file first 🚀 and run it again → then fix what is wrong".split(
      " ",
    ),
  cjk: "測試 失敗 因為 這個 值 在 寫入 之前 就 被 讀取 所以 我 先 看 一下 檔案 然後 再 執行 一次 修正 錯誤 𠮷野家".split(" "),
};

const CODE = [
  "fn main() -> Result<(), Error> {",
  "\tlet value = read(path)?;",
  '\tprintln!("{name}: {value}");',
  "\tif a < b && c > d {",
  "\t\treturn Ok(());",
  "\t}",
  "}",
  "",
  'import { readFile } from "node:fs/promises";',
  "export const total = (list) => list.reduce((sum, item) => sum + item.cost, 0);",
  "    assert_eq!(position.line, 12);",
  "  # C:\\work\\notes.txt",
  "test result: ok. 41 passed; 0 failed; 0 ignored; finished in 0.12s",
];

/**
 * The messages of a history: plain objects, camelCase keys in alphabetical order, as `parse` gives them.
 *
 * @param options.seed what makes one history differ from another
 * @param options.messages how many
 * @param options.text "ascii", "mixed" (one line in twenty has other characters) or "cjk"
 * @param options.size 1 for results of a few KB, smaller for shorter texts
 */
export function messages({ seed = 1, messages: count = 10, text = "ascii", size = 1 } = {}) {
  const writer = new Writer(new Random(seed), text, size);
  const sessionId = writer.uuid();
  return Array.from({ length: count }, (_, index) => writer.message(sessionId, index));
}

/**
 * The same as JSON text.
 *
 * @param options.dialect "wire", "camel" or "snake"
 */
export const history = (options) => write(messages(options), options?.dialect);

/** JSON as the backend writes it: its order, its escapes, one line break at the end. */
export function write(list, dialect = "wire") {
  const renamed = list.map((message) => dialectOf(message, "message", dialect));
  return goEscapes(JSON.stringify(renamed)) + "\n";
}

/** One message, likewise. */
export const writeOne = (message, dialect = "wire") =>
  goEscapes(JSON.stringify(dialectOf(message, "message", dialect))) + "\n";

function dialectOf(record, kind, dialect) {
  const snake = dialect === "snake" || (dialect === "wire" && kind === "callback");
  const order = WIRE_ORDER[kind].filter((key) => key in record);
  const rest = Object.keys(record).filter((key) => !order.includes(key));
  const renamed = {};
  for (const key of [...order, ...rest]) {
    let value = record[key];
    if (key === "toolCalls") value = value.map((tool) => dialectOf(tool, "tool", dialect));
    if (key === "callbackResults") value = value.map((callback) => dialectOf(callback, "callback", dialect));
    renamed[snake ? snakeCase(key) : key] = value;
  }
  return renamed;
}

export const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());

// These characters occur only in strings, so the text can be replaced as a whole.
const goEscapes = (json) =>
  json.replace(/[<>&\u2028\u2029]/g, (character) => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0"));

class Writer {
  #random;
  #text;
  #size;

  constructor(random, text, size) {
    this.#random = random;
    this.#text = text;
    this.#size = size;
  }

  message(sessionId, index) {
    const random = this.#random;
    const role = random.pick(["user", "assistant", "assistant", "assistant", "tool"]);
    const spoken = role === "tool" ? "" : this.prose(random.between(1, 4));
    const assistant = role === "assistant";
    const tools = assistant && random.chance(0.85) ? this.list(1, 4, () => this.toolCall()) : [];
    const callbacks = role === "tool" && random.chance(0.6) ? [this.callbackResult(index)] : [];
    return omitEmpty(["id", "role", "sessionId", "userInput"], {
      assistantResponse: assistant ? spoken : "",
      cacheCreationTokens: assistant ? random.between(0, 3) * 517 : 0,
      cacheReadTokens: assistant ? random.between(0, 90_000) : 0,
      callbackResults: callbacks,
      cost: assistant && random.chance(0.8) ? this.cost() : 0,
      id: this.uuid(),
      inputTokens: assistant ? random.between(1, 200_000) : 0,
      model: assistant ? random.pick(MODELS) : "",
      outputTokens: assistant ? random.between(1, 8_000) : 0,
      reasoning: assistant && random.chance(0.3) ? this.prose(random.between(2, 6)) : "",
      reasoningDuration: assistant && random.chance(0.3) ? random.between(1, 60_000) : 0,
      role,
      sessionId,
      toolCalls: tools,
      userInput: spoken,
    });
  }

  toolCall() {
    const random = this.#random;
    const finished = random.chance(0.95);
    const name = random.chance(0.85) ? random.pick(CORE_TOOLS) : random.pick(OTHER_TOOLS);
    const whole = JSON.stringify({
      command: `grep -n "${random.pick(WORDS.ascii)}" src/*.rs`,
      description: this.prose(1),
      ...(random.chance(0.2) ? { content: this.file(random.between(3, 12)) } : {}),
    });
    return omitEmpty(["finished", "id", "input", "name", "type"], {
      finished,
      id: `call_${this.hex(20)}`,
      input: finished ? (random.chance(0.02) ? "" : whole) : this.beginning(whole),
      isError: random.chance(0.06),
      name,
      result: finished ? this.file(random.between(1, Math.ceil(65 * this.#size))) : "",
      screenshotUrls: name === "Browser" ? this.list(1, 3, () => `https://example.com/shots/${this.hex(8)}.png`) : [],
      type: random.pick(["tool_use", "function", ""]),
    });
  }

  /** A text cut short, but not within a surrogate pair. */
  beginning(text) {
    return text.slice(0, this.#random.between(0, text.length)).replace(/[\ud800-\udbff]$/, "");
  }

  callbackResult(index) {
    const random = this.#random;
    const callbackType = random.pick(["bash_script", "bash_script", "sub_agent", "send_message"]);
    const success = random.chance(0.85);
    const script = callbackType === "bash_script";
    const agent = callbackType === "sub_agent";
    return omitEmpty(["callbackType", "success", "toolCallId", "toolName"], {
      callbackName: random.chance(0.7) ? `after-${index}` : "",
      callbackType,
      error: success ? "" : this.prose(1),
      excludeFromContext: random.chance(0.2),
      exitCode: script && !success ? random.between(-1, 128) : 0,
      stderr: script && !success ? this.file(3) : "",
      stdout: script ? this.file(random.between(1, Math.ceil(20 * this.#size))) : "",
      subagentId: agent ? this.uuid() : "",
      subagentResult: agent ? this.prose(3) : "",
      success,
      toolCallId: `call_${this.hex(20)}`,
      toolName: random.pick(CORE_TOOLS),
    });
  }

  list(low, high, make) {
    return Array.from({ length: this.#random.between(low, high) }, make);
  }

  /** Sentences, each ended by a line break but the last. */
  prose(sentences) {
    return this.list(sentences, sentences + 1, () => this.line(false)).join("\n");
  }

  /** Lines of code and output. */
  file(lines) {
    return this.list(lines, lines + 1, () => this.line(true)).join("\n");
  }

  /** A line of prose, or in a file often of code. */
  line(inFile) {
    const random = this.#random;
    const other = this.#text === "cjk" || (this.#text === "mixed" && random.chance(0.05));
    if (inFile && !other && random.chance(0.45)) return random.pick(CODE);
    const words = other ? WORDS[this.#text] : WORDS.ascii;
    return this.list(4, 16, () => random.pick(words)).join(this.#text === "cjk" ? "" : " ");
  }

  /** Prices have up to 17 digits, and exponents when small. */
  cost() {
    const random = this.#random;
    if (random.chance(0.05)) return random.between(1, 10) * 1e-7;
    return random.next() * random.pick([0.001, 0.05, 2]);
  }

  uuid() {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join("-");
  }

  hex(length) {
    let text = "";
    while (text.length < length) text += this.#random.between(0, 16).toString(16);
    return text;
  }
}

// The backend leaves out optional fields that are empty, zero or false.
function omitEmpty(required, record) {
  for (const key of Object.keys(record)) {
    const value = record[key];
    const empty = !value || (Array.isArray(value) && value.length === 0);
    if (empty && !required.includes(key)) delete record[key];
  }
  return record;
}
