// Starts the page, with a sample if nothing else is to be opened.

import { render } from "preact";

import { App } from "./app.tsx";
import { start } from "./input/start.ts";

const host = document.getElementById("app");
if (host === null) throw new Error("index.html has no #app");
render(<App />, host);

// A problem found while typing, or by hand: `/` is where one searches.
document.addEventListener("keydown", (event) => {
  const [inside] = event.composedPath();
  const isTyping = inside instanceof Element && inside.closest("input, select, textarea, [contenteditable=true]") !== null;
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
  const search = document.getElementById("search");
  if (search === null) return;
  event.preventDefault();
  search.focus();
});

void start();
