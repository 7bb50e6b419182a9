// A tool call: what was asked, what came back, and how it ended.

import type { ToolCallData } from "backend-message";
import { type CallRow, canonicalToolName, type DescribedCall, describeCall, toolInput } from "backend-message/view";

import { webAddress } from "../ui/address.ts";
import { isMatch } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { CallbackResult, textsOf } from "./callback-result.tsx";
import { SubAgent } from "./sub-agent.tsx";
import { statusOf, ToolSummary } from "./tool-summary.tsx";

/** @param row what a chat shows of the call; where it shows none, the call alone tells it */
export function ToolCall({ call, row, record, depth }: { call: ToolCallData; row: CallRow | undefined; record: number; depth: number }) {
  const described: DescribedCall = row ?? describeCall(call);
  const { phase, headline, failure, exitCode, isRefused, screenshots, callbacks, misfits, result } = described;
  const current = canonicalToolName(call.name);
  return (
    <details class="tool" data-status={statusOf(phase)} open={isMatch(call.input, call.result, call.id, ...callbacks.flatMap(textsOf))}>
      <ToolSummary phase={phase} name={current} headline={headline} says={isRefused ? "refused" : undefined} />
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
          {exitCode !== undefined && <span>exit code {exitCode}</span>}
          {failure !== undefined && (
            <span>
              <Inline text={failure} most={200} />
            </span>
          )}
        </p>
        <p class="part">Input</p>
        <Input input={toolInput(call)} source={call.input} />
        {misfits.length > 0 && (
          <p class="note">
            Not as the tool declares it: <Inline text={misfits.map(({ path }) => path.join(".")).join(", ")} most={200} />
          </p>
        )}
        {result !== undefined && (
          <>
            <p class="part">Result</p>
            <Text as="pre" text={result} class="output" />
          </>
        )}
        {screenshots.length > 0 && (
          <>
            <p class="part">Screenshots</p>
            <ul class="screenshots">
              {screenshots.map((url, at) => (
                <li key={at}>
                  <Screenshot url={url} />
                </li>
              ))}
            </ul>
          </>
        )}
        {callbacks.map((each, at) => (
          <CallbackResult key={at} result={each} of={record} />
        ))}
      </div>
      {[...new Set(callbacks.flatMap(({ subagentId }) => subagentId ?? []))].map((session) => (
        <SubAgent key={session} session={session} depth={depth} />
      ))}
    </details>
  );
}

type Parsed = ReturnType<typeof toolInput>;

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

/** A link, if it leads to the web. Nothing is loaded until it is followed. */
function Screenshot({ url }: { url: string }) {
  const address = webAddress(url);
  if (address === undefined) return <Inline text={url} most={300} />;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener">
      <Inline text={url} most={120} />
      <Icon name="out" />
    </a>
  );
}
