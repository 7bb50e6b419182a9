import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { Row, RowSource } from "./row.js";

/**
 * What a chat shows of a history or of a live conversation: rows in order. A row that has not changed since the last time
 * is the same object.
 *
 * @param from the messages of a session, or a snapshot of a live session
 */
export declare function rows(from: readonly Lenient<BackendMessage>[] | RowSource): readonly Row[];
