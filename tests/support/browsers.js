// The browsers that are installed, each behind the same few methods. `cargo xtask setup` installs them.

import { chromium, firefox } from "playwright-core";

import { launch as launchWebKit } from "./webkit.js";
import { PATIENCE } from "./patience.js";
import { program } from "./program.js";

/**
 * A page that was opened: what its script left in `window.outcome`, or in the promise there, and what the browser
 * complained about.
 * @typedef {{ outcome: any, errors: string[] }} Visit
 * @typedef {{ version: string, visit(url: string): Promise<Visit>, close(): Promise<void> }} Browser
 */

/** @type {Record<string, () => Promise<Browser>>} */
export const BROWSERS = {
  Chromium: async () => behindPlaywright(await launchChromium()),
  Firefox: async () => behindPlaywright(await launchFirefox()),
  WebKitGTK: launchWebKit,
};

/**
 * The names of all browsers, or of the one that a command is asked for.
 *
 * @param {string} wanted in upper or lower case; empty for all
 */
export function browserNames(wanted) {
  const names = Object.keys(BROWSERS);
  const chosen = names.filter((name) => wanted === "" || name.toLowerCase() === wanted.toLowerCase());
  if (chosen.length === 0) throw new Error(`no browser is named ${wanted}; there are ${names.join(", ")}`);
  return chosen;
}

export function launchChromium() {
  return chromium.launch({
    executablePath: program("CHROMIUM", ["chromium", "chromium-browser", "google-chrome"]),
    timeout: PATIENCE,
    args: [
      // Chromium refuses its sandbox to root, as whom containers run; nothing but our own page is opened.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export function launchFirefox() {
  // The channel is that of a Firefox as Mozilla makes it; without it, Playwright wants its own.
  const executablePath = program("FIREFOX", ["firefox-esr", "firefox"]);
  return firefox.launch({ channel: "moz-firefox", executablePath, timeout: PATIENCE });
}

/** A page may go on after it was loaded. Playwright's own way of waiting evaluates strings, which policies forbid. */
async function outcomeThere(page, errors) {
  const end = Date.now() + PATIENCE;
  while (!(await page.evaluate(() => "outcome" in window))) {
    // What is wrong then shows as an error, or as an outcome that is missing.
    if (errors.length > 0 || Date.now() > end) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns {Browser} */
function behindPlaywright(browser) {
  return {
    version: browser.version(),
    async visit(url) {
      const page = await browser.newPage();
      page.setDefaultTimeout(PATIENCE);
      const errors = [];
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("requestfailed", (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
      await page.goto(url, { waitUntil: "load" });
      await outcomeThere(page, errors);
      const outcome = await page.evaluate(() => window.outcome);
      await page.close();
      return { outcome, errors };
    },
    close: () => browser.close(),
  };
}
