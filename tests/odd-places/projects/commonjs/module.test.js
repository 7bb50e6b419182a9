import { expect, test } from "@jest/globals";
import * as core from "backend-message";
import * as insight from "backend-message/insight";
import * as view from "backend-message/view";

import { read } from "./reads.js";

test("the package, imported", async () => {
  const results = await read(core, insight);
  expect(results).toEqual(results.map(() => true));
  expect(view.rows([])).toEqual([]);
});
