// SARIF 2.1.0, which code hosts and editors read.

import { version } from "./version.js";

const LEVELS = { error: "error", warning: "warning", info: "note" };

export const sarif = {
  /**
   * @param {string} file
   * @param {{ code: string, message: string, severity: "error" | "warning" | "info", pointer: string, line?: number, column?: number, offset?: number }} found
   */
  result(file, { code, message, severity, pointer, line, column, offset }) {
    const uri = encodeURI(file).replace(/[?#]/g, encodeURIComponent);
    const region = { startLine: line, startColumn: column, byteOffset: offset };
    return {
      ruleId: code,
      level: LEVELS[severity],
      message: { text: pointer === "" ? message : `${pointer}: ${message}` },
      locations: [
        { physicalLocation: { artifactLocation: { uri }, region }, logicalLocations: [{ fullyQualifiedName: pointer }] },
      ],
    };
  },

  /** @param {object[]} results */
  log(results) {
    return {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "backend-message", version: version() } }, columnKind: "utf16CodeUnits", results }],
    };
  },
};
