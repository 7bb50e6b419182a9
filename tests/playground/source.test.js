// The source: text that can be edited, and records of a text that is too long for that.

import assert from "node:assert/strict";

import { writeOne } from "../support/history.js";
import { EDITOR, fact, file, holdBack, inBrowsers, openAnotherFile, openFile, openText } from "../support/playground.js";
import { LIST, LONG } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
  visit("a text that is read before the browser draws it is underlined all the same", async (page) => {
    await page.getByRole("textbox", EDITOR).waitFor();
    await holdFrames(page);
    await page.getByRole("button", { name: "Broken" }).click();
    const problem = page.getByRole("region", { name: "Problems" }).first().getByText('expected "bash_script", "sub_agent"');
    await problem.waitFor({ state: "attached" });
    await page.evaluate(() => window.release());
    await problem.click();
    await page.locator(".cm-lintRange-error").getByText('"shell_script"').waitFor();
  });

  visit("a problem that is chosen before the editor is there", async (page) => {
    const release = await holdBack(page, "**/assets/editor-*.js");
    await page.reload({ waitUntil: "commit" });
    await page.getByRole("button", { name: "Broken" }).click();
    await page.getByRole("region", { name: "Problems" }).first().getByText('expected "bash_script", "sub_agent"').click();
    assert.equal(await page.locator(".cm-content").count(), 0);
    release();
    await page.locator(".cm-activeLine").getByText('"shell_script"').waitFor();
    await page.locator(".cm-lintRange-error").getByText('"shell_script"').waitFor();
  });

  visit("what is typed is read at once", async (page) => {
    await openText(page, "one.json", writeOne(LIST[0]), /valid/);
    await page.getByRole("textbox", EDITOR).click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("?");
    await page.locator(".verdict-says").filter({ hasText: "invalid" }).waitFor();
    await page.locator(".cm-lintRange-error").first().waitFor();
    await page.keyboard.press("Backspace");
    await page.locator(".verdict-says").filter({ hasText: "valid" }).waitFor();
    await fact(page, "Invalid", "0");
    await page.locator(".cm-lintRange-error").first().waitFor({ state: "detached" });
  });

  visit(
    "what was typed is there again, after a look at another panel",
    async (page) => {
      await page.getByRole("tab", { name: "Source" }).click();
      await openText(page, "one.json", writeOne(LIST[0]), /valid/);
      await page.getByRole("textbox", EDITOR).click();
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.type("?");
      await page.getByRole("tab", { name: "Conversation" }).click();
      await page.locator(".verdict-says").filter({ hasText: "invalid" }).waitFor();
      await page.getByRole("tab", { name: "Source" }).click();
      await page.locator(".cm-line").first().getByText(/^\?/).waitFor();
      await page.locator(".cm-lintRange-error").first().waitFor();
    },
    { viewport: { width: 390, height: 844 } },
  );

  visit("a file too long to edit is a list of its records", async (page) => {
    assert.ok(LONG.length > 1_500_000);
    await openFile(page, file("long.json", LONG));
    await page.getByText("Too long to edit; 1,200 records").waitFor();
    await page.locator(".record").nth(2).click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor();
    const { id } = JSON.parse(LONG)[2];
    await page.getByRole("textbox", { name: "Source of the record" }).getByText(id).waitFor();
    await page.getByRole("button", { name: "Show in the conversation" }).click();
    assert.equal(await page.locator('.entry[data-pointed="true"] .entry-number').innerText(), "2");
    await page.getByRole("button", { name: "Close the record" }).click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor({ state: "detached" });
  });

  visit("another long file begins without a record", async (page) => {
    await openText(page, "long.json", LONG, /valid/);
    await page.locator(".record").nth(2).click();
    await page.getByRole("heading", { name: "Record 2" }).waitFor();
    await openAnotherFile(page, file("other.json", LONG));
    await page.getByText("other.json", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Record 2" }).waitFor({ state: "detached" });
  });
});

/** A browser that has much else to do: frames and timers come when they are released, all that were waited for together. */
const holdFrames = (page) =>
  page.evaluate(() => {
    const { requestAnimationFrame, setTimeout } = window;
    const held = [];
    window.requestAnimationFrame = (work) => held.push(() => requestAnimationFrame(work));
    window.setTimeout = (work, delay) => held.push(() => setTimeout(work, delay));
    window.release = () => {
      Object.assign(window, { requestAnimationFrame, setTimeout });
      for (const start of held) start();
    };
  });
