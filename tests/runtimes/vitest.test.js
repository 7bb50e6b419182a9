import { test } from "node:test";

import { NEWEST_NODE } from "./support/programs.js";
import { tryRunner } from "./support/runner.js";

// Its newest version has no use for Node 20.
test("Vitest", () => tryRunner("Vitest", NEWEST_NODE(), [], "vitest.mjs", ["run", "--root=."]));
