// The Node that runs the tests, and the newest.

import { test } from "node:test";

import { NEWEST_NODE } from "./support/programs.js";
import { tryScript } from "./support/script.js";

test("Node", () => tryScript("Node", process.execPath));
test("Node, the newest", () => tryScript("Node, the newest", NEWEST_NODE()));
