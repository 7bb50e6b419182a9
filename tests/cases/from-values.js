// Values for `from`, `safeFrom` and `is` that JSON cannot write. See README.md for the rules.
//
// { name, record, make, options?, ok | issues, truncated?, is? }
//   make()   a fresh value each time
//   ok       what `from` returns; without it, `issues` lists what it reports, in order: { code, path, pointer }
//   is       what `is(make())` answers, where the contract makes it certain

const keep = { unknownKeys: "keep" };
const reject = { unknownKeys: "reject" };

const message = (more) => ({ id: "m1", role: "user", sessionId: "s1", userInput: "hi", ...more });
const call = (more) => ({ finished: true, id: "t1", input: "{}", name: "Bash", type: "function", ...more });
const result = (more) => ({ callbackType: "bash_script", success: true, toolCallId: "t1", toolName: "Bash", ...more });

const issue = (code, ...path) => ({
  code,
  path,
  pointer: path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
});
const missing = (...keys) => keys.map((key) => issue("missing_field", key));
const throwing = () => {
  throw new Error("from a getter");
};
/** `levels` arrays, one inside the other. */
const nested = (levels) => {
  let value = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
};
const zeros = (count) => Array(count).fill(0);

class Message {
  constructor() {
    Object.assign(this, message());
  }
}

/** A value of the wrong kind in a field, one case each. */
const misfits = [
  ["bigint", () => 5n],
  ["function", () => () => "m1"],
  ["class", () => Message],
  ["symbol", () => Symbol("m1")],
  ["date", () => new Date(0)],
  ["map", () => new Map([["id", "m1"]])],
  ["set", () => new Set(["m1"])],
  ["regexp", () => /m1/],
  ["error", () => new Error("m1")],
  ["promise", () => Promise.resolve("m1")],
  ["weak-map", () => new WeakMap()],
  ["boxed-string", () => new String("m1")],
  ["boxed-number", () => new Number(5)],
  ["boxed-boolean", () => new Boolean(true)],
  ["class-instance", () => new Message()],
  ["uint8-array", () => new Uint8Array([1, 2])],
  ["float64-array", () => new Float64Array(2)],
  ["array-buffer", () => new ArrayBuffer(2)],
  ["data-view", () => new DataView(new ArrayBuffer(2))],
];

const misfitCases = misfits.flatMap(([kind, make]) => [
  { name: `from-${kind}`, record: "BackendMessage", make, issues: [issue("invalid_type")], is: false },
  {
    name: `from-${kind}-in-string`,
    record: "BackendMessage",
    make: () => message({ model: make() }),
    issues: [issue("invalid_type", "model")],
    is: false,
  },
  {
    name: `from-${kind}-in-integer`,
    record: "BackendMessage",
    make: () => message({ inputTokens: make() }),
    issues: [issue("invalid_type", "inputTokens")],
    is: false,
  },
  {
    name: `from-${kind}-in-boolean`,
    record: "ToolCallData",
    make: () => call({ isError: make() }),
    issues: [issue("invalid_type", "isError")],
    is: false,
  },
  {
    name: `from-${kind}-in-array-of-records`,
    record: "BackendMessage",
    make: () => message({ toolCalls: make() }),
    issues: [issue("invalid_type", "toolCalls")],
    is: false,
  },
  {
    name: `from-${kind}-as-record`,
    record: "BackendMessage",
    make: () => message({ toolCalls: [call(), make()] }),
    issues: [issue("invalid_type", "toolCalls", 1)],
    is: false,
  },
  {
    name: `from-${kind}-as-element-of-strings`,
    record: "ToolCallData",
    make: () => call({ screenshotUrls: ["a", make()] }),
    issues: [issue("invalid_type", "screenshotUrls", 1)],
    is: false,
  },
  {
    name: `from-${kind}-in-unknown-stripped`,
    record: "BackendMessage",
    make: () => message({ extra: make() }),
    ok: message(),
  },
  {
    name: `from-${kind}-in-unknown-kept`,
    record: "BackendMessage",
    make: () => message({ extra: { deeper: [0, make()] } }),
    options: keep,
    issues: [issue("invalid_type", "extra", "deeper", 1)],
  },
]);

