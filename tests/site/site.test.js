// The site as it is published: every link of it leads somewhere, and it works under a path of a server.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launchChromium } from "../support/browsers.js";
import { fact, openPlayground } from "../support/playground.js";

const SITE = fileURLToPath(new URL("../../build/site/", import.meta.url));
/** Where a project's page stands on a server for many. */
const PATH = "/backend-message/";

const files = readdirSync(SITE, { recursive: true }).filter((path) => statSync(join(SITE, path)).isFile());
const pages = files.filter((path) => path.endsWith(".html"));

const texts = new Map();
function textOf(path) {
  if (!texts.has(path)) texts.set(path, readFileSync(join(SITE, path), "utf8"));
  return texts.get(path);
}

const unescaped = (text) => text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");

test("every link leads to a file of the site, and to a place in it", () => {
  const known = new Set(files);
  const lost = [];
  let followed = 0;
  for (const page of pages) {
    for (const [, escaped] of textOf(page).matchAll(/<[^>]+?\s(?:href|src)="([^"]*)"/g)) {
      const address = unescaped(escaped);
      if (/^[a-z]+:/i.test(address)) continue;
      followed++;
      const [path, fragment] = address.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path.split("?")[0])));
      if (!known.has(target)) lost.push(`${page}: ${address}`);
      else if (fragment && !textOf(target).includes(`id="${decodeURIComponent(fragment)}"`)) lost.push(`${page}: ${address}`);
    }
  }
  assert.ok(followed > 1_000, `${followed} links`);
  assert.deepEqual(lost, []);
});

test("every page of the project is there", () => {
  const documents = readdirSync(fileURLToPath(new URL("../../docs/", import.meta.url))).filter((name) => name.endsWith(".md"));
  for (const name of documents) assert.ok(files.includes(`docs/${name.replace(".md", ".html")}`), name);
  for (const path of ["index.html", "reference/index.html", "playground/index.html"]) assert.ok(files.includes(path), path);
});

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };

let server;
let browser;
const missing = [];
before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.startsWith(PATH) ? pathname.slice(PATH.length).replace(/(^|\/)$/, "$1index.html") : "";
    if (!files.includes(path)) {
      missing.push(pathname);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(readFileSync(join(SITE, path)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test("the playground works under a path, with every sample", async () => {
  const { page, close } = await openPlayground(browser, `http://127.0.0.1:${server.address().port}${PATH}playground/`);
  await page.getByRole("button", { name: "100,000 messages" }).click();
  await fact(page, "Messages", "100,000");
  await page.getByRole("tab", { name: "Live" }).click();
  await page.getByRole("button", { name: "Step" }).click();
  await page.getByRole("tab", { name: "Numbers" }).click();
  await page.getByRole("table").waitFor();
  await page.getByRole("button", { name: "Broken" }).click();
  await page.locator(".verdict-says").filter({ hasText: "records invalid" }).waitFor();
  await close();
  assert.deepEqual(missing, []);
});

test("from the front page to a document, the reference and the playground", async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}${PATH}`);
  await page.getByRole("navigation", { name: "Documents" }).getByRole("link", { name: "recovery" }).click();
  await page.locator("h1").waitFor();
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "API reference" }).click();
  await page.getByRole("heading", { name: "backend-message" }).first().waitFor();
  await page.goBack();
  await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Playground" }).click();
  await page.getByText("All valid").waitFor();
  await page.close();
  assert.deepEqual(missing.filter((path) => path !== "/favicon.ico"), []);
});
