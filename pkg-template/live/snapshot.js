// What a conversation shows.

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").LiveSnapshot} LiveSnapshot
 * @typedef {readonly (readonly [string, import("./session.js").LiveSubagent])[]} Lanes
 */

/**
 * Takes snapshots. Lists and maps are put together when somebody looks: until then, a snapshot costs the same however long
 * the conversation is.
 *
 * @param {Conversation} conversation
 */
export function createSnapshots(conversation) {
  const messagesOf = sharing((/** @type {LiveSnapshot["entries"]} */ entries) => entries.map(({ message }) => message));
  const callsOf = remembering((/** @type {readonly import("./session.js").LiveCall[]} */ calls) => new Map(calls.map((call) => [call.id, call])));
  const pendingOf = sharing((/** @type {Conversation["prompts"]} */ prompts) => prompts.map(({ shown }) => shown));
  /** @type {Lanes} */
  let lanes = [];
  const subagentsOf = remembering((/** @type {Lanes} */ lanes) => new Map(lanes));
  /** @type {Map<string, (lane: import("./session.js").LiveSubagent) => readonly import("./session.js").AgentMessage[]>} */
  const messagesOfAgents = new Map();
  const agentsOf = remembering((/** @type {Lanes} */ lanes) => new Map(lanes.map(([id, lane]) => [id, messagesOfAgent(id, lane)])));

  /**
   * @param {string} id
   * @param {import("./session.js").LiveSubagent} lane
   */
  function messagesOfAgent(id, lane) {
    let messagesOf = messagesOfAgents.get(id);
    if (messagesOf === undefined) {
      messagesOf = sharing(({ entries }) => entries.map(({ message }) => message));
      messagesOfAgents.set(id, messagesOf);
    }
    return messagesOf(lane);
  }

  return /** @type {(connection: LiveSnapshot["connection"]) => LiveSnapshot} */ (
    (connection) => {
      const { main, requests, isStale: stale, status, prompts, subagents } = conversation;
      const entries = main.list.view();
      const calls = conversation.callList.view();
      const agents = (lanes = viewsOf(subagents, lanes));
      return Object.freeze({
        connection,
        status,
        get messages() {
          return messagesOf(entries());
        },
        get calls() {
          return callsOf(calls());
        },
        get agents() {
          return agentsOf(agents);
        },
        pending: pendingOf(prompts),
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
    }
  );
}

/**
 * @param {Conversation["subagents"]} subagents
 * @param {Lanes} before
 */
function viewsOf(subagents, before) {
  let index = 0;
  let isSame = subagents.size === before.length;
  for (const lane of subagents.values()) isSame &&= lane.view === before[index++]?.[1];
  return isSame ? before : Array.from(subagents, ([id, { view }]) => /** @type {const} */ ([id, view]));
}

/**
 * Gives the same array as before, if its items are the same.
 *
 * @template {object} From
 * @template Item
 * @param {(from: From) => Item[]} make
 * @returns {(from: From) => readonly Item[]}
 */
function sharing(make) {
  /** @type {readonly Item[]} */
  let last = Object.freeze([]);
  return remembering((from) => {
    const items = make(from);
    if (items.length !== last.length || items.some((item, index) => item !== last[index])) last = Object.freeze(items);
    return last;
  });
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
