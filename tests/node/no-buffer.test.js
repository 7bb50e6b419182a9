// A context may have no global Buffer, or one that was made for browsers: the package has Node's nevertheless.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

const TEXT = JSON.stringify({ id: "m", role: "user", sessionId: "s", userInput: "漢字" });

for (const [what, change] of Object.entries({
  "no Buffer": "delete globalThis.Buffer",
  "a stand-in for Buffer": "globalThis.Buffer = class extends Uint8Array { static from = (given) => new this(given) }",
})) {
  test(`${what} in the context`, () => {
    const script = `${change};
      const { BackendMessage } = await import("backend-message");
      process.stdout.write(BackendMessage.stringify(BackendMessage.parse(${JSON.stringify(TEXT)}), { naming: "camel" }));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8", cwd: import.meta.dirname });
    assert.equal(printed, TEXT);
  });
}
