// Snapshots of a conversation.

import { remember } from "../view/remember.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").LiveSnapshot} LiveSnapshot
 * @typedef {import("./session.js").LiveSubagent} LiveSubagent
 */

/**
 * Takes snapshots. Lists and maps are built when somebody looks: until then, a snapshot costs the same for a conversation of
 * any length.
 *
 * @param {Conversation} conversation
 * @returns {(connection: LiveSnapshot["connection"]) => LiveSnapshot}
 */
export function createSnapshots(conversation) {
  const { main } = conversation;
  /** @type {readonly SubagentView[]} */
  let views = [];

  return (connection) => {
    const { prompts, requests, isStale: stale, status } = conversation;
    const entries = main.entries();
    const messages = main.messages();
    const calls = conversation.liveCalls();
    const shown = (views = viewsOf(conversation, views));
    const lanes = () =>
      remember(shown, [], () => ({
        agents: new Map(shown.map(({ id, messages }) => [id, messages()])),
        subagents: new Map(shown.map(({ id, lane }) => [id, lane])),
      }));
    return Object.freeze({
      connection,
      status,
      get messages() {
        return messages();
      },
      get calls() {
        return remember(calls, [], () => new Map(calls().map((call) => [call.id, call])));
      },
      get agents() {
        return lanes().agents;
      },
      pending: remember(prompts, [], () => Object.freeze(prompts.map((prompt) => prompt.shown))),
      requests,
      error: main.error,
      stale,
      get entries() {
        return entries();
      },
      get subagents() {
        return lanes().subagents;
      },
    });
  };
}

/**
 * @typedef {object} SubagentView
 * @property {string} id
 * @property {LiveSubagent} lane
 * @property {() => readonly any[]} messages
 */

/**
 * @param {Conversation} conversation
 * @param {readonly SubagentView[]} before
 */
function viewsOf({ subagents }, before) {
  let index = 0;
  let isSame = subagents.size === before.length;
  for (const lane of subagents.values()) isSame &&= lane.view === before[index++]?.lane;
  return isSame ? before : Array.from(subagents, ([id, lane]) => ({ id, lane: lane.view, messages: lane.messages() }));
}
