// The agent's list of things to do, its plan, and what it shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { media } from "../../pkg-template/view/media.js";
import { plan, todos } from "../../pkg-template/view/planning.js";

const call = (name, input, fields) => ({ finished: true, id: "c", input: JSON.stringify(input), name, type: "", ...fields });
const message = (...toolCalls) => ({ toolCalls });
const item = (id, fields) => ({ id, content: id, status: "pending", priority: "low", ...fields });

test("the last list of things to do that is not empty", () => {
  const [first, last] = [[item("a")], [item("b"), item("c", { status: "completed" })]];
  assert.deepEqual(todos([]), []);
  assert.deepEqual(todos([message(call("todo_write", { todos: first })), message(), message(call("TodoWrite", { todos: last }))]), last);
  assert.deepEqual(todos([message(call("TodoWrite", { todos: first }), call("TodoWrite", { todos: last }))]), last);
  assert.deepEqual(todos([message(call("TodoWrite", { todos: first })), message(call("TodoWrite", { todos: [] }))]), first);
  for (const other of [call("Bash", { todos: last }), call("TodoWrite", { todos: last }, { isError: true }), call("TodoWrite", "text"), call("TodoWrite", {}), call("TodoWrite", { todos: last }, { finished: false })]) {
    assert.deepEqual(todos([message(call("TodoWrite", { todos: first })), message(other), {}]), first);
  }
});

test("the last plan", () => {
  assert.equal(plan([]), undefined);
  assert.equal(plan([message(call("exit_plan_mode", { plan: "old" })), message(call("ExitPlanMode", { plan: "new" })), message(call("ExitPlanMode", { plan: "" }))]), "new");
});

test("media of all three generations", () => {
  const show = [
    { type: "image", title: "A", path: "https://h/a.png" },
    { type: "markdown", title: "B", data: "# b" },
    { type: "json", title: "C", data: "{}" },
    { type: "video", title: "D", path: "https://h/d.mp4", startTime: 1, duration: 2 },
    { type: "status", title: "E", data: "" },
  ];
  const showMedia = [{ type: "gsap_animation", title: "A", config: { url: "https://h/a" } }, { type: "pdf", title: "B", path: "HTTP://h/b.pdf", description: "d" }];
  const showcase = [{ type: "remotion_title", title: "A", config: {} }, { type: "audio", title: "B", path: "/b.mp3" }, { type: "image", title: "C", path: "C:\\c.png" }];
  assert.deepEqual(media(call("Show", { outputs: show })), show);
  assert.deepEqual(media(call("ShowMedia", { outputs: show })), show);
  assert.deepEqual(media(call("show_media", { outputs: showMedia })), showMedia);
  assert.deepEqual(media(call("media_showcase", { outputs: showcase })), showcase);
});

test("outputs that were not or cannot be shown are left out", () => {
  const output = { type: "image", title: "A", path: "https://h/a.png" };
  assert.deepEqual(media(call("Show", { outputs: [output] }, { isError: true })), []);
  assert.deepEqual(media(call("Bash", { outputs: [output] })), []);
  for (const bad of [{ title: "A" }, { type: "image", path: "https://h" }, { ...output, path: "javascript:alert(1)" }, { ...output, path: "a.png" }, { ...output, path: 5 }, { type: "json", title: "x" }, { type: "gsap_animation", title: "x", config: { url: "data:x" } }, null]) {
    assert.deepEqual(media(call("Show", { outputs: [bad, output] })), [output]);
  }
});

test("while a call arrives, its last output waits", () => {
  const input = '{"outputs":[{"type":"image","title":"A","path":"https://h/a.png"},{"type":"image","title":"B","path":"https://h/b.p';
  assert.deepEqual(media({ finished: false, input, name: "Show" }), [{ type: "image", title: "A", path: "https://h/a.png" }]);
});
