// WebKitGTK's small browser, through its WebDriver and on a screen that nobody sees: it has no headless mode, and
// Playwright cannot drive it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Builder, Capabilities } from "selenium-webdriver";

import { freePort } from "./free-port.js";
import { PATIENCE } from "./patience.js";
import { program } from "./program.js";

/** @returns {Promise<import("./browsers.js").Browser>} */
export async function launch() {
  const { session, close } = await startSession();
  const capabilities = await session.getCapabilities();
  return {
    close,
    version: capabilities.getBrowserVersion(),
    async visit(url) {
      await session.get(url);
      // `get` may be back before the page's modules have run.
      await session.wait(() => session.executeScript("return 'outcome' in window"), PATIENCE, `${url} leaves no outcome`);
      // What the console shows cannot be asked for; a page whose script fails has no outcome.
      const { outcome, error } = await session.executeAsyncScript(`
        const done = arguments[arguments.length - 1];
        Promise.resolve(window.outcome).then((outcome) => done({ outcome }), (error) => done({ error: String(error) }));
      `);
      return { outcome, errors: error === undefined ? [] : [error] };
    },
  };
}

/** The browser itself, for those who do more than visit a page. */
export async function startSession() {
  const driver = await startDriver();
  const session = await driver.connect();
  return {
    session,
    close: async () => {
      try {
        await session.quit();
      } finally {
        await driver.stop();
      }
    },
  };
}

async function startDriver() {
  const port = await freePort();
  const driver = spawn(
    program("XVFB_RUN", ["xvfb-run"]),
    ["--auto-servernum", program("WEBKIT_DRIVER", ["WebKitWebDriver"]), `--port=${port}`],
    // A group of its own, so that the screen ends with it.
    { stdio: "inherit", detached: true },
  );
  const ended = once(driver, "exit");
  const stop = async () => {
    if (driver.exitCode === null) process.kill(-driver.pid);
    await ended;
  };
  const connect = async () => {
    const builder = new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(new Capabilities({ browserName: "MiniBrowser", timeouts: { script: 2 * PATIENCE } }));
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await builder.build();
      } catch (error) {
        // The screen and the driver take a moment to be there.
        if (!/ECONNREFUSED/.test(String(error)) || Date.now() > end || driver.exitCode !== null) {
          await stop();
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  };
  return { connect, stop };
}
