// Histories that the playground's tests open.

import { readFileSync } from "node:fs";

import { history, messages, writeOne } from "./history.js";

const sample = (name) => readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8");

export const SHORT = sample("short.wire.json");
/** The messages that the page opens with. */
export const FIRST = JSON.parse(SHORT);
export const HISTORY = sample("history.wire.json");
/** Too long to be edited. */
export const LONG = history({ seed: 7, messages: 1_200 });
export const LIST = messages({ seed: 3, messages: 40 });
export const NDJSON = LIST.map((message) => writeOne(message)).join("");
