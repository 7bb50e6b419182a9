// A tool call: what was asked, what came back, and how it ended.

import type { ToolCallData } from "backend-message";
import { canonicalToolName, toolInput, toolStatus } from "backend-message/view";

import { Icon } from "../ui/icons.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { showRecord } from "../view.ts";

const STATUS = {
  done: { icon: "check", says: "done" },
  failed: { icon: "cross", says: "failed" },
  running: { icon: "running", says: "unfinished" },
  pending: { icon: "running", says: "unfinished" },
} as const;

export function ToolCall({ call, callbacks, record }: { call: ToolCallData; callbacks: number[]; record: number }) {
  const status = toolStatus(call);
  const { icon, says } = STATUS[status];
  const current = canonicalToolName(call.name);
  const input = toolInput(call);
  return (
    <details class="tool" data-status={status}>
      <summary>
        <Icon name="chevron" />
        <span class={`status status-${status}`}>
          <Icon name={icon} />
        </span>
        <span class="tool-name">
          <Inline text={current} most={60} />
        </span>
        <span class="tool-gist">
          <Gist input={input} />
        </span>
        <span class="tool-status">{says}</span>
      </summary>
      <div class="tool-body">
        <p class="tool-facts">
          {current !== call.name && (
            <span>
              stored as <Inline text={call.name} most={60} />
            </span>
          )}
          {call.type !== "" && (
            <span>
              type <Inline text={call.type} most={60} />
            </span>
          )}
          <span>
            id <Inline text={call.id} most={80} />
          </span>
          {callbacks
            .filter((other) => other !== record)
            .map((other) => (
              <button key={other} type="button" class="link" onClick={() => showRecord(other)}>
                callback in {other}
              </button>
            ))}
        </p>
        <p class="part">Input</p>
        <Input input={input} source={call.input} />
        {call.result !== undefined && (
          <>
            <p class="part">Result</p>
            <Text as="pre" text={call.result} class="output" />
          </>
        )}
        {call.screenshotUrls !== undefined && call.screenshotUrls.length > 0 && (
          <>
            <p class="part">Screenshots</p>
            <ul class="screenshots">
              {call.screenshotUrls.map((url, at) => (
                <li key={at}>
                  <Screenshot url={url} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </details>
  );
}

type Parsed = ReturnType<typeof toolInput>;

/** What tells most of an input, on one line. */
const TELLING = ["command", "file_path", "path", "pattern", "query", "url", "description", "prompt", "title"];

function Gist({ input }: { input: Parsed }) {
  if (!input.ok || !isObject(input.value)) return null;
  const { value } = input;
  const key = TELLING.find((name) => typeof value[name] === "string") ?? Object.keys(value).find((name) => typeof value[name] === "string");
  return key === undefined ? null : <Inline text={String(value[key])} most={120} />;
}

function Input({ input, source }: { input: Parsed; source: string }) {
  if (!input.ok) {
    const { code, line, column } = input.error;
    return (
      <>
        <p class="note">
          {code === "unexpected_end" ? "Broken off" : `Not JSON at ${line}:${column}`}; as it stands:
        </p>
        <Text as="pre" text={source} class="output" />
      </>
    );
  }
  if (input.value === undefined) return <p class="nothing">None</p>;
  if (!isObject(input.value)) return <Text as="pre" text={JSON.stringify(input.value, null, 2)} class="output" />;
  const entries = Object.entries(input.value);
  if (entries.length === 0) return <p class="nothing">None</p>;
  return (
    <dl class="input">
      {entries.slice(0, 100).map(([name, value]) => (
        <div key={name}>
          <dt>
            <Inline text={name} most={60} />
          </dt>
          <dd>
            <Text as="pre" text={typeof value === "string" ? value : JSON.stringify(value, null, 2)} first={600} />
          </dd>
        </div>
      ))}
      {entries.length > 100 && <p class="note">and {entries.length - 100} more</p>}
    </dl>
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A link, if it leads to the web; nothing is loaded before it is followed. */
function Screenshot({ url }: { url: string }) {
  const address = web(url);
  if (address === undefined) return <Inline text={url} most={300} />;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      <Inline text={url} most={120} />
      <Icon name="out" />
    </a>
  );
}

function web(url: string): string | undefined {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? href : undefined;
  } catch {
    return undefined;
  }
}
