// What the stored history changed in a conversation.

import type { BackendMessage } from "backend-message";

export interface Change {
  kind: "added" | "changed" | "removed";
  role: string;
  id: string;
  /** The fields that changed. */
  fields: string[];
}

export function changes(before: readonly BackendMessage[], after: readonly BackendMessage[]): Change[] {
  const known = new Map(before.map((message) => [message.id, message]));
  const kept = new Set(after.map(({ id }) => id));
  const removed = before.filter(({ id }) => !kept.has(id)).map(({ id, role }): Change => ({ kind: "removed", role, id, fields: [] }));
  const others = after.flatMap((message): Change[] => {
    const { id, role } = message;
    const old = known.get(id);
    if (old === undefined) return [{ kind: "added", role, id, fields: [] }];
    const fields = fieldsOf(old, message);
    return fields.length === 0 ? [] : [{ kind: "changed", role, id, fields }];
  });
  return [...removed, ...others];
}

function fieldsOf(old: BackendMessage, message: BackendMessage): string[] {
  const names = new Set([...Object.keys(old), ...Object.keys(message)]) as Set<keyof BackendMessage>;
  return [...names].filter((name) => JSON.stringify(old[name]) !== JSON.stringify(message[name]));
}
