// Serves the page and, slowly, a history for it to read: `node demo/page/serve.js FILE`. It prints its address.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";

/** Bytes of the history that are sent at a time, and the pause after them in milliseconds. */
const PIECE = 400;
const PAUSE = Number(process.env.PAUSE ?? 100);

const TYPES = { html: "text/html", css: "text/css", js: "text/javascript" };
const PACKAGE = new URL(".", import.meta.resolve("backend-message/package.json"));
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";

const history = await readFile(process.argv[2]);

const server = createServer(async (request, response) => {
  const path = /** @type {string} */ (request.url);
  if (path === "/messages") return sendSlowly(response);
  // Files of the two directories; none is in a directory within them.
  const [, inPackage, name] = /^\/(backend-message\/)?([\w-]+\.\w+)$/.exec(path === "/" ? "/index.html" : path) ?? [];
  try {
    const body = await readFile(new URL(name, inPackage ? PACKAGE : import.meta.url));
    const type = TYPES[name.split(".")[1]];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": POLICY }).end(body);
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));

/** @param {import("node:http").ServerResponse} response */
async function sendSlowly(response) {
  response.writeHead(200, { "content-type": "application/json" });
  for (let start = 0; start < history.length && !response.destroyed; start += PIECE) {
    response.write(history.subarray(start, start + PIECE));
    await setTimeout(PAUSE);
  }
  response.end();
}
