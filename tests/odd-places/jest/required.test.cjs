const { expect, test } = require("@jest/globals");
const { BackendMessage } = require("backend-message");

test("the package, required", () => {
  expect(BackendMessage.parseMany("[]")).toEqual([]);
  expect(BackendMessage.safeParse("{}").ok).toBe(false);
});
