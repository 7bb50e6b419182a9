// The steps from nothing to a first message, and parts of them.

/** In nanoseconds. The parts come last, wherever they are. */
const steps = {};
const parts = {};

async function timed(times, name, take) {
  const start = performance.now();
  const taken = await take();
  times[name] = (performance.now() - start) * 1e6;
  return taken;
}

/** Has a class of the engine tell how long it takes to make one. Another module of the same bytes would come from a cache. */
function watch(name, part) {
  WebAssembly[name] = new Proxy(WebAssembly[name], {
    construct(target, given) {
      const start = performance.now();
      const made = new target(...given);
      parts[part] = (performance.now() - start) * 1e6;
      return made;
    },
  });
}

await timed(steps, "import nothing", () => import("../cold/nothing.js"));
const { BackendMessage } = await timed(steps, "import the package", () => import("backend-message"));
watch("Module", "the wasm compiled");
watch("Instance", "instantiated");
await timed(steps, "read a message", () => BackendMessage.parse('{"id":"m-1","role":"user","sessionId":"s-17","userInput":"Hello"}'));
const { default: text } = await timed(parts, "the wasm's text loaded", () => import("../../build/modules/entries/core-base64.js"));
await timed(parts, "decoded", () => Buffer.from(text, "base64"));

console.log(JSON.stringify({ ...steps, ...parts }));