const plain = [
  { name: "from-minimal", record: "BackendMessage", make: () => message(), ok: message(), is: true },
  { name: "from-minimal-tool-call", record: "ToolCallData", make: () => call(), ok: call(), is: true },
  { name: "from-minimal-callback-result", record: "CallbackResultData", make: () => result(), ok: result(), is: true },
  {
    name: "from-camel-full",
    record: "BackendMessage",
    make: () => message({ cost: 0.5, toolCalls: [call({ screenshotUrls: ["a"] })], callbackResults: [result({ exitCode: 1 })], model: "é😀" }),
    ok: { callbackResults: [{ callbackType: "bash_script", exitCode: 1, success: true, toolCallId: "t1", toolName: "Bash" }], cost: 0.5, id: "m1", model: "é😀", role: "user", sessionId: "s1", toolCalls: [{ finished: true, id: "t1", input: "{}", name: "Bash", screenshotUrls: ["a"], type: "function" }], userInput: "hi" },
    is: true,
  },
  {
    name: "from-snake",
    record: "BackendMessage",
    make: () => ({ id: "m1", role: "user", session_id: "s1", user_input: "hi", tool_calls: [call({ is_error: true })] }),
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [{ finished: true, id: "t1", input: "{}", isError: true, name: "Bash", type: "function" }], userInput: "hi" },
    is: false,
  },
  {
    name: "from-wire",
    record: "BackendMessage",
    make: () => message({ callbackResults: [{ callback_type: "sub_agent", success: true, tool_call_id: "t1", tool_name: "Task" }] }),
    ok: { callbackResults: [{ callbackType: "sub_agent", success: true, toolCallId: "t1", toolName: "Task" }], id: "m1", role: "user", sessionId: "s1", userInput: "hi" },
    is: false,
  },
  {
    name: "from-names-mixed",
    record: "CallbackResultData",
    make: () => ({ callback_type: "sub_agent", success: true, toolCallId: "t1", tool_name: "Task" }),
    ok: { callbackType: "sub_agent", success: true, toolCallId: "t1", toolName: "Task" },
    is: false,
  },
  { name: "from-optional-null", record: "BackendMessage", make: () => message({ cost: null, toolCalls: null }), ok: message(), is: false },
  { name: "from-other-keys", record: "BackendMessage", make: () => message({ extra: 1 }), ok: message(), is: true },
  {
    name: "from-other-keys-in-tool-call",
    record: "BackendMessage",
    make: () => message({ toolCalls: [call({ extra: {} })] }),
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" },
    is: true,
  },
  { name: "from-frozen", record: "BackendMessage", make: () => Object.freeze(message()), ok: message(), is: true },
  {
    name: "from-frozen-deeply",
    record: "BackendMessage",
    make: () => Object.freeze(message({ toolCalls: Object.freeze([Object.freeze(call())]) })),
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" },
    is: true,
  },
  { name: "from-sealed", record: "ToolCallData", make: () => Object.seal(call()), ok: call(), is: true },
  {
    name: "from-shared-not-cyclic",
    record: "BackendMessage",
    make: () => {
      const one = call();
      const list = ["a"];
      return message({ toolCalls: [one, one, call({ screenshotUrls: list }), call({ screenshotUrls: list })] });
    },
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call(), call(), { finished: true, id: "t1", input: "{}", name: "Bash", screenshotUrls: ["a"], type: "function" }, { finished: true, id: "t1", input: "{}", name: "Bash", screenshotUrls: ["a"], type: "function" }], userInput: "hi" },
    is: true,
  },
  {
    name: "from-shared-in-unknown-kept",
    record: "BackendMessage",
    make: () => {
      const one = { a: [1] };
      return message({ x: one, y: [one, one] });
    },
    options: keep,
    ok: { ...message(), x: { a: [1] }, y: [{ a: [1] }, { a: [1] }] },
    is: true,
  },
];

