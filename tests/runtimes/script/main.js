// Run by Node, Deno and Bun as it stands.

import { readFile } from "node:fs/promises";
import * as api from "backend-message";
import manifest from "backend-message/package.json" with { type: "json" };
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

import { check } from "./check.js";

const wasm = readFile(new URL(import.meta.resolve("backend-message/backend-message.wasm")));
const version = globalThis.Deno?.version.deno ?? process.versions.bun ?? process.versions.node;
console.log(JSON.stringify({ name: manifest.name, version, outcome: await check({ api, slim, view, wasm }) }));
