// What an entry does when it is imported, such as bringing the wasm, must outlive bundlers that drop modules without
// effects, wherever the package's own bundling has put it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const SCRIPT = `
  import { BackendMessage } from "backend-message";
  console.log(BackendMessage.parseMany("[]").length);
`;

for (const platform of ["node", "browser", "neutral"]) {
  test(`an application bundled for the platform "${platform}" reads messages`, () => {
    const { outputFiles } = buildSync({
      stdin: { contents: SCRIPT, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
      bundle: true,
      write: false,
      format: "esm",
      platform,
    });
    const told = execFileSync(process.execPath, ["--input-type=module"], { input: outputFiles[0].text, encoding: "utf8" });
    assert.equal(told, "0\n");
  });
}
