// Tells where the time of the package's calls goes in the engine that runs this file, as a line of JSON.

import { profiled, profiles } from "./stages.js";

const { node, bun } = process.versions;
const told = [];
for (const profile of profiles) told.push(await profiled(profile));
console.log(JSON.stringify({ engine: bun ? `Bun ${bun}` : `Node ${node}`, profiles: told }));
