import { fileURLToPath } from "node:url";

// Next itself is installed above the project.
const root = fileURLToPath(new URL("../..", import.meta.url));

export default { outputFileTracingRoot: root, turbopack: { root } };
