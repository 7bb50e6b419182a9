// Runs the command `backend-message` as it is installed.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const manifestPath = fileURLToPath(import.meta.resolve("backend-message/package.json"));
export const bin = join(manifestPath, "..", JSON.parse(readFileSync(manifestPath, "utf8")).bin["backend-message"]);

/** The path of a sample. */
export const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));

/** A directory for the files of a test, removed after the last one. */
export const directory = mkdtempSync(join(tmpdir(), "backend-message-"));
after(() => rmSync(directory, { recursive: true }));

/** Writes a file there, and returns its path. */
export function file(name, text) {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

// The tests of colours set these themselves.
const { NO_COLOR, FORCE_COLOR, ...environment } = process.env;

/** Runs the command to its end. */
export function run(args, { input = "", env = {}, ...options } = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [bin, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 256 * 2 ** 20,
    env: { ...environment, ...env },
    ...options,
  });
  if (error) throw error;
  return { status, stdout, stderr, all: `${stdout}${stderr}` };
}

/** Starts the command. */
export const start = (args, options = {}) => spawn(process.execPath, [bin, ...args], { env: environment, ...options });

/** A valid message as JSON. */
export function message(fields = {}) {
  return JSON.stringify({ id: "m", role: "user", sessionId: "s", userInput: "", ...fields });
}
