// Checks a case of tests/cases against the package; their README explains the cases. Node and the browsers run this same
// page, so it imports nothing.

/**
 * @param api the package's exports
 * @param testCase a case of one of the `.json` files
 * @returns what is wrong, a line each; nothing if the case passes
 */
export function checkText(api, testCase) {
  return inputs(testCase).flatMap(([kind, input]) => {
    const call = (method) => api[testCase.record][method](input, testCase.options);
    const wrong = outcome(api, testCase, call, testCase.method, {
      value: "value" in testCase ? { is: revive(testCase.value) } : undefined,
      positions: true,
    });
    return wrong.map((line) => `${testCase.name}, ${kind}: ${line}`);
  });
}

/** The same for a case of `from-values.js`. */
export function checkValue(api, testCase) {
  const call = (method) => api[testCase.record][method](testCase.make(), testCase.options);
  const wrong = outcome(api, testCase, call, "from", {
    value: "ok" in testCase ? { is: testCase.ok } : undefined,
    positions: false,
  });
  if ("is" in testCase) {
    const says = api[testCase.record].is(testCase.make());
    if (says !== testCase.is) wrong.push(`is() says ${says}`);
  }
  return wrong.map((line) => `${testCase.name}: ${line}`);
}

function inputs({ input, inputHex, repeat, as }) {
  if (inputHex !== undefined) return [["bytes", bytesOf(inputHex)]];
  const text = repeat ? repeat.prefix + repeat.unit.repeat(repeat.count) + repeat.suffix : input;
  const inputs = [["string", text]];
  if (as !== "string") inputs.push(["bytes", new TextEncoder().encode(text)]);
  return inputs;
}

const bytesOf = (hex) => Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Numbers that not every reader of JSON gets exactly right are written as text. */
function revive(value) {
  if (typeof value !== "object" || value === null) return value;
  if ("$number" in value) return Number(value.$number);
  const revived = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    Object.defineProperty(revived, key, { value: revive(value[key]), writable: true, enumerable: true, configurable: true });
  }
  return revived;
}

function outcome(api, testCase, call, method, { value, positions }) {
  const safe = `safe${method[0].toUpperCase()}${method.slice(1)}`;
  const result = attempt(() => call(safe));
  if (result.thrown) return [`${safe} threw ${result.thrown}`];
  const thrown = attempt(() => call(method));
  const { ok, error } = result.value;

  if (value !== undefined) {
    if (!ok) return [`refused: ${codes(error)}`];
    if (thrown.thrown) return [`${method} threw ${thrown.thrown}, but ${safe} gave a value`];
    return [...differences(result.value.value, value.is, "value"), ...differences(thrown.value, value.is, `value of ${method}`)];
  }

  if (ok) return [`accepted, as ${JSON.stringify(result.value.value)}`];
  const wrong = [];
  if (!(error instanceof api.BackendMessageError)) wrong.push("the error is no BackendMessageError");
  if (!(thrown.thrown instanceof api.BackendMessageError)) wrong.push(`${method} threw no BackendMessageError`);
  else wrong.push(...differences(thrown.thrown.issues, error.issues, `issues of ${method}`));
  if (error.truncated !== (testCase.truncated ?? false)) wrong.push(`truncated is ${error.truncated}`);
  if (error.issues.length !== testCase.issues.length) wrong.push(`there are ${error.issues.length} issues: ${codes(error)}`);

  const pretty = error.pretty();
  testCase.issues.forEach((expected, index) => {
    const issue = error.issues[index] ?? {};
    for (const [key, wanted] of Object.entries(expected)) wrong.push(...differences(issue[key], wanted, `issues[${index}].${key}`));
    if (typeof issue.message !== "string" || issue.message === "") wrong.push(`issues[${index}] has no message`);
    const place = positions ? `${issue.line}:${issue.column}` : issue.pointer;
    if (!pretty.includes(place)) wrong.push(`pretty() does not say ${place}`);
    for (const key of ["offset", "index", "line", "column"]) {
      if (positions !== key in issue) wrong.push(`issues[${index}] ${positions ? "lacks" : "has"} ${key}`);
    }
  });
  return wrong;
}

function attempt(call) {
  try {
    return { value: call() };
  } catch (error) {
    // Falsy things can be thrown too.
    return { thrown: error || new Error(`threw ${String(error)}`) };
  }
}

const codes = (error) => error.issues.map(({ code, pointer, offset }) => `${code} ${pointer} ${offset ?? ""}`).join("; ");

/** Where two values differ, in keys and their order, prototypes and -0 too; the first few places. */
export function differences(actual, expected, place) {
  if (Object.is(actual, expected)) return [];
  const differs = [`${place} is ${show(actual)}, not ${show(expected)}`];
  if (typeof actual !== "object" || typeof expected !== "object" || actual === null || expected === null) return differs;
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) return [`${place} has another prototype`];
  const keys = Reflect.ownKeys(expected);
  const found = Reflect.ownKeys(actual);
  if (keys.length !== found.length || keys.some((key, index) => key !== found[index])) {
    return [`${place} has the keys ${found.slice(0, 20).join()}, not ${keys.slice(0, 20).join()}`];
  }
  const inner = [];
  for (const key of keys) {
    inner.push(...differences(own(actual, key), own(expected, key), `${place}.${String(key)}`));
    if (inner.length >= 5) break;
  }
  return inner;
}

/** Also of a property named `__proto__`. */
const own = (object, key) => Object.getOwnPropertyDescriptor(object, key).value;

function show(value) {
  const text = Object.is(value, -0) ? "-0" : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
