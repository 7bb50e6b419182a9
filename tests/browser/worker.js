if (globalThis.document) {
  const worker = new Worker(import.meta.url, { type: "module" });
  window.outcome = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
} else {
  const api = await import("/backend-message/index.js");
  const { runCases } = await import("/tests/browser/run-cases.js");
  postMessage(await runCases(api));
}
