// Replaces functions of the wasm module by a trap, and so takes everything out that only they need. To be run between
// wasm-bindgen, which keeps the names this goes by, and wasm-opt, which removes what is no longer reached.
//
//     node xtask/prune.js module.wasm

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** What is replaced, and why it is not missed. */
const PRUNED = [
  // A panic is a trap in wasm, with or without the formatting of a message that nobody gets to see.
  /^(core|std)(\[.*?\])?::panicking::/,
  /^core(\[.*?\])?::(option|result)::(unwrap|expect)_failed/,
  /^core(\[.*?\])?::(str::slice_error_fail|slice::index::slice_.*fail)/,
  /^alloc(\[.*?\])?::(raw_vec::handle_error|alloc::handle_alloc_error)/,
  // What the deserializer says of a JavaScript value that no visitor takes. snapshot.js sends none, and the message,
  // which alone needs the formatting of floating-point numbers, would not be looked at.
  /^serde_wasm_bindgen::de::Deserializer::invalid_type/,
];

const [file] = process.argv.slice(2);
const module = binaryen.readBinary(readFileSync(file));

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
if (!module.validate()) throw new Error(`${file} is no longer valid after pruning`);
writeFileSync(file, module.emitBinary());

function definedFunctions(module) {
  const all = Array.from({ length: module.getNumFunctions() }, (_, index) => {
    return binaryen.getFunctionInfo(module.getFunctionByIndex(index));
  });
  return all.filter(({ module: imported }) => imported === "").map(({ name }) => name);
}
