import { test } from "node:test";

import { tryRunner } from "./support/runner.js";

// ES modules are experimental there: their manual asks for the flag.
test("Jest", () => tryRunner("Jest", process.execPath, ["--experimental-vm-modules"], "bin/jest.js", ["--rootDir=."]));
