// Each thing that the playground does, done as a visitor would, in Chromium and in Firefox.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { audit } from "backend-message/insight";

import { history, messages, writeOne } from "../support/history.js";
import { BROWSERS, fact, file, openAnotherFile, openFile, openPlayground, openText, servePlayground } from "../support/playground.js";

const EDITOR = { name: "Source of the history" };

const SHORT = readFileSync(new URL("../samples/short.wire.json", import.meta.url), "utf8");
/** The page opens with them. */
const FIRST = JSON.parse(SHORT);
const HISTORY = readFileSync(new URL("../samples/history.wire.json", import.meta.url), "utf8");
const LONG = history({ seed: 7, messages: 1_200 });
const LIST = messages({ seed: 3, messages: 40 });
const NDJSON = LIST.map((message) => writeOne(message)).join("");

let server;
before(async () => {
  server = await servePlayground();
});
after(() => server.close());

// What takes time is waiting, so both browsers are waited for at once.
describe("the playground", { concurrency: 2 }, () => {
  for (const [name, launch] of Object.entries(BROWSERS)) {
    describe(name, { concurrency: 1 }, () => {
      let browser;
      before(async () => {
        browser = await launch();
      });
      after(() => browser?.close());

      const visit = (what, work, options) =>
        test(what, async (context) => {
          const { page, close } = await openPlayground(browser, server.url, options);
          await work(page, context);
          await close();
        });

      visit("the first sample is there", async (page) => {
        await fact(page, "Messages", String(FIRST.length));
        await page.getByText("Two tests in tests/test_colorsys.py fail").last().waitFor();
        await page.getByRole("textbox", EDITOR).waitFor();
      });

      visit("a file with a JSON array", async (page) => {
        await openText(page, "array.json", SHORT, "All valid");
        await fact(page, "Messages", String(FIRST.length));
      });

      visit("a file with NDJSON", async (page) => {
        await openText(page, "lines.ndjson", NDJSON, /valid/);
        await fact(page, "Messages", "40");
      });

      visit("a file with one message", async (page) => {
        await openText(page, "one.json", writeOne(LIST[0]), /valid/);
        await fact(page, "Messages", "1");
      });

      visit("a file dropped on the page", async (page) => {
        const data = await page.evaluateHandle((text) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "dropped.json", { type: "application/json" }));
          return transfer;
        }, SHORT);
        await page.dispatchEvent("main", "dragover", { dataTransfer: data });
        await page.getByText("Drop to open").waitFor();
        await page.dispatchEvent("main", "drop", { dataTransfer: data });
        await page.getByText("dropped.json", { exact: true }).waitFor();
        await page.getByText("Drop to open").waitFor({ state: "detached" });
      });

      visit("a text pasted into the source", async (page) => {
        const editor = page.getByRole("textbox", EDITOR);
        await openText(page, "one.json", writeOne(LIST[0]), /valid/);
        await editor.click();
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.press("ControlOrMeta+c");
        await page.getByRole("button", { name: "Short" }).click();
        await page.getByText("short.json", { exact: true }).waitFor();
        await page.getByText("All valid").waitFor();
        await editor.click();
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.press("ControlOrMeta+v");
        await fact(page, "Messages", "1");
      });

      visit("an address, fetched when asked for", async (page, context) => {
        const asked = [];
        const address = await serve(context, (request, response) => {
          asked.push(request.url);
          const headers = request.url === "/open.json" ? { "access-control-allow-origin": "*" } : {};
          response.writeHead(200, { "content-type": "application/json", ...headers }).end(SHORT);
        });
        await page.goto(`${server.url}?url=${encodeURIComponent(`${address}/open.json`)}`);
        await page.getByText("All valid").waitFor();
        assert.equal(await page.getByRole("textbox", { name: "Address of a history" }).inputValue(), `${address}/open.json`);
        assert.deepEqual(asked, [], "nothing is fetched unasked");
        await page.getByRole("button", { name: "Fetch" }).click();
        await page.getByText("open.json", { exact: true }).waitFor();
        await page.getByText("All valid").waitFor();
        await fact(page, "Messages", String(FIRST.length));

        await page.getByRole("button", { name: "URL" }).click();
        await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/closed.json`);
        await page.getByRole("button", { name: "Fetch" }).click();
        await page.getByRole("alert").filter({ hasText: "could not be read" }).waitFor();
        // Browsers write to the console that they refused the answer.
      }, { expected: /cross-origin|CORS|ERR_FAILED/i });

      visit("a reading is cancelled, and what was read is shown", async (page, context) => {
        const address = await serve(context, (_, response) => {
          response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*" });
          // The rest never comes.
          response.write(`${NDJSON}{`);
        });
        await page.getByRole("button", { name: "URL" }).click();
        await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/endless`);
        await page.getByRole("button", { name: "Fetch" }).click();
        await page.getByRole("progressbar", { name: "Read" }).waitFor();
        await fact(page, "Messages", "40");
        // The page answers while it reads.
        await page.getByRole("tab", { name: "Export" }).click();
        await page.getByRole("tab", { name: "Conversation" }).click();
        await page.getByRole("button", { name: "Cancel" }).click();
        await page.getByText(/^Stopped after/).waitFor();
        await page.locator(".entry").first().getByText(LIST[0].userInput.slice(0, 40)).first().waitFor();
      });

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

      visit("a reading that breaks off says how much was not read", async (page, context) => {
        const half = NDJSON.slice(0, NDJSON.length / 2);
        const address = await serve(context, (_, response) => {
          response.writeHead(200, { "content-type": "application/json", "access-control-allow-origin": "*", "content-length": Buffer.byteLength(NDJSON) });
          response.write(half, () => setTimeout(() => response.destroy(), 300));
        });
        await page.getByRole("button", { name: "URL" }).click();
        await page.getByRole("textbox", { name: "Address of a history" }).fill(`${address}/half.ndjson`);
        await page.getByRole("button", { name: "Fetch" }).click();
        await page.locator(".verdict-says").filter({ hasText: /^Stopped at [45]\d %: [\d.]+ KB not read/ }).waitFor();
        await page.locator(".entry").first().getByText(LIST[0].userInput.slice(0, 40)).first().waitFor();
      }, { expected: /ERR_|NetworkError|network/i });

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

      visit("a message in full: reasoning, tool calls, callbacks", async (page) => {
        const feed = page.getByRole("region", { name: "Conversation", exact: true });
        const reasoning = feed.getByText("The failures come first; the cause will be in the traceback.");
        assert.equal(await reasoning.isVisible(), false, "reasoning is folded");
        await feed.getByText("Reasoning").first().click();
        await reasoning.waitFor();
        const call = feed.locator("details.tool").first();
        assert.match(await call.locator("summary").innerText(), /Bash\s+python3 -m unittest tests.test_colorsys\s+failed/);
        await call.locator("summary").click();
        await call.getByText("Run the failing tests", { exact: true }).waitFor();
        await call.getByText("FAIL: test_hls_roundtrip").waitFor();

        // The call's message is not among those that the filter lets through; it is shown all the same.
        await page.getByRole("button", { name: /^tool/ }).click();
        const tools = FIRST.filter(({ role }) => role === "tool").length;
        await page.locator(".filter-outcome").getByText(`${tools} of ${FIRST.length}`).waitFor();
        const callback = feed.locator(".entry > details.callback").first();
        await callback.locator("summary").click();
        await callback.getByText("Ran 7 tests in 0.001s").waitFor();
        await callback.getByRole("button", { name: "go to its call" }).click();
        const pointed = feed.locator('.entry[data-pointed="true"]');
        await pointed.getByText("rounds down").waitFor();
        // What the callback returned stands with the call, too.
        await pointed.locator("details.tool > summary").first().click();
        await pointed.locator("details.callback > summary").click();
        await pointed.getByText("Ran 7 tests in 0.001s").waitFor();
      });

      visit("rows of tools that say nothing of their own are folded away", async (page) => {
        const feed = page.getByRole("region", { name: "Conversation", exact: true });
        const tools = FIRST.flatMap(({ role }, record) => (role === "tool" ? [`#${record}`] : []));
        await feed.locator(".entry-number").nth(3).waitFor();
        assert.equal(await feed.locator('.entry[data-role="tool"]').count(), 0);
        await page.getByRole("button", { name: `Folded rows ${tools.length}` }).click();
        await feed.locator('.entry[data-role="tool"]').nth(tools.length - 1).waitFor();
        await page.getByRole("button", { name: `Folded rows ${tools.length}` }).click();
        await feed.locator('.entry[data-role="tool"]').first().waitFor({ state: "detached" });
      });

      visit("Markdown is formatted, and its raw text is a click away", async (page) => {
        const text = "# Done\n\n- **two** `tests`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[docs](https://docs.example/x) [bad](javascript:alert(1)) ![p](https://pics.example/p.png) <b>no</b>";
        const message = { id: "m", sessionId: "s", role: "assistant", userInput: text, assistantResponse: text };
        await openText(page, "markdown.json", JSON.stringify(message), /valid/);
        const said = page.locator(".entry .said");
        await said.locator("li strong").getByText("two").waitFor();
        await said.getByRole("cell", { name: "2" }).waitFor();
        const links = await said.locator("a").evaluateAll((all) => all.map(({ href, rel }) => [href, rel]));
        assert.deepEqual(links, [["https://docs.example/x", "noreferrer noopener"], ["https://pics.example/p.png", "noreferrer noopener"]]);
        await said.getByText("<b>no</b>").waitFor();
        assert.equal(await said.locator("img, b").count(), 0);
        await page.getByRole("button", { name: "Raw" }).click();
        assert.equal(await page.locator(".said.raw").innerText(), text);
      });

      visit("reminders of plan mode, files and sub-agents each have a look of their own", async (page) => {
        const reminder = "<system-reminder>\nPlan mode is active. Wait until you approve a plan.\n</system-reminder>";
        const base = { sessionId: "main", userInput: "" };
        const list = [
          { ...base, id: "1", role: "user", userInput: `Plan it with https://host.example/api/sessions/main/files/notes.txt\n\n${reminder}` },
          { ...base, id: "2", role: "assistant", toolCalls: [{ id: "c1", name: "Bash", input: "{}", type: "", finished: true, result: "ok", isError: false }] },
          { ...base, id: "3", role: "tool", callbackResults: [{ toolCallId: "c1", toolName: "Bash", callbackType: "sub_agent", success: true, subagentId: "helper", subagentResult: "All read." }] },
          { ...base, id: "4", role: "user", sessionId: "helper", userInput: "Read the log." },
        ];
        await openText(page, "plan.json", JSON.stringify(list), /valid/);
        const feed = page.getByRole("region", { name: "Conversation", exact: true });
        const [first, , last] = await Promise.all([0, 1, 2].map((at) => feed.locator(".entry").nth(at)));
        await first.getByText("plan mode", { exact: true }).waitFor();
        assert.doesNotMatch(await first.locator(".said").innerText(), /system-reminder/);
        await first.getByText("With the reminder of plan mode").click();
        await first.getByText("Plan mode is active").waitFor();
        await first.locator(".attachments").getByText("notes.txt").waitFor();
        await last.getByText("Read the log.").waitFor();
        assert.deepEqual(await feed.locator(".session > span").allInnerTexts(), ["Session main", "Sub-agent’s session helper"]);
        await feed.getByRole("button", { name: "go to its call" }).click();
        await feed.locator('.entry[data-pointed="true"] .entry-number').getByText("1", { exact: true }).waitFor();
      });

      visit("rejected records stand in their places", async (page) => {
        const bad = { ...LIST[1], sessionId: undefined };
        await openText(page, "bad.ndjson", [LIST[0], bad, LIST[2]].map((message) => JSON.stringify(message)).join("\n"), "1 of 3 records invalid");
        const entries = page.getByRole("region", { name: "Conversation", exact: true }).locator(".entry");
        await entries.nth(1).getByText('missing field "sessionId" ("session_id")').waitFor();
        await entries.nth(2).waitFor();
        assert.deepEqual(await entries.locator(".entry-number").allInnerTexts(), ["0", "1", "2"]);
        await entries.nth(1).getByText("Source").click();
        await entries.nth(1).locator("pre").getByText(bad.id).waitFor();
      });

      visit("search and filters", async (page) => {
        await openText(page, "forty.ndjson", NDJSON, /valid/);
        const outcome = page.locator(".filter-outcome");
        await page.getByRole("button", { name: /^user/ }).click();
        const users = LIST.filter(({ role }) => role === "user").length;
        await outcome.getByText(`${users} of 40`).waitFor();
        await page.getByRole("button", { name: "Show all" }).click();

        await page.getByRole("combobox", { name: "Tool" }).selectOption("Bash");
        const bash = LIST.filter(({ toolCalls = [] }) => toolCalls.some((call) => call.name === "Bash")).length;
        await outcome.getByText(`${bash} of 40`).waitFor();
        await page.getByRole("button", { name: "Show all" }).click();

        await page.getByRole("button", { name: /^Failed/ }).click();
        const failed = LIST.filter(
          ({ toolCalls = [], callbackResults = [] }) => toolCalls.some((call) => call.isError) || callbackResults.some((result) => !result.success),
        ).length;
        await outcome.getByText(`${failed} of 40`).waitFor();
        await page.getByRole("button", { name: "Show all" }).click();

        await page.keyboard.press("Escape");
        await page.getByRole("searchbox").fill(LIST[20].id);
        await outcome.getByText("1 of 40").waitFor();
        await page.locator(".entry .entry-number").first().getByText("20", { exact: true }).waitFor();
      });

      visit("a recorded run, played, paused and stepped through; the history repairs what was lost", async (page) => {
        await page.getByRole("tab", { name: "Live" }).click();
        const place = page.locator(".player-place");
        const rows = page.getByRole("region", { name: "Conversation so far" });
        await place.getByText("0 of 171 events").waitFor();
        await page.getByRole("button", { name: "Step" }).click();
        await page.getByRole("button", { name: "Step" }).click();
        await place.getByText("2 of 171 events").waitFor();
        await rows.getByText("Are the tests sound?").waitFor();
        await page.getByLabel("Speed").selectOption("Fast");
        await page.getByRole("button", { name: "Play", exact: true }).click();
        await rows.getByText("TodoWrite").waitFor();
        // What was played can be played again from anywhere.
        await page.getByLabel("Event", { exact: true }).fill("62");
        await rows.locator(".tool-status").getByText("arguments coming").waitFor();
        await page.getByRole("button", { name: "Play", exact: true }).click();
        await page.getByRole("button", { name: "Play again" }).waitFor();
        await page.locator(".player-status").getByText("ready").waitFor();
        await page.locator('.live-event[data-wrong="true"]').getByText("unknown_event").waitFor();
        assert.equal(await rows.getByText("I'll look at the tests first").count(), 0, "pieces of it were lost");
        await page.getByRole("button", { name: "Read the history" }).click();
        await rows.getByText("I'll look at the tests first, and have somebody else look at them too.").waitFor();
        const changed = page.locator(".reconciled li");
        await changed.filter({ hasText: "changed assistant tour-answer-2" }).getByText("userInput").waitFor();
        await changed.filter({ hasText: "added tool" }).first().waitFor();
      });

      visit("an event stream that is opened is played, and what was open stays", async (page) => {
        const frame = (event, data) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
        const stream = frame("connected", { sessionId: "s" }) + frame("content", { content: "Hello **there**", assistantMessageId: "a" }) + frame("complete", { messageId: 5 });
        await openFile(page, file("stream.txt", stream));
        await page.getByRole("tab", { name: "Live", selected: true }).waitFor();
        await page.locator(".player-status").getByText("stream.txt").waitFor();
        await page.getByLabel("Event", { exact: true }).fill("2");
        await page.locator(".live-row strong").getByText("there").waitFor();
        assert.equal(await page.getByRole("button", { name: "Read the history" }).count(), 0);
        await page.locator('.live-event[data-wrong="true"]').first().waitFor();
        await fact(page, "Messages", String(FIRST.length));
      });

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
        assert.match(await page.locator(".bars li").filter({ hasText: "Bash" }).first().locator(".bar-told").innerText(), new RegExp(`^${calls.length}\\b`));

        const chart = page.locator(".chart .u-over").first();
        await chart.hover();
        const told = await page.locator(".pointed strong").innerText();
        await chart.click();
        const pointed = page.locator('.entry[data-pointed="true"] .entry-number');
        assert.equal(`Message ${await pointed.innerText()}`, told);

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
        assert.match(await page.locator(".ratios").innerText(), /[\d.]+\s*×\s*as fast/);
      });

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
      });

      visit("another long file begins without a record", async (page) => {
        await openText(page, "long.json", LONG, /valid/);
        await page.locator(".record").nth(2).click();
        await page.getByRole("heading", { name: "Record 2" }).waitFor();
        await openAnotherFile(page, file("other.json", LONG));
        await page.getByText("other.json", { exact: true }).waitFor();
        await page.getByRole("heading", { name: "Record 2" }).waitFor({ state: "detached" });
      });

      visit("another history is shown from its beginning", async (page) => {
        await openText(page, "forty.ndjson", NDJSON, /valid/);
        const pointed = page.locator('.entry[data-pointed="true"]');
        const feed = page.getByRole("region", { name: "Conversation", exact: true });
        await page.getByRole("tab", { name: "Numbers" }).click();
        await page.locator(".dearest button").first().click();
        await pointed.waitFor();
        assert.notEqual(await feed.evaluate((list) => list.scrollTop), 0);
        await openAnotherFile(page, file("again.ndjson", NDJSON));
        await page.getByText("again.ndjson", { exact: true }).waitFor();
        await feed.locator(".entry-number").getByText("0", { exact: true }).waitFor();
        await settled(page);
        assert.equal(await feed.evaluate((list) => list.scrollTop), 0);
        assert.equal(await pointed.count(), 0);
      });

      visit("nothing moves when the reading begins or ends", async (page) => {
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 844 });
          await page.evaluate(() => {
            const panels = document.querySelector(".panels");
            window.seen = [];
            window.observer?.disconnect();
            window.observer = new MutationObserver(() =>
              window.seen.push({ isReading: document.querySelector("progress") !== null, top: panels.getBoundingClientRect().top }),
            );
            window.observer.observe(document.querySelector(".verdict"), { childList: true, subtree: true, characterData: true });
          });
          await openAnotherFile(page, file(`${width}.json`, LONG));
          await page.getByText(`${width}.json`, { exact: true }).waitFor();
          await page.locator(".verdict-says").filter({ hasText: /valid/ }).waitFor();
          const seen = await page.evaluate(() => window.seen);
          assert.deepEqual(new Set(seen.map(({ isReading }) => isReading)), new Set([true, false]));
          assert.equal(new Set(seen.map(({ top }) => top)).size, 1, JSON.stringify(seen));
        }
      });

      visit("a recorded run that comes late does not bring its panel back", async (page) => {
        const release = await holdBack(page, "**/live.events-*.txt");
        const fetched = page.waitForResponse("**/live.events-*.txt");
        await page.getByRole("tab", { name: "Live" }).click();
        await page.getByRole("tab", { name: "Conversation" }).click();
        release();
        await (await fetched).finished();
        await settled(page);
        await page.getByRole("tab", { name: "Conversation", selected: true }).waitFor();
        await page.getByRole("tab", { name: "Live" }).click();
        await page.getByRole("button", { name: "Play", exact: true }).waitFor();
      });

      visit("a file stays that was opened while a sample was on its way", async (page) => {
        const release = await holdBack(page, "**/broken-*.json");
        const fetched = page.waitForResponse("**/broken-*.json");
        await page.getByRole("button", { name: "Broken" }).click();
        await openText(page, "one.json", writeOne(LIST[0]), /valid/);
        release();
        await (await fetched).finished();
        await settled(page);
        await page.getByText("one.json", { exact: true }).waitFor();
        await fact(page, "Messages", "1");
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

      visit("by keyboard alone", async (page) => {
        await page.keyboard.press("/");
        assert.equal(await page.evaluate(() => document.activeElement?.id), "search");
        await page.getByRole("tab", { name: "Conversation" }).focus();
        await page.keyboard.press("ArrowRight");
        await page.getByRole("tab", { name: "Live", selected: true }).waitFor();
        await page.keyboard.press("ArrowLeft");
        await page.getByRole("region", { name: "Conversation", exact: true }).focus();
        await page.keyboard.press("End");
        await page.locator(".entry-number").getByText(String(FIRST.length - 1), { exact: true }).waitFor();
      });

      // Only there can the tests allow it.
      if (name === "Chromium") {
        visit("the clipboard: what is in it is opened, a report is put into it", async (page) => {
          await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
          await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify({ ...LIST[0], sessionId: 5 }));
          await page.getByRole("button", { name: "Paste" }).click();
          await page.locator(".verdict-says").filter({ hasText: "invalid" }).waitFor();
          await page.getByRole("button", { name: "Copy report" }).click();
          await page.getByText("Copied").waitFor();
          const report = await page.evaluate(() => navigator.clipboard.readText());
          assert.match(report, /^1:\d+ \/0\/sessionId: expected a string, found a number\n {2}\| /);
        });
      }

      visit("light and dark, kept for the next visit", async (page) => {
        const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const light = await paper();
        await page.getByRole("button", { name: "Switch to dark colours" }).click();
        const dark = await paper();
        assert.notEqual(light, dark);
        await page.reload();
        await page.getByText("All valid").waitFor();
        assert.equal(await paper(), dark);
      }, { colorScheme: "light" });
    });
  }
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

/** Waits until what the page has begun has had time to show: a second frame, and what is put off by timers. */
const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 500)))));

/** A server of another origin, until the test has ended. */
async function serve(context, handler) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  context.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

/** What the page asks for comes only when the function is called. */
async function holdBack(page, address) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

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
