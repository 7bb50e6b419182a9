import { test } from "node:test";

import { BUN } from "./support/programs.js";
import { tryScript } from "./support/script.js";

test("Bun", () => tryScript("Bun", BUN()));
