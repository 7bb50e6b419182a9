// Which records pass a filter or contain the searched text: the index knows some of it, texts are read again.

import { blocks } from "./blocks.ts";
import { BackendMessage } from "../library.ts";
import type { History } from "./history.ts";
import type { Filter } from "./protocol.ts";
import { FAILED, FOUND, REJECTED } from "./record-index.ts";

export async function filter(history: History, wanted: Filter, signal: AbortSignal): Promise<Uint32Array<ArrayBuffer>> {
  const candidates = byIndex(history, wanted);
  const text = wanted.text.trim().toLowerCase();
  if (text === "") return Uint32Array.from(candidates);
  const found: number[] = [];
  const decoder = new TextDecoder();
  for await (const { records, sources } of blocks(history, candidates)) {
    signal.throwIfAborted();
    for (const [at, record] of records.entries()) {
      const source = sources[at];
      if (source === undefined) continue;
      // A rejected record is searched as it stands.
      const isThere = history.index.has(record, REJECTED)
        ? decoder.decode(source).toLowerCase().includes(text)
        : contains(BackendMessage.parse(source), text);
      if (isThere) found.push(record);
    }
  }
  return Uint32Array.from(found);
}

function byIndex({ index }: History, { roles, tool, session, failed, issues }: Filter): number[] {
  const wantedRoles = new Set(roles.map((role) => index.roles.find(role)));
  const wantedTool = tool === "" ? undefined : index.tools.find(tool);
  const wantedSession = index.sessions.find(session);
  const found: number[] = [];
  for (let record = 0; record < index.length; record++) {
    const isRejected = index.has(record, REJECTED);
    if (roles.length > 0 && (isRejected || !wantedRoles.has(index.role.at(record)))) continue;
    if (tool !== "" && (wantedTool === undefined || !index.calls(record, wantedTool))) continue;
    // A rejected record belongs to the session around it.
    if (session !== "" && index.session.at(record) !== wantedSession) continue;
    if (failed && !index.has(record, FAILED)) continue;
    if (issues && !index.has(record, REJECTED | FOUND)) continue;
    found.push(record);
  }
  return found;
}

/** Whether a text is in any of a value's strings. */
function contains(value: unknown, text: string): boolean {
  if (typeof value === "string") return value.toLowerCase().includes(text);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((part) => contains(part, text));
}
