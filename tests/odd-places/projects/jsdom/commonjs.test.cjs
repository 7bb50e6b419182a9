const { expect, test } = require("@jest/globals");

test("the package, imported by a CommonJS module", async () => {
  const { BackendMessage } = await import("backend-message");
  expect(BackendMessage.parseMany("[]")).toEqual([]);
});
