// A small backend, and the page that talks with it: `node demo/chat/serve.js`. It prints its address.
//
// It answers as the real one does, and fails as it can: a line that breaks, one that falls silent, events that are lost.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { json } from "node:stream/consumers";
import { build } from "esbuild";

import { Session } from "./session.js";

/** Milliseconds between two events, and between two heartbeats. */
const PAUSE = Number(process.env.PAUSE ?? 40);
const HEARTBEAT = Number(process.env.HEARTBEAT ?? 45_000);

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };
const PACKAGE = new URL(".", import.meta.resolve("backend-message/package.json"));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";

/** @type {Map<string, Session>} */
const sessions = new Map();

/** @param {string} id */
function sessionOf(id) {
  let session = sessions.get(id);
  if (session === undefined) sessions.set(id, (session = new Session({ id, pause: PAUSE, heartbeat: HEARTBEAT })));
  return session;
}

/**
 * @typedef {import("node:http").IncomingMessage} Request
 * @typedef {import("node:http").ServerResponse} Response
 * @typedef {(request: Request, response: Response, id: string) => unknown} Handler
 *
 * @type {Record<string, Handler>}
 */
const ROUTES = {
  "GET /stream": (_, response, id) => sessionOf(id).connect(response),
  "GET /api/sessions/:id/messages": (_, response, id) => send(response, 200, sessionOf(id).history),
  "POST /api/sessions/:id/messages": async (request, response, id) => {
    const answer = sessionOf(id).prompt(String((await bodyOf(request)).text));
    if (answer === undefined) send(response, 202, { status: "processing", sessionId: id });
    else send(response, 200, answer);
  },
  "POST /api/sessions/:id/faults": async (request, response, id) => {
    sessionOf(id).fail((await bodyOf(request)).kind);
    send(response, 202, {});
  },
  "POST /api/sessions/:id/go-on": async (request, response, id) => {
    const { event, count } = await bodyOf(request);
    sessionOf(id).goOn(event, count);
    send(response, 202, {});
  },
  "POST /api/permissions/:id": async (request, response, id) => {
    const { isGranted } = await bodyOf(request);
    const isKnown = [...sessions.values()].some((session) => session.answer(id, isGranted === true));
    if (isKnown) send(response, 200, {});
    else send(response, 404, errorOf(404, "no such request", "not_found"));
  },
};

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(String(request.url), "http://localhost");
  try {
    const [, kind, id] = /^\/api\/([a-z]+)\/([\w-]+)/.exec(pathname) ?? [, "", searchParams.get("sessionId")];
    const route = id === null ? pathname : pathname.replace(`/${kind}/${id}`, `/${kind}/:id`);
    const handler = Object.hasOwn(ROUTES, `${request.method} ${route}`) ? ROUTES[`${request.method} ${route}`] : undefined;
    if (handler !== undefined && id !== null) return await handler(request, response, id);
    await sendFile(response, pathname);
  } catch {
    if (!response.headersSent) send(response, 404, errorOf(404, "not found", "not_found"));
  }
});
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`http://127.0.0.1:${port}/`);
});

/** @param {number} code @param {string} message @param {string} type */
const errorOf = (code, message, type) => ({ error: { code, message, type } });

/** @param {Response} response @param {number} status @param {object} value */
function send(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(value)}\n`);
}

/** @param {Request} request */
async function bodyOf(request) {
  return /** @type {Record<string, unknown>} */ (Object(await json(request)));
}

/**
 * The pages' files, and those of the package. The React page is bundled when it is asked for.
 *
 * @param {Response} response
 * @param {string} pathname
 */
async function sendFile(response, pathname) {
  // Browsers ask for it unasked.
  if (pathname === "/favicon.ico") return response.writeHead(204).end();
  if (pathname === "/react/page.js") return reply(response, ".js", await bundled("react/page.jsx"));
  const page = { "/": "plain/index.html", "/react": "react/index.html" }[pathname];
  const [, inPackage, name] = /^\/(backend-message\/)?((?:plain\/|react\/)?[\w-]+\.\w+)$/.exec(page ? `/${page}` : pathname) ?? [];
  const extension = extname(name);
  if (!Object.hasOwn(TYPES, extension)) throw new Error(`${pathname} is no file of this server`);
  return reply(response, extension, await readFile(new URL(name, inPackage ? PACKAGE : import.meta.url)));
}

/** @param {Response} response @param {string} extension @param {string | Uint8Array} body */
function reply(response, extension, body) {
  response.writeHead(200, { "content-type": `${TYPES[extension]}; charset=utf-8`, "content-security-policy": POLICY }).end(body);
}

/** @param {string} entry */
async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname], bundle: true, format: "esm", target: "es2022", jsx: "automatic", write: false,
    define: { "process.env.NODE_ENV": '"development"' },
  });
  return outputFiles[0].contents;
}
