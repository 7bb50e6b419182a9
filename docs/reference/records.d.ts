/**
 * The fields of the records. `backend-message` and its other entries export these types; there is no entry of this name.
 *
 * @module records
 */

export type * from "../../pkg-template/pure/generated/records.js";
