// The page and the service worker in one. A service worker may not import while it runs, so both import everything.

import * as api from "/backend-message/index.js";
import { runCases } from "/tests/browser/run-cases.js";

if (globalThis.document) {
  window.outcome = answer();
} else {
  addEventListener("message", (event) => event.waitUntil(runCases(api).then((outcome) => event.ports[0].postMessage(outcome))));
}

async function answer() {
  const registration = await navigator.serviceWorker.register(import.meta.url, { type: "module" });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage("run", [port2]);
  const outcome = await answered;
  await registration.unregister();
  return outcome;
}
