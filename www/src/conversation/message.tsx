// One message: who speaks, what is said, which tools were called, and what that cost.

import { displayText, isEmpty } from "backend-message/view";

import type { Row } from "../reader/protocol.ts";
import { dollars, short } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { showPlace } from "../view.ts";
import { CallbackResult } from "./callback-result.tsx";
import { ToolCall } from "./tool-call.tsx";

type MessageRow = Extract<Row, { kind: "message" }>;

export function Message({ row, isPointed }: { row: MessageRow; isPointed: boolean }) {
  const { message, record } = row;
  const { role, toolCalls = [], callbackResults = [], reasoning } = message;
  const text = displayText(message);
  return (
    <div class="entry" data-role={role} data-pointed={isPointed} data-empty={isEmpty(message)}>
      <header class="entry-head">
        <span class="role">
          <Inline text={role || "(no role)"} most={40} />
        </span>
        <span class="entry-number">{record}</span>
        {message.model !== undefined && (
          <span class="entry-model">
            <Inline text={message.model} most={40} />
          </span>
        )}
        <Cost message={message} />
        <button type="button" class="icon-button" aria-label={`Show message ${record} in the source`} onClick={() => showPlace({ record })}>
          <Icon name="source" />
        </button>
      </header>
      {reasoning && (
        <details class="reasoning">
          <summary>
            <Icon name="chevron" />
            Reasoning
            {message.reasoningDuration !== undefined && <span class="number"> {short(message.reasoningDuration)} ms</span>}
          </summary>
          <Text text={reasoning} />
        </details>
      )}
      {text !== "" && <Text text={text} class="said" />}
      {toolCalls.map((call, at) => (
        <ToolCall key={at} call={call} record={record} callbacks={row.callbacks[call.id] ?? []} />
      ))}
      {callbackResults.map((result, at) => (
        <CallbackResult key={at} result={result} record={record} />
      ))}
      {isEmpty(message) && <p class="nothing">Empty</p>}
      {row.findings.length > 0 && (
        <ul class="findings">
          {row.findings.map(({ code, severity, message: told }, at) => (
            <li key={at} class={`finding-${severity}`}>
              <Icon name={severity === "warning" ? "warning" : "info"} />
              <span>
                <Inline text={told} most={300} /> <code>{code}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Cost({ message }: { message: MessageRow["message"] }) {
  const { inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens, cost } = message;
  const parts = [
    ["in", inputTokens, "Input tokens"],
    ["out", outputTokens, "Output tokens"],
    ["cache read", cacheReadTokens, "Tokens read from the cache"],
    ["cache write", cacheCreationTokens, "Tokens written to the cache"],
  ] as const;
  const told = parts.filter(([, value]) => value !== undefined);
  if (told.length === 0 && cost === undefined) return <span class="entry-cost" />;
  return (
    <span class="entry-cost">
      {told.map(([name, value, title]) => (
        <span key={name} title={title}>
          {short(value ?? 0)} {name}
        </span>
      ))}
      {cost !== undefined && <span title="Cost">{dollars(cost)}</span>}
    </span>
  );
}
