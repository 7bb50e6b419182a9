// What the agent of this demo does, whatever it is asked.

/**
 * @typedef {object} Planned a tool call, and what comes of it
 * @property {string} name
 * @property {Record<string, unknown>} input
 * @property {string} [result]
 * @property {string} [permission] what it asks for before it runs
 * @property {Turn[]} [agent] what the sub-agent does that it starts
 *
 * @typedef {{ thinking?: string, text?: string, calls?: Planned[] }} Turn
 */

const todos = (/** @type {string[]} */ ...states) =>
  ["Read the tests", "Ask for a second opinion", "Run the tests"].map((content, index) => ({
    id: String(index + 1), content, status: states[index], priority: "medium",
  }));

/** @type {Turn[]} */
export const TOUR = [
  {
    thinking: "The user wants to know whether the tests are sound. First I should look at what is there.",
    text: "I'll look at the tests first, and have somebody else look at them too.",
    calls: [
      { name: "TodoWrite", input: { todos: todos("in_progress", "pending", "pending") }, result: "Successfully updated 3 todos" },
      { name: "Grep", input: { pattern: "assert\\.", glob: "*.test.js", output_mode: "count" }, result: "view.test.js:41\nlive.test.js:97" },
      {
        name: "Task",
        input: { description: "Review the tests", prompt: "Look for tests without an assertion.", subagent_type: "general-purpose" },
        agent: [
          {
            text: "Let me count them.",
            calls: [{ name: "Glob", input: { pattern: "**/*.test.js" }, result: "/project/view.test.js\n/project/live.test.js" }],
          },
          { text: "Both files are fine: every test asserts something." },
        ],
      },
    ],
  },
  {
    text: "Both look good. Now I'll run them.",
    calls: [
      {
        name: "Bash",
        input: { command: "npm test", timeout: 60000 },
        permission: "execute the command `npm test`",
        result: "138 tests passed, 1 failed\nExit code 1",
      },
      { name: "Show", input: { outputs: [{ type: "markdown", title: "Report", data: "**138** passed, **1** failed" }] }, result: "Successfully displaying 1 item(s): Report" },
    ],
  },
  {
    thinking: "One failed.",
    text: "138 tests passed and one failed. It compares a time with the clock, so it depends on how busy the machine is.",
  },
];