const notRecords = [
  { name: "from-undefined", record: "BackendMessage", make: () => undefined, issues: [issue("invalid_type")], is: false },
  { name: "from-null", record: "BackendMessage", make: () => null, issues: [issue("invalid_type")], is: false },
  { name: "from-true", record: "BackendMessage", make: () => true, issues: [issue("invalid_type")], is: false },
  { name: "from-number", record: "ToolCallData", make: () => 5, issues: [issue("invalid_type")], is: false },
  { name: "from-nan", record: "ToolCallData", make: () => Number.NaN, issues: [issue("invalid_type")], is: false },
  { name: "from-json-text", record: "BackendMessage", make: () => JSON.stringify(message()), issues: [issue("invalid_type")], is: false },
  { name: "from-array", record: "BackendMessage", make: () => [message()], issues: [issue("invalid_type")], is: false },
  { name: "from-empty-object", record: "BackendMessage", make: () => ({}), issues: missing("id", "role", "sessionId", "userInput"), is: false },
];

const absent = [
  { name: "from-optional-undefined", record: "BackendMessage", make: () => message({ cost: undefined, toolCalls: undefined }), ok: message(), is: true },
  { name: "from-required-undefined", record: "BackendMessage", make: () => message({ id: undefined }), issues: missing("id"), is: false },
  {
    name: "from-required-undefined-by-snake-name",
    record: "BackendMessage",
    make: () => ({ id: "m1", role: "user", session_id: undefined, userInput: "hi" }),
    issues: missing("sessionId"),
    is: false,
  },
  {
    name: "from-required-null-by-snake-name",
    record: "BackendMessage",
    make: () => ({ id: "m1", role: "user", session_id: null, userInput: "hi" }),
    issues: missing("session_id"),
    is: false,
  },
  { name: "from-undefined-is-no-duplicate", record: "BackendMessage", make: () => message({ session_id: undefined }), ok: message(), is: true },
  {
    name: "from-undefined-in-unknown-kept",
    record: "BackendMessage",
    make: () => message({ extra: undefined, more: { a: undefined, b: 1 } }),
    options: keep,
    ok: { ...message(), more: { b: 1 } },
    is: true,
  },
  { name: "from-undefined-in-unknown-rejected", record: "BackendMessage", make: () => message({ extra: undefined }), options: reject, ok: message(), is: true },
  { name: "from-undefined-element-of-records", record: "BackendMessage", make: () => message({ toolCalls: [undefined] }), issues: [issue("invalid_type", "toolCalls", 0)], is: false },
  { name: "from-undefined-element-of-strings", record: "ToolCallData", make: () => call({ screenshotUrls: ["a", undefined, "b"] }), issues: [issue("invalid_type", "screenshotUrls", 1)], is: false },
  { name: "from-null-element-of-strings", record: "ToolCallData", make: () => call({ screenshotUrls: [null] }), issues: [issue("invalid_type", "screenshotUrls", 0)], is: false },
  { name: "from-undefined-element-in-unknown", record: "BackendMessage", make: () => message({ x: [1, undefined] }), options: keep, issues: [issue("invalid_type", "x", 1)] },
  { name: "from-sparse-records", record: "BackendMessage", make: () => message({ toolCalls: [call(), , call()] }), issues: [issue("invalid_type", "toolCalls", 1)], is: false },
  { name: "from-sparse-strings", record: "ToolCallData", make: () => call({ screenshotUrls: new Array(2) }), issues: [issue("invalid_type", "screenshotUrls", 0), issue("invalid_type", "screenshotUrls", 1)], is: false },
  {
    name: "from-sparse-limited",
    record: "ToolCallData",
    make: () => call({ screenshotUrls: new Array(1000) }),
    options: { maxIssues: 2 },
    issues: [issue("invalid_type", "screenshotUrls", 0), issue("invalid_type", "screenshotUrls", 1)],
    truncated: true,
    is: false,
  },
];

