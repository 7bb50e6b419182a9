// A summary by other means: from objects, one JSON.parse after another, with big integers and exact sums of doubles.

const LISTS = { toolCalls: "tool", callbackResults: "callback" };
const FIELDS = {
  message: [
    "assistantResponse", "cacheCreationTokens", "cacheReadTokens", "callbackResults", "cost", "id", "inputTokens", "model",
    "outputTokens", "reasoning", "reasoningDuration", "role", "sessionId", "toolCalls", "userInput",
  ],
  tool: ["finished", "id", "input", "isError", "name", "result", "screenshotUrls", "type"],
  callback: [
    "callbackName", "callbackType", "error", "excludeFromContext", "exitCode", "stderr", "stdout", "subagentId",
    "subagentResult", "success", "toolCallId", "toolName",
  ],
};
const TOKENS = ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"];

/**
 * @param {string} text an array of valid messages, or messages one after another
 * @returns what `summarize` should give
 */
export function sumUp(text) {
  const usage = new UsageSum();
  const [roles, sessions, models, tools, callbacks, fields] = Array.from({ length: 6 }, () => new Map());
  const row = (map, key, make) => map.get(key) ?? map.set(key, make()).get(key);
  const ids = new Set();
  let messages = 0;

  for (const root of rootsOf(text)) {
    for (const message of root.elements ?? [root]) {
      const value = camel(message, "message", "", fields);
      messages += 1;
      ids.add(value.id);
      usage.add(value);
      row(roles, value.role, () => ({ role: value.role, messages: 0 })).messages += 1;
      for (const [map, name] of [[sessions, "sessionId"], [models, "model"]]) {
        const key = value[name];
        const used = row(map, key, () => ({ ...(key !== undefined && { [name]: key }), messages: 0, usage: new UsageSum() }));
        used.messages += 1;
        used.usage.add(value);
      }
      for (const { name, isError, finished } of value.toolCalls ?? []) {
        const tool = row(tools, name, () => ({ name, calls: 0, failed: 0, unfinished: 0 }));
        tool.calls += 1;
        tool.failed += isError ? 1 : 0;
        tool.unfinished += finished ? 0 : 1;
      }
      for (const { callbackType, success } of value.callbackResults ?? []) {
        const callback = row(callbacks, callbackType, () => ({ callbackType, results: 0, failed: 0 }));
        callback.results += 1;
        callback.failed += success ? 0 : 1;
      }
    }
  }
  const list = (map) => Array.from(map.values(), (item) => (item.usage ? { ...item, usage: item.usage.value() } : item));
  return {
    bytes: Buffer.byteLength(text),
    messages,
    rejected: 0,
    rejectedBytes: 0,
    replaced: 0,
    repeatedIds: messages - ids.size,
    usage: usage.value(),
    roles: list(roles),
    sessions: list(sessions),
    models: list(models),
    tools: list(tools),
    callbacks: list(callbacks),
    fields: list(fields),
  };
}

/** A record's values under camelCase keys; its fields are counted as they come. */
function camel({ members }, kind, path, fields) {
  const record = {};
  for (const [key, { source, elements }] of members) {
    const name = FIELDS[kind].find((field) => field === key || snakeCase(field) === key);
    if (name === undefined || source === "null") continue;
    const place = path + name;
    if (!fields.has(place)) fields.set(place, { path: place, values: 0, bytes: 0 });
    const field = fields.get(place);
    field.values += 1;
    field.bytes += Buffer.byteLength(source);
    const inner = kind === "message" ? LISTS[name] : undefined;
    record[name] = inner ? elements.map((element) => camel(element, inner, `${place}.`, fields)) : JSON.parse(source);
  }
  return record;
}

const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

class UsageSum {
  #tokens = TOKENS.map(() => 0n);
  #costs = [];

  add(message) {
    this.#tokens = this.#tokens.map((sum, index) => sum + BigInt(message[TOKENS[index]] ?? 0));
    this.#costs.push(message.cost ?? 0);
  }

  value() {
    const tokens = TOKENS.map((name, index) => [name, Number(this.#tokens[index])]);
    return { ...Object.fromEntries(tokens), cost: exactSum(this.#costs) };
  }
}

/** The double nearest to the sum: every double is a multiple of 2^-1074. */
function exactSum(values) {
  const sum = values.reduce((total, value) => total + multiplesOf(value), 0n);
  // To 80 bits or so, the last one set where anything is cut off, so that it is rounded only once.
  const size = (sum < 0n ? -sum : sum).toString(2).length;
  const half = Math.max(Math.ceil((size - 80) / 2), 0);
  const cut = BigInt(2 * half);
  const head = sum >> cut;
  const rounded = Number((head << cut) === sum ? head : head | 1n);
  return rounded * 2 ** (half - 537) * 2 ** (half - 537);
}

function multiplesOf(value) {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -magnitude : magnitude;
}

/** The values of a valid text, each with its source, members and elements. */
function rootsOf(text) {
  let at = 0;
  const skip = () => {
    while (/[\s\ufeff]/.test(text[at] ?? "")) at += 1;
  };
  const list = (close, read) => {
    const found = [];
    at += 1;
    for (skip(); text[at] !== close; skip()) {
      if (text[at] === ",") at += 1;
      skip();
      found.push(read());
    }
    at += 1;
    return found;
  };
  const member = () => {
    const key = JSON.parse(value().source);
    skip();
    at += 1;
    return [key, value()];
  };
  function value() {
    skip();
    const start = at;
    const node = {};
    if (text[at] === "{") node.members = list("}", member);
    else if (text[at] === "[") node.elements = list("]", value);
    else at += /^(?:"(?:[^"\\]|\\.)*"|[^\s,\]}]+)/s.exec(text.slice(at, at + 1_000_000))[0].length;
    node.source = text.slice(start, at);
    return node;
  }
  const roots = [];
  for (skip(); at < text.length; skip()) roots.push(value());
  return roots;
}
