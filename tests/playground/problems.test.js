// The list of problems: in what order, which of them, and the ways to their places.

import assert from "node:assert/strict";
import { audit } from "backend-message/insight";

import { writeOne } from "../support/history.js";
import { fact, inBrowsers, openText } from "../support/playground.js";
import { HISTORY, LIST, SHORT } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
  visit("issues and findings, underlined at their places and listed", async (page) => {
    await page.getByRole("button", { name: "Broken" }).click();
    await page.getByText("broken.json", { exact: true }).waitFor();
    await page.locator(".verdict-says").filter({ hasText: "4 of 7 records invalid · 2 warnings" }).waitFor();
    const problems = page.getByRole("region", { name: "Problems" }).first();
    await problems.getByText('expected "bash_script", "sub_agent"').click();
    const marked = page.locator(".cm-lintRange-error").filter({ hasText: '"shell_script"' });
    await marked.first().waitFor();
    assert.equal((await marked.allInnerTexts()).join(""), '"shell_script"');
    await problems.getByText("expected a boolean, found a string").click();
    assert.equal(await page.locator(".cm-lintRange-error").filter({ hasText: '"yes"' }).innerText(), '"yes"');
    await page.getByRole("region", { name: "Problem list" }).hover();
    await page.mouse.wheel(0, 10_000);
    await problems.getByText('role is "assistent"').click();
    assert.equal(await page.locator(".cm-lintRange-warning").filter({ hasText: '"assistent"' }).innerText(), '"assistent"');
    await page.getByRole("region", { name: "Conversation", exact: true }).getByText('role is "assistent"').waitFor();
  });

  visit("what spans several lines is underlined on its first alone", async (page) => {
    await page.getByRole("button", { name: "Broken" }).click();
    await page.getByText("broken.json", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Problems" }).first().getByText('missing field "sessionId"').click();
    const marked = page.locator(".cm-activeLine .cm-lintRange-error");
    await marked.waitFor();
    assert.equal(await marked.innerText(), "{");
    const next = page.locator(".cm-line").filter({ hasText: "2a61a3a4c104" });
    await next.waitFor();
    assert.equal(await next.locator(".cm-lintRange-error").count(), 0);
  });

  visit("problems: errors first, chosen by severity and code, in another order", async (page) => {
    await page.getByRole("button", { name: "Broken" }).click();
    await page.getByText("broken.json", { exact: true }).waitFor();
    const problems = page.getByRole("region", { name: "Problems" }).first();
    const codes = async () => (await problems.locator(".problem-code").allInnerTexts()).slice(0, 3);
    await problems.getByRole("button", { name: "10 errors" }).waitFor();
    await problems.locator(".problem-code").nth(2).waitFor();
    assert.deepEqual(await codes(), ["invalid_enum", "invalid_type", "not_integer"]);
    await problems.getByLabel("Order").selectOption("In their places");
    await problems.locator(".problem-code").first().getByText("legacy_tool_name").waitFor();
    await problems.getByRole("button", { name: "2 warnings" }).click();
    await problems.getByRole("button", { name: "2 warnings", pressed: true }).waitFor();
    await problems.locator(".problem").nth(2).waitFor({ state: "detached" });
    assert.equal(await problems.locator(".problem").count(), 2);
    await problems.getByRole("button", { name: "2 warnings" }).click();
    await problems.getByLabel("Code").selectOption({ label: "not_integer (1)" });
    await problems.locator(".problem").nth(1).waitFor({ state: "detached" });
    assert.deepEqual(await codes(), ["not_integer"]);
  });

  visit("a rule that fires on ordinary use is followed when it is asked for", async (page) => {
    const rules = { cache_read_not_included: false };
    const [few, all] = [audit(HISTORY, { rules }), audit(HISTORY)];
    assert.ok(few.length > 0 && all.length > 100);
    await openText(page, "history.json", HISTORY, `All valid · ${few.filter(({ severity }) => severity === "warning").length} warnings`);
    const problems = page.getByRole("region", { name: "Problems" }).first();
    await problems.getByRole("heading", { name: `Problems ${few.length}`, exact: true }).waitFor();
    await problems.getByLabel("All rules").check();
    await problems.getByRole("heading", { name: `Problems ${all.length}`, exact: true }).waitFor();
    await page.getByRole("button", { name: "Short" }).click();
    await page.getByText("short.json", { exact: true }).waitFor();
    await problems.getByRole("heading", { name: `Problems ${audit(SHORT, { rules }).length}`, exact: true }).waitFor();
  });

  visit("a record that was cut takes no other with it", async (page) => {
    const [first, second, third] = LIST.slice(0, 3).map((message) => writeOne(message).trim());
    const text = `${first}${second.slice(0, 60)}${third}\n`;
    await openText(page, "cut.ndjson", text, "1 of 3 records invalid");
    await fact(page, "Messages", "2");
    const entries = page.getByRole("region", { name: "Conversation", exact: true }).locator(".entry");
    await entries.nth(1).getByText("Invalid", { exact: true }).waitFor();
    await entries.nth(2).waitFor();
    assert.deepEqual(await entries.locator(".entry-number").allInnerTexts(), ["0", "1", "2"]);
  });
});