const numbers = [
  ...["cost", "inputTokens"].flatMap((key) =>
    [
      ["nan", Number.NaN],
      ["infinity", Number.POSITIVE_INFINITY],
      ["minus-infinity", Number.NEGATIVE_INFINITY],
    ].map(([kind, value]) => ({
      name: `from-${kind}-in-${key === "cost" ? "cost" : "integer"}`,
      record: "BackendMessage",
      make: () => message({ [key]: value }),
      issues: [issue("number_out_of_range", key)],
      is: false,
    })),
  ),
  { name: "from-nan-in-string", record: "BackendMessage", make: () => message({ model: Number.NaN }), issues: [issue("invalid_type", "model")], is: false },
  { name: "from-nan-in-unknown-stripped", record: "BackendMessage", make: () => message({ x: Number.NaN }), ok: message(), is: true },
  { name: "from-infinity-in-unknown-kept", record: "BackendMessage", make: () => message({ x: [{ y: Number.NEGATIVE_INFINITY }] }), options: keep, issues: [issue("number_out_of_range", "x", 0, "y")] },
  { name: "from-minus-zero-integer", record: "BackendMessage", make: () => message({ inputTokens: -0 }), ok: { id: "m1", inputTokens: -0, role: "user", sessionId: "s1", userInput: "hi" }, is: true },
  { name: "from-minus-zero-cost", record: "BackendMessage", make: () => message({ cost: -0 }), ok: { cost: -0, id: "m1", role: "user", sessionId: "s1", userInput: "hi" }, is: true },
  { name: "from-minus-zero-in-unknown-kept", record: "BackendMessage", make: () => message({ x: [-0] }), options: keep, ok: { ...message(), x: [-0] }, is: true },
  { name: "from-largest-integer", record: "BackendMessage", make: () => message({ inputTokens: Number.MAX_SAFE_INTEGER }), ok: { id: "m1", inputTokens: Number.MAX_SAFE_INTEGER, role: "user", sessionId: "s1", userInput: "hi" }, is: true },
  { name: "from-smallest-integer", record: "CallbackResultData", make: () => result({ exitCode: Number.MIN_SAFE_INTEGER }), ok: { callbackType: "bash_script", exitCode: Number.MIN_SAFE_INTEGER, success: true, toolCallId: "t1", toolName: "Bash" }, is: true },
  { name: "from-unsafe-integer", record: "BackendMessage", make: () => message({ inputTokens: 2 ** 53 }), issues: [issue("unsafe_integer", "inputTokens")], is: false },
  { name: "from-unsafe-negative-integer", record: "BackendMessage", make: () => message({ inputTokens: -(2 ** 53) }), issues: [issue("unsafe_integer", "inputTokens")], is: false },
  { name: "from-greatest-double-as-integer", record: "BackendMessage", make: () => message({ inputTokens: Number.MAX_VALUE }), issues: [issue("unsafe_integer", "inputTokens")], is: false },
  { name: "from-fraction-as-integer", record: "BackendMessage", make: () => message({ inputTokens: 1.5 }), issues: [issue("not_integer", "inputTokens")], is: false },
  { name: "from-least-double-as-integer", record: "BackendMessage", make: () => message({ inputTokens: Number.MIN_VALUE }), issues: [issue("not_integer", "inputTokens")], is: false },
  { name: "from-fraction-as-exit-code", record: "BackendMessage", make: () => message({ callbackResults: [result({ exitCode: 0.5 })] }), issues: [issue("not_integer", "callbackResults", 0, "exitCode")], is: false },
  { name: "from-greatest-double-as-cost", record: "BackendMessage", make: () => message({ cost: Number.MAX_VALUE }), ok: { cost: Number.MAX_VALUE, id: "m1", role: "user", sessionId: "s1", userInput: "hi" }, is: true },
  { name: "from-number-in-words", record: "BackendMessage", make: () => message({ inputTokens: "5" }), issues: [issue("invalid_type", "inputTokens")], is: false },
];

