// A web server of another origin.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Serves until the test has ended.
 *
 * @param {import("node:test").TestContext} context
 * @param {import("node:http").RequestListener} handler
 * @returns {Promise<string>} its address
 */
export async function serveElsewhere(context, handler) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  context.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}
