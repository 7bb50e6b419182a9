// Tells where the time of the package's calls goes in the engine that runs this file, as a line of JSON.

import { profiled, profiles } from "./stages.js";

const { node, bun } = process.versions;
const measured = [];
for (const profile of profiles) measured.push(await profiled(profile));
console.log(JSON.stringify({ engine: bun ? `Bun ${bun}` : `Node ${node}`, profiles: measured }));