const strings = [
  { name: "from-lone-high", record: "BackendMessage", make: () => message({ model: "a\ud800" }), issues: [issue("lone_surrogate", "model")] },
  { name: "from-lone-low", record: "BackendMessage", make: () => message({ id: "\udc00b" }), issues: [issue("lone_surrogate", "id")] },
  { name: "from-lone-in-nested", record: "BackendMessage", make: () => message({ toolCalls: [call({ screenshotUrls: ["a", "😀\ude00"] })] }), issues: [issue("lone_surrogate", "toolCalls", 0, "screenshotUrls", 1)] },
  { name: "from-lone-in-unknown-stripped", record: "BackendMessage", make: () => message({ x: "\ud800" }), ok: message(), is: true },
  { name: "from-lone-in-unknown-kept", record: "BackendMessage", make: () => message({ x: { y: ["\ud800"] } }), options: keep, issues: [issue("lone_surrogate", "x", "y", 0)] },
  { name: "from-pairs-and-controls", record: "BackendMessage", make: () => message({ model: "\ud83d\ude00\u0000\n\u2028\ufeff\uffff" }), ok: { id: "m1", model: "😀\u0000\n\u2028\ufeff\uffff", role: "user", sessionId: "s1", userInput: "hi" }, is: true },
  { name: "from-empty-strings", record: "BackendMessage", make: () => ({ id: "", role: "", sessionId: "", userInput: "" }), ok: { id: "", role: "", sessionId: "", userInput: "" }, is: true },
  { name: "from-wrong-enum", record: "CallbackResultData", make: () => result({ callbackType: "webhook" }), issues: [issue("invalid_enum", "callbackType")], is: false },
  { name: "from-enum-name-of-prototype", record: "CallbackResultData", make: () => result({ callbackType: "constructor" }), issues: [issue("invalid_enum", "callbackType")], is: false },
  { name: "from-enum-in-array", record: "CallbackResultData", make: () => result({ callbackType: ["bash_script"] }), issues: [issue("invalid_type", "callbackType")], is: false },
  { name: "from-enum-boxed", record: "CallbackResultData", make: () => result({ callbackType: new String("bash_script") }), issues: [issue("invalid_type", "callbackType")], is: false },
];

