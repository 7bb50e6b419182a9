// A web server on the loopback address, for pages under test.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

// As strict as a page with wasm can be: no code from strings, none from elsewhere.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'; report-uri /reports";

/**
 * @param {Record<string, URL>} directories by the first part of their paths on the server
 * @param {Record<string, { type: string, body: string }>} files by their whole paths
 */
export async function serve(directories, files = {}) {
  const complaints = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/reports") {
      complaints.push(await text(request));
      response.writeHead(204).end();
      return;
    }
    const found = files[pathname] ?? read(directories, pathname);
    if (found === undefined) {
      complaints.push(`there is no ${pathname}`);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": found.type, "content-security-policy": POLICY }).end(found.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    /** What was asked for in vain, and the browsers' reports of what the policy forbade. */
    complaints,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function read(directories, pathname) {
  const [, first, ...rest] = pathname.split("/");
  // A path leads out of no directory: URLs have no `..` left, and none is decoded here.
  if (directories[first] === undefined) return undefined;
  try {
    const body = readFileSync(fileURLToPath(new URL(rest.join("/"), directories[first])));
    return { type: TYPES[extname(pathname)] ?? "application/octet-stream", body };
  } catch {
    return undefined;
  }
}
