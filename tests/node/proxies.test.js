// Proxies that claim what no object or array has, or do not answer at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BackendMessage, BackendMessageError } from "backend-message";

const VALUE = { id: "m", role: "user", sessionId: "s", userInput: "hi" };
const TOOL = { finished: true, id: "t", input: "{}", name: "Browser", type: "" };

/** An array that says it is endless, and has the same in every place. */
const endless = (item, length) => new Proxy([], { get: (_, key) => (key === "length" ? length : item), has: () => true });

/** A proxy that throws whatever is asked of it. */
function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

test("an array longer than arrays can be is none", () => {
  for (const length of [1e15, 2 ** 32, Infinity, "3", { valueOf: () => 1e15 }, NaN]) {
    const values = [
      { ...VALUE, toolCalls: endless(TOOL, length) },
      { ...VALUE, toolCalls: [{ ...TOOL, screenshotUrls: endless("https://example.com", length) }] },
    ];
    for (const value of values) {
      assert.equal(BackendMessage.is(value), false);
      assert.deepEqual(BackendMessage.safeFrom(value).error.issues.map(({ code }) => code), ["invalid_type"]);
      assert.throws(() => BackendMessage.stringify(value), BackendMessageError);
    }
    assert.throws(() => BackendMessage.stringify(endless(VALUE, length)), BackendMessageError);
  }
});

test("an array's length is read once", () => {
  let length = 1;
  const growing = new Proxy([], { get: (_, key) => (key === "length" ? length++ : TOOL) });
  assert.equal(BackendMessage.is({ ...VALUE, toolCalls: growing }), true);
  assert.ok(BackendMessage.from({ ...VALUE, toolCalls: growing }).toolCalls.length < 10);
  const messages = new Proxy([], { get: (_, key) => (key === "length" ? length++ : VALUE) });
  assert.ok(BackendMessage.stringify(messages).startsWith("[{"));
});

test("a sparse array of the greatest length", () => {
  const sparse = [];
  sparse.length = 2 ** 32 - 1;
  const value = { ...VALUE, toolCalls: sparse };
  assert.equal(BackendMessage.is(value), false);
  for (const maxIssues of [undefined, Infinity]) {
    const { error } = BackendMessage.safeFrom(value, { maxIssues });
    assert.equal(error.truncated, true);
    assert.ok(error.issues.length >= 100 && error.issues.length <= 10_000);
  }
  assert.throws(() => BackendMessage.stringify(sparse), (error) => error.issues.length === 100 && error.truncated);
});

test("a value that throws when it is read is an issue, for stringify as for from", () => {
  const thrower = new Proxy([], { get: () => { throw new Error("no"); } });
  const partly = new Proxy([], { get: (_, key) => { if (key === "length") return 3; if (key === "1") throw new Error("no"); return VALUE; } });
  for (const value of [revoked({}), revoked([]), thrower]) {
    assert.throws(() => BackendMessage.from(value), BackendMessageError);
    assert.throws(() => BackendMessage.stringify(value), BackendMessageError);
    assert.throws(() => BackendMessage.stringify([VALUE, value]), (error) => error.issues[0].pointer === "/1");
  }
  assert.throws(
    () => BackendMessage.stringify(partly),
    (error) => error.issues.length === 1 && error.issues[0].pointer === "/1" && error.issues[0].code === "invalid_type",
  );
});
