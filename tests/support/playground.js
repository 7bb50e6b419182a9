// The playground as `npm start` serves it, and pages that note every error and every breach of the policy.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { launchChromium, launchFirefox } from "./browsers.js";
import { PATIENCE } from "./patience.js";

const ROOT = new URL("../../www/", import.meta.url);
/** The page's tools are its own. */
const { preview } = await import(pathToFileURL(createRequire(new URL("package.json", ROOT)).resolve("vite")));

export const BROWSERS = { Chromium: launchChromium, Firefox: launchFirefox };

export async function servePlayground() {
  const server = await preview({ root: fileURLToPath(ROOT), logLevel: "error", preview: { port: 0 } });
  return { url: `http://127.0.0.1:${server.httpServer.address().port}/`, close: () => server.close() };
}

/**
 * A page with the playground, its first sample shown.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions & { expected?: RegExp }} options `expected`: what browsers may complain about
 */
export async function openPlayground(browser, url, { expected, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !expected?.test(message.text()) && errors.push(message.text()));
  const broken = new Promise((_, reject) => {
    page.on("pageerror", (error) => {
      errors.push(String(error));
      reject(error);
    });
  });
  broken.catch(() => {});
  await page.addInitScript(() => {
    window.breaches = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      window.breaches.push(`${violatedDirective}: ${blockedURI} (${sourceFile})`),
    );
  });
  await page.goto(url);
  // A page that does not start says so at once.
  await Promise.race([broken, page.getByText("All valid").waitFor()]);
  return {
    page,
    errors,
    /** To be called at the end: nothing went wrong meanwhile. */
    close: async () => {
      const breaches = await page.evaluate(() => window.breaches);
      await context.close();
      assert.deepEqual({ errors, breaches }, { errors: [], breaches: [] });
    },
  };
}

/**
 * Tests of the playground in Chromium and in Firefox. `visit` adds a test: it opens a page for it, and closes it.
 *
 * @typedef {(what: string, work: (page: import("playwright-core").Page, context: import("node:test").TestContext) => Promise<void>, options?: object) => void} Visit
 * @param {(tools: { visit: Visit, server: { url: string }, name: string, browser: () => import("playwright-core").Browser }) => void} define
 */
export function inBrowsers(define) {
  const server = { url: "" };
  let served;
  before(async () => {
    served = await servePlayground();
    server.url = served.url;
  });
  after(() => served.close());

  // What takes time is waiting, so both browsers are waited for at once.
  describe("the playground", { concurrency: 2 }, () => {
    for (const [name, launch] of Object.entries(BROWSERS)) {
      describe(name, { concurrency: 1 }, () => {
        let browser;
        before(async () => {
          browser = await launch();
        });
        after(() => browser?.close());

        define({
          server,
          name,
          browser: () => browser,
          visit: (what, work, options) =>
            test(what, async (context) => {
              const { page, close } = await openPlayground(browser, server.url, options);
              await work(page, context);
              await close();
            }),
        });
      });
    }
  });
}

/** Where the source is edited. */
export const EDITOR = { name: "Source of the history" };

/** Chooses a file as a visitor does. */
export async function openFile(page, file) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open file" }).click()]);
  await chooser.setFiles(file);
}

/** The same, where a file was chosen before: Playwright misses Firefox's second dialogue. */
export const openAnotherFile = (page, file) => page.getByLabel("File", { exact: true }).setInputFiles(file);

/** A file made of text, for {@link openFile}. */
export const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** Opens a text by the file picker, and waits for the verdict. */
export async function openText(page, name, text, verdict) {
  await openFile(page, file(name, text));
  await page.getByText(name, { exact: true }).waitFor();
  await page.locator(".verdict-says").filter({ hasText: verdict }).waitFor();
}

/** Waits for one of the facts about the reading, such as how many messages there are. */
export const fact = (page, name, value) => page.locator(".facts div").filter({ hasText: name }).locator("dd span").getByText(value, { exact: true }).waitFor();

/** Waits until what the page has begun has had time to show: a second frame, and what is put off by timers. */
export const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 500)))));

/** What the page asks for comes only when the function is called. */
export async function holdBack(page, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
