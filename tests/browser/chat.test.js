// The pages of demo/chat, used as people do, in real browsers.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { rows } from "backend-message/view";

import { TOUR } from "../../demo/chat/conversations.js";
import { launchChromium, launchFirefox } from "../support/browsers.js";
import { PATIENCE } from "../support/patience.js";

const BROWSERS = { Chromium: launchChromium, Firefox: launchFirefox };
const PAGES = { "plain JavaScript": "/", React: "/react" };
const TEXTS = TOUR.map(({ text }) => text);

let server;
let url;
const browsers = {};

before(async () => {
  const script = fileURLToPath(new URL("../../demo/chat/serve.js", import.meta.url));
  server = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PAUSE: "1" } });
  ({ value: url } = await createInterface(server.stdout)[Symbol.asyncIterator]().next());
  for (const [name, launch] of Object.entries(BROWSERS)) browsers[name] = await launch();
});
after(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
  server.kill();
});

/** Runs in the page before its own scripts: keeps what was shown of the connection and of the calls. */
function record() {
  window.seen = { states: [], phases: {} };
  const add = (list, value) => list.at(-1) !== value && list.push(value);
  new MutationObserver(() => {
    add(window.seen.states, document.querySelector("#status")?.textContent ?? "");
    for (const call of document.querySelectorAll(".call")) {
      const name = call.querySelector(":scope > .name").textContent;
      if (name !== "") add((window.seen.phases[name] ??= []), call.dataset.phase);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** A page of its own, in a session of its own. */
async function open(context, browser, path, session = context.name.replace(/\W+/g, "-")) {
  const page = await browsers[browser].newPage();
  page.setDefaultTimeout(PATIENCE);
  context.after(() => page.close());
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.addInitScript(record);
  await page.clock.install();
  await page.goto(new URL(`${path}?session=${session}`, url).href);
  await isOver(page);
  return {
    page,
    errors,
    /** Lets the agent go on until it has sent so many more events of a name. */
    goOn: async (event, count) => {
      await fetch(new URL(`/api/sessions/${session}/go-on`, url), { method: "POST", body: JSON.stringify({ event, count }) });
    },
    history: async () => (await fetch(new URL(`/api/sessions/${session}/messages`, url))).json(),
    send: async (text) => {
      await page.getByLabel("Prompt").fill(text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
    },
  };
}

/** Waits until a connection was lost, and there is another one. */
const wasOpenedAgain = (page) =>
  page.waitForFunction(() => {
    const states = window.seen.states.map((state) => state.split(" ")[0]);
    return states.lastIndexOf("connecting") > states.indexOf("open") && states.at(-1) === "open";
  });

const isOver = (page) => page.getByText(/^open · ready$/).waitFor();
const textsOf = (page) => page.locator("#rows > .row.assistant > .text").allTextContents();

/** Whether a list has the others in this order, perhaps with more between them. */
function hasInOrder(list, wanted) {
  let at = 0;
  for (const item of list) if (item === wanted[at]) at += 1;
  return at === wanted.length;
}

for (const browser of Object.keys(BROWSERS)) {
  for (const [kind, path] of Object.entries(PAGES)) {
    test(`${browser}, ${kind}: an answer arrives, with a question and a sub-agent`, async (context) => {
      const { page, errors, goOn, history, send } = await open(context, browser, path);
      await goOn("content", 2);
      await send("Are the tests sound?");
      const answer = page.locator("#rows > .row.assistant > .text").first();
      await answer.waitFor();
      const [begun] = await textsOf(page);
      assert.ok(TEXTS[0].startsWith(begun) && begun.length < TEXTS[0].length, begun);
      assert.equal(await page.getByText(/^open · streaming$/).count(), 1);
      await goOn();
      const request = page.locator("#requests > li");
      await request.waitFor();
      assert.match(await request.textContent(), /Bash asks to execute the command `npm test`/);
      // The call waits for the answer: what is given to it is there, and nothing came of it.
      const bash = page.locator(".call", { has: page.locator(':scope > .name:text-is("Bash")') });
      assert.equal(await bash.getAttribute("data-phase"), "ready");
      assert.match(await bash.textContent(), /npm test/);
      await page.evaluate(() => (window.rows = [...document.querySelectorAll(".row")]));
      await request.getByRole("button", { name: "Allow" }).click();
      await isOver(page);
      await page.locator(".result", { hasText: "138 tests passed" }).waitFor();

      assert.equal(await request.count(), 0);
      assert.deepEqual(await page.locator("#rows > .row.user > .text").allTextContents(), ["Are the tests sound?"]);
      assert.deepEqual(await textsOf(page), TEXTS);
      assert.match(await bash.locator(":scope > .failure").textContent(), /Exit code 1/);
      // The sub-agent's rows stand at its call, and nowhere else.
      const nested = page.locator(".call", { has: page.locator(':scope > .name:text-is("Task")') }).locator(":scope > .rows > .row");
      assert.deepEqual(await nested.locator(":scope > .text").allTextContents(), TOUR[0].calls[2].agent.map(({ text }) => text).toSpliced(0, 0, TOUR[0].calls[2].input.prompt));
      assert.equal(await nested.locator(".call > .name").textContent(), "Glob");

      const { phases } = await page.evaluate(() => window.seen);
      for (const name of ["TodoWrite", "Grep", "Task", "Glob", "Bash", "Show"]) {
        assert.ok(hasInOrder(phases[name], ["input", "ready", "running", "done"]), `${name}: ${phases[name]}`);
      }
      // The history was read: what was on screen is still the same nodes.
      assert.ok(await page.evaluate(() => window.rows.length > 5 && window.rows.every((row) => row.isConnected)));
      const stored = (await history()).filter(({ role }) => role !== "tool").map(({ id }) => id);
      assert.deepEqual(stored.length, await page.locator("#rows > .row").count());
      assert.deepEqual(errors, []);
    });

    test(`${browser}, ${kind}: the stream ends in the middle of it, and is opened again`, async (context) => {
      const { page, goOn, send } = await open(context, browser, path);
      await goOn("content", 2);
      await send("Are the tests sound?");
      await page.locator("#rows > .row.assistant > .text").first().waitFor();
      await page.getByRole("button", { name: "end the stream" }).click();
      await wasOpenedAgain(page);
      await goOn();
      await page.locator("#requests > li").getByRole("button", { name: "Allow" }).click();
      await isOver(page);
      await page.locator(".result", { hasText: "138 tests passed" }).waitFor();
      assert.deepEqual(await textsOf(page), TEXTS);
      assert.equal(await page.locator("#rows > .row.user").count(), 1);
    });

    test(`${browser}, ${kind}: lost events and garbage are made good`, async (context) => {
      const { page, errors, goOn, send } = await open(context, browser, path);
      await goOn("content", 2);
      await send("Are the tests sound?");
      await page.locator("#rows > .row.assistant > .text").first().waitFor();
      // What a button asks for is done when its request is answered.
      for (const fault of ["send garbage", "lose five events"]) {
        const answered = page.waitForResponse(/\/faults$/);
        await page.getByRole("button", { name: fault }).click();
        await answered;
      }
      await goOn();
      await page.locator("#requests > li").getByRole("button", { name: "Refuse" }).click();
      await isOver(page);
      await page.locator(".phase", { hasText: "refused" }).waitFor();
      assert.deepEqual(await textsOf(page), TEXTS);
      assert.deepEqual(errors, []);
    });

    test(`${browser}, ${kind}: a made-up conversation ends as its history is shown`, async (context) => {
      const { page, errors, history } = await open(context, browser, path, `generated-${kind === "React" ? 5 : 9}${browser.length}`);
      await page.locator("#rows > .row").nth(3).waitFor({ state: "attached" });
      await isOver(page);
      const shown = page.locator("#rows > .row");
      const expected = rows(await history()).map(({ text }) => text);
      await page.waitForFunction((count) => document.querySelectorAll("#rows > .row").length === count, expected.length);
      assert.deepEqual(await shown.evaluateAll((all) => all.map((row) => row.querySelector(":scope > .text")?.textContent ?? "")), expected);
      assert.deepEqual(errors, []);
    });

    test(`${browser}, ${kind}: a stream that fell silent is opened again`, async (context) => {
      const { page, send } = await open(context, browser, path);
      await page.getByRole("button", { name: "fall silent" }).click();
      await send("Are the tests sound?");
      // Two minutes of the page's own time.
      await page.clock.runFor(120_000);
      await wasOpenedAgain(page);
    });

    test(`${browser}, ${kind}: a slash command is answered at once`, async (context) => {
      const { page, history, send } = await open(context, browser, path);
      await send("/help");
      await page.getByText("Ask anything.").waitFor();
      assert.deepEqual(await history(), []);
    });
  }
}
