// The declarations of the tools.

import { fieldTable } from "../pure/field-table.js";
import { tools as text } from "../pure/generated/tools.js";

/** By all their names, current and former. */
export const tools = /* @__PURE__ */ fieldTable(text);

/** @param {string} name */
export const canonicalToolName = (name) => tools().get(name)?.name ?? name;
