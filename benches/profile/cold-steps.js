// The steps from nothing to a first message, one after another, with what the package is bundled from.

const steps = {};
let before = performance.now();
function step(name) {
  const now = performance.now();
  steps[name] = (now - before) * 1e6;
  before = now;
}

const { default: decode } = await import("../../build/modules/wasm-inline.js");
step("load the binary's text");
const bytes = decode();
step("decode it");
new WebAssembly.Module(bytes);
step("compile it");
before = performance.now();
const { BackendMessage } = await import("backend-message");
step("import the package");
BackendMessage.parse('{"id":"m-1","role":"user","sessionId":"s-17","userInput":"Hello"}');
step("read a message");
console.log(JSON.stringify(steps));
