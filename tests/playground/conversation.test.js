// The conversation: messages in full, rows folded away, invalid records in their places, search.

import assert from "node:assert/strict";

import { file, inBrowsers, openAnotherFile, openText, settled } from "../support/playground.js";
import { FIRST, LIST, NDJSON } from "../support/playground-texts.js";

inBrowsers(({ visit }) => {
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
    const first = feed.locator(".entry").first();
    await first.getByText("plan mode", { exact: true }).waitFor();
    assert.doesNotMatch(await first.locator(".said").innerText(), /system-reminder/);
    await first.getByText("With the reminder of plan mode").click();
    await first.getByText("Plan mode is active").waitFor();
    await first.locator(".attachments").getByText("notes.txt").waitFor();
    // The sub-agent's messages are in the call; among all messages they stand when they are asked for.
    assert.equal(await feed.getByText("Read the log.").count(), 0);
    await feed.locator("details.tool > summary").first().click();
    await feed.getByText("Sub-agent’s conversation, 1 message").click();
    await feed.locator(".nested .entry").getByText("Read the log.").waitFor();
    await page.getByRole("button", { name: "Folded rows 2" }).click();
    const session = feed.locator(".session").filter({ hasText: "Sub-agent’s session helper" });
    await session.waitFor();
    await session.getByRole("button", { name: "go to its call" }).click();
    await feed.locator('.entry[data-pointed="true"] .entry-number').first().getByText("1", { exact: true }).waitFor();
  });

  visit("sub-agents of sub-agents hang on their calls; what would be folded into itself is not", async (page) => {
    const call = (id) => [{ id, name: "Task", input: "{}", type: "", finished: true, result: "ok", isError: false }];
    const callback = (toolCallId, subagentId) => [{ toolCallId, toolName: "Task", callbackType: "sub_agent", success: true, subagentId }];
    const message = (id, sessionId, rest) => ({ id, sessionId, role: "assistant", userInput: "", ...rest });
    const nested = [
      message("1", "main", { toolCalls: call("a"), callbackResults: callback("a", "inner") }),
      message("2", "inner", { toolCalls: call("b"), callbackResults: callback("b", "innermost") }),
      message("3", "innermost", { userInput: "Deep down." }),
    ];
    await openText(page, "nested.json", JSON.stringify(nested), /valid/);
    const feed = page.getByRole("region", { name: "Conversation", exact: true });
    assert.equal(await feed.locator(".virtual-item").count(), 1);
    await feed.locator("details.tool:not(.callback) > summary").first().click();
    await feed.getByText("Sub-agent’s conversation, 1 message").click();
    await feed.locator(".nested details.tool:not(.callback) > summary").first().click();
    await feed.locator(".nested").getByText("Sub-agent’s conversation, 1 message").click();
    await feed.locator(".nested .nested").getByText("Deep down.").waitFor();

    const circular = [
      message("1", "x", { toolCalls: call("a"), callbackResults: callback("a", "y") }),
      message("2", "y", { toolCalls: call("b"), callbackResults: callback("b", "x") }),
    ];
    await openAnotherFile(page, file("circular.json", JSON.stringify(circular)));
    await page.getByText("circular.json", { exact: true }).waitFor();
    await feed.locator(".virtual-item").nth(1).waitFor();
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

  visit("what is searched for is marked, and what is folded over it opens", async (page) => {
    const message = (id, rest) => ({ id, sessionId: "s", role: "assistant", userInput: "", ...rest });
    const far = `${"line\n".repeat(2_000)}needle (1) at the end`;
    const list = [
      message("1", { userInput: "A **Needle (1)** in bold", assistantResponse: "A **Needle (1)** in bold" }),
      message("2", { reasoning: "why a needle (1)?", userInput: "Thought." }),
      message("3", { toolCalls: [{ id: "c", name: "Bash", input: '{"command":"grep"}', type: "", finished: true, result: far, isError: false }] }),
      message("4", { userInput: "nothing" }),
    ];
    await openText(page, "search.json", JSON.stringify(list), /valid/);
    const feed = page.getByRole("region", { name: "Conversation", exact: true });
    await page.getByRole("searchbox").fill("needle (1)");
    await page.locator(".filter-outcome").getByText("3 of 4").waitFor();
    for (const [at, where] of [".said", ".reasoning > .text", ".output"].entries()) {
      const mark = feed.locator(".virtual-item").nth(at).locator(`${where} mark`);
      await mark.waitFor();
      assert.equal((await mark.innerText()).toLowerCase(), "needle (1)");
      assert.ok(await mark.isVisible());
    }
    const isInView = () =>
      feed.locator(".output mark").evaluate((mark) => {
        const [own, box] = [mark, mark.closest(".output")].map((element) => element.getBoundingClientRect());
        return own.top >= box.top && own.bottom <= box.bottom;
      });
    assert.equal(await isInView(), true);
    await page.getByRole("button", { name: "Show all" }).click();
    await feed.locator("mark").first().waitFor({ state: "detached" });
    assert.equal(await feed.locator("details[open]").count(), 0);
  });

  visit("sessions begin with their names, and one can be chosen", async (page) => {
    const list = ["one", "one", "two", "one"].map((sessionId, id) => ({ id: String(id), sessionId, role: "user", userInput: `text ${id}` }));
    await openText(page, "sessions.json", JSON.stringify(list), /valid/);
    const feed = page.getByRole("region", { name: "Conversation", exact: true });
    await feed.locator(".session").nth(2).waitFor();
    assert.deepEqual(await feed.locator(".session > span").allInnerTexts(), ["Session one", "Session two", "Session one"]);
    await page.getByLabel("Session").selectOption({ label: "two (1)" });
    await page.locator(".filter-outcome").getByText("1 of 4").waitFor();
    await feed.getByText("text 2").waitFor();
  });

  visit("each message can be copied: its text, or what it is made of", async (page) => {
    const list = [
      { id: "1", sessionId: "s", role: "user", userInput: "Copy **me**" },
      { id: "2", sessionId: "s", role: "assistant", userInput: "", toolCalls: [{ id: "c", name: "Bash", input: "{}", type: "", finished: false }] },
    ];
    await openText(page, "two.json", JSON.stringify(list), /valid/);
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (copied) => {
        window.copied = copied;
      };
    });
    const entry = (at) => page.getByRole("region", { name: "Conversation", exact: true }).locator(".entry").nth(at);
    await entry(0).getByRole("button", { name: "Copy", exact: true }).click();
    await entry(0).getByRole("button", { name: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => window.copied), "Copy **me**");
    await entry(1).getByRole("button", { name: "Copy JSON" }).click();
    await entry(1).getByRole("button", { name: "Copied" }).waitFor();
    assert.deepEqual(JSON.parse(await page.evaluate(() => window.copied)), list[1]);
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
});