const objects = [
  {
    name: "from-null-prototype",
    record: "BackendMessage",
    make: () => Object.assign(Object.create(null), message({ toolCalls: [Object.assign(Object.create(null), call())] })),
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" },
  },
  {
    name: "from-null-prototype-in-unknown-kept",
    record: "BackendMessage",
    make: () => message({ x: Object.assign(Object.create(null), { a: 1 }) }),
    options: keep,
    ok: { ...message(), x: { a: 1 } },
    is: true,
  },
  { name: "from-inherited-fields", record: "BackendMessage", make: () => Object.create(message()), issues: [issue("invalid_type")], is: false },
  { name: "from-inherited-beside-own", record: "BackendMessage", make: () => Object.assign(Object.create({ id: "m1" }), { role: "user", sessionId: "s1", userInput: "hi" }), issues: [issue("invalid_type")], is: false },
  { name: "from-prototype-set-in-literal", record: "BackendMessage", make: () => ({ __proto__: message() }), issues: [issue("invalid_type")], is: false },
  {
    name: "from-not-enumerable",
    record: "BackendMessage",
    make: () => Object.defineProperty(message({ id: undefined }), "id", { value: "m1", enumerable: false }),
    issues: missing("id"),
  },
  {
    name: "from-not-enumerable-optional",
    record: "BackendMessage",
    make: () => Object.defineProperty(message(), "cost", { value: "x", enumerable: false }),
    ok: message(),
  },
  {
    name: "from-not-enumerable-unknown-rejected",
    record: "BackendMessage",
    make: () => Object.defineProperty(message(), "extra", { value: 1, enumerable: false }),
    options: reject,
    ok: message(),
    is: true,
  },
  { name: "from-symbol-key-stripped", record: "BackendMessage", make: () => message({ [Symbol("a")]: 1n }), ok: message(), is: true },
  { name: "from-symbol-key-kept", record: "BackendMessage", make: () => message({ [Symbol("a")]: 1 }), options: keep, ok: message(), is: true },
  { name: "from-symbol-key-rejected", record: "BackendMessage", make: () => message({ [Symbol("a")]: 1 }), options: reject, ok: message(), is: true },
  { name: "from-to-string-tag", record: "BackendMessage", make: () => message({ [Symbol.toStringTag]: "Date" }), ok: message(), is: true },
  { name: "from-to-json", record: "BackendMessage", make: () => message({ toJSON: () => ({}) }), ok: message(), is: true },
  {
    name: "from-getters",
    record: "BackendMessage",
    make: () => ({
      get id() {
        return "m1";
      },
      role: "user",
      get session_id() {
        return "s1";
      },
      userInput: "hi",
      get toolCalls() {
        return [call()];
      },
    }),
    ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" },
  },
  { name: "from-getter-of-wrong-type", record: "BackendMessage", make: () => Object.defineProperty(message(), "cost", { get: () => "x", enumerable: true }), issues: [issue("invalid_type", "cost")], is: false },
  { name: "from-getter-of-undefined", record: "BackendMessage", make: () => Object.defineProperty(message(), "cost", { get: () => undefined, enumerable: true }), ok: message() },
  { name: "from-setter-only", record: "BackendMessage", make: () => Object.defineProperty(message(), "cost", { set: () => {}, enumerable: true }), ok: message() },
  { name: "from-throwing-getter", record: "BackendMessage", make: () => Object.defineProperty(message(), "cost", { get: throwing, enumerable: true }), issues: [issue("invalid_type", "cost")], is: false },
  { name: "from-throwing-getter-of-required", record: "BackendMessage", make: () => Object.defineProperty(message(), "id", { get: throwing, enumerable: true }), issues: [issue("invalid_type", "id")], is: false },
  {
    name: "from-throwing-getter-by-snake-name",
    record: "BackendMessage",
    make: () => Object.defineProperty(message(), "input_tokens", { get: throwing, enumerable: true }),
    issues: [issue("invalid_type", "input_tokens")],
  },
  { name: "from-throwing-getter-in-tool-call", record: "BackendMessage", make: () => message({ toolCalls: [call(), Object.defineProperty(call(), "result", { get: throwing, enumerable: true })] }), issues: [issue("invalid_type", "toolCalls", 1, "result")], is: false },
  { name: "from-throwing-getter-of-element", record: "BackendMessage", make: () => message({ toolCalls: Object.defineProperty([call(), call()], 1, { get: throwing, enumerable: true }) }), issues: [issue("invalid_type", "toolCalls", 1)], is: false },
  { name: "from-throwing-getter-in-unknown-stripped", record: "BackendMessage", make: () => Object.defineProperty(message(), "x", { get: throwing, enumerable: true }), ok: message(), is: true },
  { name: "from-throwing-getter-in-unknown-kept", record: "BackendMessage", make: () => message({ x: Object.defineProperty({}, "y", { get: throwing, enumerable: true }) }), options: keep, issues: [issue("invalid_type", "x", "y")] },
  {
    name: "from-throwing-getter-of-undefined",
    record: "BackendMessage",
    make: () =>
      Object.defineProperty(message(), "cost", {
        get() {
          throw undefined;
        },
        enumerable: true,
      }),
    issues: [issue("invalid_type", "cost")],
    is: false,
  },
  { name: "from-throwing-getter-not-enumerable", record: "BackendMessage", make: () => Object.defineProperty(message(), "extra", { get: throwing, enumerable: false }), ok: message(), is: true },
  { name: "from-array-with-other-properties", record: "BackendMessage", make: () => message({ toolCalls: Object.assign([call()], { extra: 1, cost: "x" }) }), ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" }, is: true },
  { name: "from-array-like", record: "BackendMessage", make: () => message({ toolCalls: { 0: call(), length: 1 } }), issues: [issue("invalid_type", "toolCalls")], is: false },
  { name: "from-string-for-strings", record: "ToolCallData", make: () => call({ screenshotUrls: "ab" }), issues: [issue("invalid_type", "screenshotUrls")], is: false },
];

const proxies = [
  { name: "from-proxy", record: "BackendMessage", make: () => new Proxy(message(), {}), ok: message() },
  { name: "from-proxy-in-array", record: "BackendMessage", make: () => message({ toolCalls: [new Proxy(call(), {})] }), ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" } },
  { name: "from-proxy-of-array", record: "BackendMessage", make: () => message({ toolCalls: new Proxy([call()], {}) }), ok: { id: "m1", role: "user", sessionId: "s1", toolCalls: [call()], userInput: "hi" } },
  {
    name: "from-proxy-get-throws-for-one-key",
    record: "BackendMessage",
    make: () => new Proxy(message({ cost: 1 }), { get: (target, key) => (key === "cost" ? throwing() : Reflect.get(target, key)) }),
    issues: [issue("invalid_type", "cost")],
    is: false,
  },
  { name: "from-proxy-own-keys-throws", record: "BackendMessage", make: () => new Proxy(message(), { ownKeys: throwing }), issues: [issue("invalid_type")] },
  { name: "from-proxy-get-prototype-throws", record: "BackendMessage", make: () => new Proxy(message(), { getPrototypeOf: throwing }), issues: [issue("invalid_type")] },
  { name: "from-proxy-own-keys-throws-in-array", record: "BackendMessage", make: () => message({ toolCalls: [call(), new Proxy(call(), { ownKeys: throwing })] }), issues: [issue("invalid_type", "toolCalls", 1)] },
  { name: "from-proxy-own-keys-throws-in-unknown", record: "BackendMessage", make: () => message({ x: [new Proxy({}, { ownKeys: throwing })] }), options: keep, issues: [issue("invalid_type", "x", 0)] },
  {
    name: "from-proxy-revoked",
    record: "BackendMessage",
    make: () => {
      const { proxy, revoke } = Proxy.revocable(message(), {});
      revoke();
      return proxy;
    },
    issues: [issue("invalid_type")],
    is: false,
  },
  {
    name: "from-proxy-revoked-in-field",
    record: "BackendMessage",
    make: () => {
      const { proxy, revoke } = Proxy.revocable([], {});
      revoke();
      return message({ toolCalls: proxy });
    },
    issues: [issue("invalid_type", "toolCalls")],
    is: false,
  },
  {
    name: "from-proxy-revoked-in-unknown",
    record: "BackendMessage",
    make: () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return message({ x: proxy });
    },
    options: keep,
    issues: [issue("invalid_type", "x")],
  },
  { name: "from-proxy-of-class-instance", record: "BackendMessage", make: () => new Proxy(new Message(), {}), issues: [issue("invalid_type")], is: false },
];

const cycles = [
  {
    name: "from-cycle-in-unknown-stripped",
    record: "BackendMessage",
    make: () => {
      const value = message();
      value.self = value;
      return value;
    },
    ok: message(),
  },
  {
    name: "from-cycle-in-unknown-kept",
    record: "BackendMessage",
    make: () => {
      const list = [0];
      list.push({ list });
      return message({ x: list });
    },
    options: keep,
    issues: [issue("invalid_type", "x", 1, "list")],
  },
  {
    name: "from-cycle-of-array",
    record: "BackendMessage",
    make: () => {
      const list = [];
      list.push(list);
      return message({ toolCalls: list });
    },
    issues: [issue("invalid_type", "toolCalls", 0)],
    is: false,
  },
  {
    name: "from-cycle-of-record",
    record: "BackendMessage",
    make: () => {
      const value = message();
      value.toolCalls = [call(), value];
      return value;
    },
    issues: [issue("invalid_type", "toolCalls", 1)],
    is: false,
  },
  {
    name: "from-cycle-in-strings",
    record: "ToolCallData",
    make: () => {
      const value = call();
      value.screenshotUrls = ["a", value];
      return value;
    },
    issues: [issue("invalid_type", "screenshotUrls", 1)],
    is: false,
  },
];

const proto = '{"id":"m1","role":"user","sessionId":"s1","userInput":"hi","__proto__":{"polluted":true}}';
const unknown = [
  { name: "from-proto-key-stripped", record: "BackendMessage", make: () => JSON.parse(proto), ok: message(), is: true },
  { name: "from-proto-key-kept", record: "BackendMessage", make: () => JSON.parse(proto), options: keep, ok: JSON.parse(proto), is: true },
  { name: "from-proto-key-rejected", record: "BackendMessage", make: () => JSON.parse(proto), options: reject, issues: [issue("unknown_key", "__proto__")], is: true },
  { name: "from-proto-key-inside-unknown-kept", record: "BackendMessage", make: () => message({ x: JSON.parse('{"__proto__":1,"a":2}') }), options: keep, ok: { ...message(), x: JSON.parse('{"__proto__":1,"a":2}') }, is: true },
  {
    name: "from-proto-key-does-not-supply-fields",
    record: "BackendMessage",
    make: () => JSON.parse('{"__proto__":{"id":"m1"},"role":"user","sessionId":"s1","userInput":"hi"}'),
    issues: missing("id"),
    is: false,
  },
  { name: "from-unknown-kept-in-source-order", record: "BackendMessage", make: () => ({ zeta: 1, ...message(), alpha: [null, true, "é"] }), options: keep, ok: { ...message(), zeta: 1, alpha: [null, true, "é"] }, is: true },
  { name: "from-unknown-kept-null", record: "BackendMessage", make: () => message({ extra: null }), options: keep, ok: { ...message(), extra: null }, is: true },
  { name: "from-unknown-rejected", record: "BackendMessage", make: () => message({ a: 1, "b/c~d": null }), options: reject, issues: [issue("unknown_key", "a"), issue("unknown_key", "b/c~d")], is: true },
  { name: "from-unknown-rejected-in-tool-call", record: "BackendMessage", make: () => message({ toolCalls: [call({ extra: 1 })] }), options: reject, issues: [issue("unknown_key", "toolCalls", 0, "extra")], is: true },
  { name: "from-unknown-rejected-and-checked", record: "BackendMessage", make: () => message({ extra: () => {} }), options: reject, issues: [issue("unknown_key", "extra"), issue("invalid_type", "extra")] },
  { name: "from-unknown-object-member-names", record: "BackendMessage", make: () => message({ constructor: 1, toString: "x", hasOwnProperty: null }), ok: message(), is: true },
  { name: "from-both-names", record: "BackendMessage", make: () => message({ session_id: "s1" }), issues: [issue("duplicate_key", "session_id")] },
  { name: "from-both-names-snake-first", record: "BackendMessage", make: () => ({ session_id: "s1", ...message() }), issues: [issue("duplicate_key", "sessionId")] },
  { name: "from-both-names-one-null", record: "BackendMessage", make: () => message({ cost: 1, tool_calls: null, toolCalls: [] }), issues: [issue("duplicate_key", "toolCalls")] },
  { name: "from-both-names-second-of-wrong-type", record: "BackendMessage", make: () => message({ session_id: 5 }), issues: [issue("duplicate_key", "session_id"), issue("invalid_type", "session_id")] },
  { name: "from-both-names-in-tool-call", record: "BackendMessage", make: () => message({ toolCalls: [call({ isError: true, is_error: true })] }), issues: [issue("duplicate_key", "toolCalls", 0, "is_error")] },
  { name: "from-several-issues", record: "BackendMessage", make: () => ({ role: 5, cost: Number.NaN, toolCalls: [call({ finished: 1 }), 2], sessionId: null }), issues: [...missing("id", "userInput"), issue("invalid_type", "role"), issue("number_out_of_range", "cost"), issue("invalid_type", "toolCalls", 0, "finished"), issue("invalid_type", "toolCalls", 1), issue("missing_field", "sessionId")], is: false },
  { name: "from-several-issues-limited", record: "BackendMessage", make: () => ({ role: 5, cost: Number.NaN, sessionId: "s1", userInput: "hi" }), options: { maxIssues: 2 }, issues: [...missing("id"), issue("invalid_type", "role")], truncated: true, is: false },
];

const depth = [
  { name: "from-128-levels", record: "BackendMessage", make: () => message({ x: nested(127) }), ok: message(), is: true },
  { name: "from-128-levels-kept", record: "BackendMessage", make: () => message({ x: nested(127) }), options: keep, ok: { ...message(), x: nested(127) }, is: true },
  { name: "from-129-levels", record: "BackendMessage", make: () => message({ x: nested(128) }), ok: message(), is: true },
  { name: "from-129-levels-kept", record: "BackendMessage", make: () => message({ x: nested(128) }), options: keep, issues: [issue("too_deep", "x", ...zeros(127))] },
  { name: "from-129-levels-in-tool-call", record: "BackendMessage", make: () => message({ toolCalls: [call({ x: nested(126) })] }), options: keep, issues: [issue("too_deep", "toolCalls", 0, "x", ...zeros(125))] },
  { name: "from-100000-levels", record: "BackendMessage", make: () => message({ x: nested(100000) }), ok: message(), is: true },
  { name: "from-100000-levels-kept", record: "BackendMessage", make: () => message({ x: nested(100000) }), options: keep, issues: [issue("too_deep", "x", ...zeros(127))] },
];

export default [
  ...plain,
  ...notRecords,
  ...absent,
  ...numbers,
  ...strings,
  ...objects,
  ...proxies,
  ...cycles,
  ...unknown,
  ...depth,
  ...misfitCases,
];
