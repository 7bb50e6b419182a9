import { test } from "node:test";

import { DENO } from "./support/programs.js";
import { tryScript } from "./support/script.js";

// It may read files, and the environment for the command line's colours; nothing else.
test("Deno", () => tryScript("Deno", DENO(), ["run", "--quiet", "--no-remote", "--allow-read", "--allow-env"]));
