// What a callback returned, and the way to the tool call that set it off.

import type { CallbackResultData } from "backend-message";
import { useState } from "preact/hooks";

import { ask } from "../reader/reader.ts";
import { isMatch } from "../ui/highlight.ts";
import { Icon } from "../ui/icons.tsx";
import { Inline, Text } from "../ui/text.tsx";
import { showRecord } from "../view.ts";

const KINDS: Record<CallbackResultData["callbackType"], string> = {
  bash_script: "Script",
  sub_agent: "Sub-agent",
  send_message: "Message",
};

export const textsOf = ({ error, stdout, stderr, subagentResult }: CallbackResultData) => [error, stdout, stderr, subagentResult];

/** @param of the record that has the call, where the result stands with it */
export function CallbackResult({ result, of }: { result: CallbackResultData; of?: number }) {
  const [isLost, setLost] = useState(false);
  const follow = async () => {
    const found = await ask("findCall", [result.toolCallId]);
    if (found === undefined) setLost(true);
    else showRecord(found);
  };
  const texts = [
    ["Error", result.error],
    ["Output", result.stdout],
    ["Error output", result.stderr],
    ["Sub-agent’s result", result.subagentResult],
  ] as const;
  return (
    <details class="tool callback" data-status={result.success ? "done" : "failed"} open={isMatch(...textsOf(result))}>
      <summary>
        <Icon name="chevron" />
        <span class={`status status-${result.success ? "done" : "failed"}`}>
          <Icon name={result.success ? "check" : "cross"} />
        </span>
        <span class="tool-name">{KINDS[result.callbackType]} callback</span>
        <span class="tool-gist">{result.callbackName !== undefined && <Inline text={result.callbackName} most={100} />}</span>
        <span class="tool-status">{result.success ? "done" : "failed"}</span>
      </summary>
      <div class="tool-body">
        <p class="tool-facts">
          <span>
            after <Inline text={result.toolName} most={60} />
          </span>
          {of !== undefined ? null : isLost ? (
            <span>
              its call <Inline text={result.toolCallId} most={80} /> is not in this history
            </span>
          ) : (
            <button type="button" class="link" onClick={follow}>
              go to its call
            </button>
          )}
          {result.exitCode !== undefined && <span>exit code {result.exitCode}</span>}
          {result.excludeFromContext && <span>kept out of the context</span>}
          {result.subagentId !== undefined && (
            <span>
              session <Inline text={result.subagentId} most={80} />
            </span>
          )}
        </p>
        {texts.map(
          ([name, text]) =>
            text !== undefined && (
              <div key={name}>
                <p class="part">{name}</p>
                <Text as="pre" text={text} class="output" />
              </div>
            ),
        )}
      </div>
    </details>
  );
}
