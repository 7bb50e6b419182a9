// What is made of a history: numbers, another dialect, the speed of reading.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { inBrowsers, openText } from "../support/playground.js";
import { LIST, NDJSON } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
  visit("numbers, and the way from a chart to its message", async (page) => {
    await openText(page, "forty.ndjson", NDJSON, /valid/);
    await page.getByRole("tab", { name: "Numbers" }).click();
    await page.getByRole("table").waitFor();
    const sum = (key, list = LIST) => list.reduce((total, message) => total + (message[key] ?? 0), 0);
    const exact = (name) => page.locator(".totals div").filter({ hasText: name }).locator("dd").getAttribute("title");
    assert.equal(await exact("Cache read"), sum("cacheReadTokens").toLocaleString("en"));
    assert.equal(await exact("Cache write"), sum("cacheCreationTokens").toLocaleString("en"));
    // The parts overlap nowhere: together they are the total.
    const number = async (name) => Number((await exact(name)).replaceAll(",", ""));
    const parts = await Promise.all(["Cache read", "Cache write", "Fresh input", "Output"].map(number));
    assert.equal(parts.reduce((total, part) => total + part, 0), await number("Tokens"));
    for (const model of new Set(LIST.map(({ model }) => model).filter(Boolean))) {
      const tokens = sum("cacheReadTokens", LIST.filter((message) => message.model === model));
      await page.getByRole("row", { name: model }).getByText(tokens.toLocaleString("en"), { exact: true }).first().waitFor();
    }
    await page.locator(".treemap li").filter({ hasText: "toolCalls.result" }).waitFor();
    const calls = LIST.flatMap(({ toolCalls = [] }) => toolCalls).filter((call) => call.name === "Bash");
    assert.match(await page.locator(".bars li").filter({ hasText: "Bash" }).first().locator(".bar-notes").innerText(), new RegExp(`^${calls.length}\\b`));

    const chart = page.locator(".chart .u-over").first();
    await chart.hover();
    const title = await page.locator(".pointed strong").innerText();
    await chart.click();
    const pointed = page.locator('.entry[data-pointed="true"] .entry-number');
    assert.equal(`Message ${await pointed.innerText()}`, title);

    await page.getByRole("tab", { name: "Numbers" }).click();
    const costs = LIST.map(({ cost = 0 }) => cost);
    const dearest = costs.indexOf(Math.max(...costs));
    await page.locator(".dearest button").first().click();
    await pointed.getByText(String(dearest), { exact: true }).waitFor();
  });

  visit("the messages in another dialect, and the rejected with their reasons", async (page) => {
    const bad = { ...LIST[1], sessionId: undefined };
    await openText(page, "bad.ndjson", [LIST[0], bad, LIST[2]].map((message) => JSON.stringify(message)).join("\n"), "1 of 3 records invalid");
    await page.getByRole("tab", { name: "Export" }).click();
    await page.getByLabel("snake_case").check();
    await page.getByLabel("NDJSON").check();
    const good = await download(page, /Download 2 messages/);
    assert.equal(good.name, "bad.snake.ndjson");
    assert.deepEqual(good.text.trim().split("\n").map((line) => JSON.parse(line).session_id), [LIST[0].sessionId, LIST[2].sessionId]);

    await page.getByLabel(/Invalid records, with reasons/).check();
    await page.getByLabel("JSON array").check();
    const rejected = await download(page, /Download 1 record/);
    const [record, ...others] = JSON.parse(rejected.text);
    assert.equal(others.length, 0);
    assert.deepEqual([record.index, record.issues[0].code, JSON.parse(record.source).id], [1, "missing_field", bad.id]);
  });

  visit("the speed of the visitor's own machine", async (page) => {
    await openText(page, "forty.ndjson", NDJSON, /valid/);
    await page.getByRole("tab", { name: "Speed" }).click();
    await page.getByRole("button", { name: "Measure" }).click();
    await page.getByText("Done: medians of all rounds").waitFor({ timeout: 300_000 });
    assert.equal(await page.locator(".race li").count(), 3);
    assert.equal(await page.locator(".race .spread").count(), 3);
    for (const time of await page.locator(".race-time").allInnerTexts()) assert.match(time, /to/);
    await page.getByText(/Measured: 40 messages, [\d.]+ KB\. .* rounds after warming up/).waitFor();
    assert.match(await page.locator(".ratios").innerText(), /[\d.]+\s*×\s*as fast/);
  });
});

async function download(page, name) {
  if (page.context().browser().browserType().name() === "firefox") return saved(page, name);
  const [downloaded] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: downloaded.suggestedFilename(), text: readFileSync(await downloaded.path(), "utf8") };
}

/** Playwright hears of no downloads in a Firefox that is not its own: what the page gives to be saved is looked at. */
async function saved(page, name) {
  await page.evaluate(() => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      window.saved = blob.text();
      return create.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = function () {
      window.savedAs = this.download;
    };
  });
  await page.getByRole("button", { name }).click();
  await page.waitForFunction(() => window.savedAs !== undefined);
  const found = await page.evaluate(async () => ({ name: window.savedAs, text: await window.saved }));
  await page.evaluate(() => delete window.savedAs);
  return found;
}
