// Snapshots of a conversation.

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").LiveCall} LiveCall
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
  const callsOf = remembering((/** @type {() => readonly LiveCall[]} */ calls) => new Map(calls().map((call) => [call.id, call])));
  const pendingOf = remembering((/** @type {Conversation["prompts"]} */ prompts) => Object.freeze(prompts.map(({ shown }) => shown)));
  /** @type {readonly SubagentView[]} */
  let views = [];
  const subagentsOf = remembering((/** @type {typeof views} */ given) => new Map(given.map(({ id, lane }) => [id, lane])));
  const agentsOf = remembering((/** @type {typeof views} */ given) => new Map(given.map(({ id, messages }) => [id, messages()])));

  return (connection) => {
    const { requests, isStale: stale, status } = conversation;
    const entries = main.entries();
    const messages = main.messages();
    const calls = conversation.liveCalls();
    const agents = (views = viewsOf(conversation, views));
    return Object.freeze({
      connection,
      status,
      get messages() {
        return messages();
      },
      get calls() {
        return callsOf(calls);
      },
      get agents() {
        return agentsOf(agents);
      },
      pending: pendingOf(conversation.prompts),
      requests,
      error: main.error,
      stale,
      get entries() {
        return entries();
      },
      get subagents() {
        return subagentsOf(agents);
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

/**
 * @template {object} From
 * @template To
 * @param {(from: From) => To} make
 */
function remembering(make) {
  /** @type {WeakMap<From, To>} */
  const known = new WeakMap();
  return (/** @type {From} */ from) => {
    let to = known.get(from);
    if (to === undefined) known.set(from, (to = make(from)));
    return to;
  };
}
