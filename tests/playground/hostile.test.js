// Messages that were written to do harm: all of it is shown as text.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { BROWSERS, openPlayground, openText, servePlayground } from "../support/playground.js";

const MARKUP = `<img src=x onerror="window.harmed=1"><script>window.harmed=1</script><style>*{display:none}</style>`;
const BIDI = "price: \u202e001 \u2066x\u2069\u200b\u0000\u0007";
const HUGE = "x".repeat(900_000);
const KEY = "__proto__";

const call = (id, fields) => ({ id, name: MARKUP, type: MARKUP, input: "", finished: true, ...fields });

const HISTORY = [
  { id: MARKUP, role: MARKUP, sessionId: MARKUP, userInput: MARKUP, reasoning: MARKUP, model: MARKUP },
  { id: "bidi", role: "us\u202eer", sessionId: "s", userInput: BIDI },
  {
    id: "calls",
    role: "assistant",
    sessionId: "s",
    userInput: "calls",
    toolCalls: [
      call("urls", { screenshotUrls: ["javascript:window.harmed=1", "data:text/html,<script>alert(1)</script>", " JaVaScRiPt:alert(1)", "https://shots.example/1.png"] }),
      call("input", { input: `{"${KEY}":{"harmed":1},"constructor":"${"<b>bold</b>"}"}`, result: MARKUP }),
      call(KEY, { input: "{" }),
    ],
    callbackResults: [{ callbackType: "bash_script", success: false, toolCallId: KEY, toolName: MARKUP, stdout: MARKUP, error: MARKUP }],
  },
  { id: "huge", role: "user", sessionId: "s", userInput: HUGE },
  { id: "rejected", role: MARKUP, sessionId: 5, [MARKUP]: MARKUP },
];

let server;
before(async () => {
  server = await servePlayground();
});
after(() => server.close());

for (const [name, launch] of Object.entries(BROWSERS)) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch();
    });
    after(() => browser?.close());

    test("markup, addresses and keys are text", async () => {
      const { page, close } = await openPlayground(browser, server.url);
      const requests = [];
      page.on("request", (request) => !request.url().startsWith(server.url) && !request.url().startsWith("blob:") && requests.push(request.url()));
      // As lines: the text as a whole would be too long for the editor to mark everything in it.
      await openText(page, "hostile.ndjson", HISTORY.map((message) => JSON.stringify(message)).join("\n"), "1 of 5 records invalid");
      const feed = page.getByRole("region", { name: "Conversation", exact: true });
      const first = feed.locator(".entry").first();
      await first.locator(".said").getByText(MARKUP).waitFor();
      assert.equal(await feed.locator("img, script, style").count(), 0);

      const bidi = feed.locator(".entry").nth(1);
      await bidi.locator(".said .hidden-character").nth(5).waitFor();
      const hidden = await bidi.locator(".said .hidden-character").allInnerTexts();
      assert.deepEqual(hidden, ["U+202E", "U+2066", "U+2069", "U+200B", "U+0000", "U+0007"]);
      assert.match(await bidi.locator(".role").innerText(), /usU\+202Eer/);

      await page.getByRole("searchbox").fill("shots.example");
      await page.locator(".filter-outcome").getByText("1 of 5").waitFor();
      await feed.locator("details.tool > summary").nth(2).waitFor();
      for (const details of await feed.locator("details.tool > summary").all()) await details.click();
      await feed.locator(".screenshots a").first().waitFor();
      const links = await feed.locator(".screenshots a").evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.rel]));
      assert.deepEqual(links, [["https://shots.example/1.png", "noreferrer noopener"]]);
      await feed.locator(".screenshots").getByText("javascript:window.harmed=1").waitFor();
      await feed.locator("dl.input").getByText("__proto__", { exact: true }).waitFor();

      for (const tab of ["Numbers", "Export", "Speed", "Conversation"]) await page.getByRole("tab", { name: tab }).click();
      assert.equal(await page.evaluate(() => window.harmed ?? {}.harmed), undefined);
      assert.deepEqual(requests, []);
      await close();
    });

    test("a huge text is shown in part, until more of it is asked for", async () => {
      const { page, close } = await openPlayground(browser, server.url);
      await openText(page, "huge.json", JSON.stringify([HISTORY[3]]), /valid/);
      const said = page.getByRole("region", { name: "Conversation", exact: true }).locator(".said");
      await said.getByRole("button", { name: /900,000 characters/ }).waitFor();
      const short = (await said.innerText()).length;
      assert.ok(short < 5_000, `${short} characters`);
      await said.getByRole("button").click();
      await page.waitForFunction((least) => document.querySelector(".said").textContent.length > least, 150_000);
      await close();
    });
  });
}
