// What every entry of insight exports.

export { audit } from "../insight/audit.js";
export { summarize } from "../insight/summarize.js";
export { BackendMessageError } from "../pure/error.js";
