import type { LiveEvent } from "../pure/generated/events.js";
import type { EventIssue } from "./event-issue.js";

/** The declaration of each event, by its name, including events that only older servers send. */
export declare const events: () => ReadonlyMap<string, object>;

/**
 * Checks an event against its declaration; `undefined` if it is invalid. `null` means absent, unknown fields are kept,
 * invalid optional fields are left out. The argument is not changed.
 *
 * @param event a frame of the stream, with its data as JSON text, or an event of the generated SDK, with its data parsed
 * @param onIssue called for everything that is wrong
 */
export declare function checkEvent(
  event: { readonly event: string; readonly data: unknown; readonly id?: string | undefined },
  onIssue?: (issue: EventIssue) => void,
): LiveEvent | undefined;
