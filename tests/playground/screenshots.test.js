// Pictures of every panel, on a wide page and on a telephone's, in both colours: to be looked at, in build/playground.
// With UPDATE_PICTURE=1, README's picture is written too.

import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launchChromium } from "../support/browsers.js";
import { openPlayground, servePlayground } from "../support/playground.js";

const FOLDER = fileURLToPath(new URL("../../build/playground/", import.meta.url));
const PICTURE = fileURLToPath(new URL("../../www/playground.png", import.meta.url));

let server;
let browser;
before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  server = await servePlayground();
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server.close();
});

const SIZES = { wide: { width: 1440, height: 900 }, telephone: { width: 390, height: 844 } };

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${size}, ${colorScheme}`, async () => {
      const { page, close } = await openPlayground(browser, server.url, { viewport, colorScheme, deviceScaleFactor: size === "wide" ? 1 : 2 });
      await page.evaluate(() => document.fonts.ready);
      const shoot = async (name) => {
        const path = `${FOLDER}${size}-${colorScheme}-${name}.png`;
        await page.screenshot({ path });
        assert.ok(statSync(path).size > 10_000, "there is something in the picture");
      };
      const show = (tab) => page.getByRole("tab", { name: tab }).click();
      if (size === "telephone") {
        await show("Source");
        await page.locator(".cm-content").waitFor();
        await shoot("source");
        await show("Conversation");
      } else {
        await page.locator(".cm-content").waitFor();
      }
      await page.locator(".entry .said").first().waitFor();
      await shoot("conversation");
      await page.locator("details.tool > summary").first().click();
      await shoot("tool-call");
      await show("Live");
      await page.getByLabel("Event", { exact: true }).fill("120");
      await page.locator(".live-row").nth(1).waitFor();
      await shoot("live");
      await page.getByRole("button", { name: "1 MB" }).click();
      await page.getByText("history.json", { exact: true }).waitFor();
      await page.getByText(/^All valid/).waitFor();
      await show("Numbers");
      await page.getByRole("table").waitFor();
      await page.locator(".chart canvas").nth(1).waitFor();
      await shoot("numbers");
      await show("Export");
      await page.locator(".exporting .output").waitFor();
      await shoot("export");
      await show("Speed");
      await page.getByRole("button", { name: "Measure" }).click();
      await page.getByText("Done: medians of all rounds").waitFor({ timeout: 300_000 });
      await shoot("speed");
      await page.getByRole("button", { name: "Broken" }).click();
      await page.locator(".verdict-says").filter({ hasText: "records invalid" }).waitFor();
      await show("Conversation");
      await page.locator(".entry-rejected").first().waitFor();
      await shoot("broken");
      if (size === "wide" && colorScheme === "light" && process.env.UPDATE_PICTURE === "1") {
        await page.getByRole("region", { name: "Problems" }).first().getByText('expected "bash_script", "sub_agent"').click();
        await page.locator(".cm-lintRange-error").first().waitFor();
        await page.getByRole("region", { name: "Conversation", exact: true }).hover();
        await page.mouse.wheel(0, -283);
        await page.mouse.move(0, 0);
        // The list settles when scrolling rests.
        await page.waitForTimeout(500);
        await page.screenshot({ path: PICTURE });
      }
      await close();
    });
  }
}
