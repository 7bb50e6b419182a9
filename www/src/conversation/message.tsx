// One message: its author, its text, its tool calls with their results, and its cost.

import { displayText, isEmpty, type UserRow } from "backend-message/view";
import { useState } from "preact/hooks";

import type { Row } from "../reader/protocol.ts";
import { webAddress } from "../ui/address.ts";
import { Copy } from "../ui/copy.tsx";
import { dollars, short } from "../ui/format.ts";
import { isMatch } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";
import { Markdown } from "../ui/markdown.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { showPlace, showRecord } from "../view.ts";
import { CallbackResult } from "./callback-result.tsx";
import { ToolCall } from "./tool-call.tsx";

type MessageRow = Extract<Row, { kind: "message" }>;

export function Message({ row, isPointed, depth }: { row: MessageRow; isPointed: boolean; depth: number }) {
  const [isRaw, setRaw] = useState(false);
  const { message, record, shown, begins, agentOf } = row;
  const { role, toolCalls = [], callbackResults = [], reasoning } = message;
  const text = displayText(message);
  const calls = shown?.kind === "assistant" ? shown.calls : [];
  return (
    <>
      {begins !== undefined && depth === 0 && <Session session={begins} agentOf={agentOf} />}
      <div class="entry" data-role={role} data-pointed={isPointed} data-empty={isEmpty(message)} data-agent={agentOf !== undefined && depth === 0}>
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
          {shown?.kind === "user" && shown.isPlanMode && <span class="tag">plan mode</span>}
          <Cost message={message} />
          <span class="entry-acts">
            {text !== "" && role !== "user" && (
              <button type="button" class="quiet entry-act" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
                Raw
              </button>
            )}
            <Copy text={() => text || JSON.stringify(message, null, 2)} label={text === "" ? "Copy JSON" : "Copy"} class="quiet entry-act" />
            <button type="button" class="icon-button" aria-label={`Show message ${record} in the source`} onClick={() => showPlace({ record })}>
              <Icon name="source" />
            </button>
          </span>
        </header>
        {reasoning && (
          <details class="reasoning" open={isMatch(reasoning)}>
            <summary>
              <Icon name="chevron" />
              Reasoning
              {message.reasoningDuration !== undefined && <span class="number"> {short(message.reasoningDuration)} ms</span>}
            </summary>
            <Text text={reasoning} />
          </details>
        )}
        {/* What people type is no Markdown, and is shown as they typed it. */}
        {text !== "" && (isRaw || role === "user" ? <Text text={text} class={isRaw ? "said raw" : "said"} /> : <Markdown text={text} />)}
        {shown?.kind === "user" && <Prompt row={shown} stored={message.userInput} />}
        {toolCalls.map((call, at) => (
          <ToolCall key={at} call={call} row={calls[at]} record={record} depth={depth} />
        ))}
        {callbackResults.map((result, at) => (
          <CallbackResult key={at} result={result} />
        ))}
        {isEmpty(message) && <p class="nothing">Empty</p>}
        {row.findings.length > 0 && (
          <ul class="findings">
            {row.findings.map(({ code, severity, message: text }, at) => (
              <li key={at} class={`finding-${severity}`}>
                <Icon name={severity === "warning" ? "warning" : "info"} />
                <span>
                  <Inline text={text} most={300} /> <code>{code}</code>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

/** Another session begins: the user's, or one of a sub-agent. */
const Session = ({ session, agentOf }: { session: string; agentOf: number | undefined }) => (
  <p class="session">
    <span>
      {agentOf === undefined ? "Session" : "Sub-agent’s session"} <Inline text={session} most={60} />
    </span>
    {agentOf !== undefined && (
      <button type="button" class="link" onClick={() => showRecord(agentOf)}>
        go to its call
      </button>
    )}
  </p>
);

/** What came with the user's words: files, and what plan mode or an old client added. */
function Prompt({ row, stored }: { row: UserRow; stored: string }) {
  return (
    <>
      {row.attachments.length > 0 && (
        <ul class="attachments">
          {row.attachments.map(({ name, url, path }, at) => {
            const address = url === undefined ? undefined : webAddress(url);
            return (
              <li key={at}>
                <Icon name="file" />
                {address !== undefined ? (
                  <a href={address} target="_blank" rel="noreferrer noopener">
                    <Inline text={name} most={120} />
                  </a>
                ) : (
                  <Inline text={path ?? name} most={160} />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {row.text !== stored && (
        <details class="reasoning" open={isMatch(stored) && !isMatch(row.text)}>
          <summary>
            <Icon name="chevron" />
            {row.isPlanMode ? "With the reminder of plan mode" : "As an old client sent it"}
          </summary>
          <Text text={stored} />
        </details>
      )}
    </>
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
  const known = parts.filter(([, value]) => value !== undefined);
  if (known.length === 0 && cost === undefined) return <span class="entry-cost" />;
  return (
    <span class="entry-cost">
      {known.map(([name, value, title]) => (
        <span key={name} title={title}>
          {short(value ?? 0)} {name}
        </span>
      ))}
      {cost !== undefined && <span title="Cost">{dollars(cost)}</span>}
    </span>
  );
}
