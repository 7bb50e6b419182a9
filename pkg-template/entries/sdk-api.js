// What every entry for the generated SDK exports.

export { guardedFetch } from "../sdk/guarded-fetch.js";
