// Replaces functions of the wasm module by a trap, and so takes everything out that only they need. To be run on what
// the compiler wrote: it still has names, and what is gone before wasm-bindgen gets no JavaScript written for it either.
//
//     node xtask/prune.js module.wasm

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** What is replaced, by parts of the mangled name, and why it is not missed. */
const PRUNED = [
  // What the deserializer says of a JavaScript value that is not what was asked for. The package sends nothing else than
  // lists of strings, and the message, which alone needs the formatting of floating-point numbers, would not be looked at.
  /18serde_wasm_bindgen.*13invalid_type_/,
  // How it would go through what is no array.
  /6js_sys8try_iter/,
];

const [file] = process.argv.slice(2);
const module = binaryen.readBinary(readFileSync(file));
// Without its names wasm-bindgen could not read the module.
binaryen.setDebugInfo(true);

const used = new Set();
for (const name of definedFunctions(module)) {
  const pattern = PRUNED.find((candidate) => candidate.test(name));
  if (pattern === undefined) continue;
  used.add(pattern);
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.unreachable());
}
const idle = PRUNED.filter((pattern) => !used.has(pattern));
if (idle.length > 0) throw new Error(`nothing in ${file} is named ${idle.join(" or ")}; bring xtask/prune.js up to date`);

// The traps themselves, and nothing larger, go to where they are called: what stands behind a call is then never reached.
binaryen.setAlwaysInlineMaxSize(2);
binaryen.setFlexibleInlineMaxSize(0);
binaryen.setOneCallerInlineMaxSize(0);
module.runPasses(["inlining", "dce", "vacuum", "remove-unused-module-elements"]);
if (!module.validate()) throw new Error(`${file} is no longer valid after pruning`);
writeFileSync(file, module.emitBinary());

function definedFunctions(module) {
  const all = Array.from({ length: module.getNumFunctions() }, (_, index) => {
    return binaryen.getFunctionInfo(module.getFunctionByIndex(index));
  });
  return all.filter(({ module: imported }) => imported === "").map(({ name }) => name);
}
