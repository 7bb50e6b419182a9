// The playground as `npm start` serves it, and pages that note every error and every breach of the policy.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
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
