import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import * as api from "backend-message";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

import { check } from "./check.js";

test("the package", async () => {
  const wasm = readFile("node_modules/backend-message/backend-message.wasm");
  const outcome = await check({ api, slim, view, wasm });
  await writeFile("outcome.json", JSON.stringify(outcome));
  expect(outcome.wrong).toEqual([]);
}, 120_000);
