// What comes along with the package: nothing.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("backend-message/package.json")), "utf8"));

test("the package depends on no other", () => {
  const kinds = Object.keys(manifest).filter((key) => /dependencies/i.test(key));
  assert.deepEqual(kinds, []);
});

test("the package runs nothing when it is installed", () => {
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.gypfile, undefined);
  // npm runs a compiler if this file exists, without being asked.
  assert.equal(existsSync(fileURLToPath(import.meta.resolve("backend-message/package.json").replace("package.json", "binding.gyp"))), false);
});

test("an empty project gets this package and no other", () => {
  const installed = readdirSync(`${root}build/installed/node_modules`).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed, ["backend-message"]);
});

test("lock files have a hash of every package, and no address", () => {
  const files = execFileSync("git", ["ls-files", "*package-lock.json"], { cwd: root, encoding: "utf8" }).trim().split("\n");
  assert.ok(files.length >= 3);
  for (const file of files) {
    const packages = Object.entries(JSON.parse(readFileSync(root + file, "utf8")).packages).filter(([path]) => path !== "");
    for (const [path, { resolved, integrity, inBundle }] of packages) {
      assert.equal(resolved, undefined, `${file}: ${path}`);
      assert.ok(integrity?.startsWith("sha512-") || inBundle, `${file}: ${path} has no hash`);
    }
  }
});
