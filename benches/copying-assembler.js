// What most clients write by hand: every event copies the list of messages, the message and its calls, and whoever wants the
// arguments parses all of their text again.

/** @param {readonly any[]} history */
export function createCopyingAssembler(history) {
  let messages = [...history];
  const change = (id, make) => {
    if (!messages.some((message) => message.id === id)) messages = [...messages, { id, role: "assistant", sessionId: "S", userInput: "", toolCalls: [] }];
    messages = messages.map((message) => (message.id === id ? make(message) : message));
  };
  const changeCall = (row, id, make) =>
    change(row, (message) => ({ ...message, toolCalls: message.toolCalls.map((call) => (call.id === id ? make(call) : call)) }));
  return {
    push({ event, data }) {
      const row = data.assistantMessageId;
      if (event === "content") change(row, (message) => ({ ...message, userInput: message.userInput + data.content }));
      if (event === "tool_use_start") change(row, (message) => ({ ...message, toolCalls: [...message.toolCalls, { id: data.id, name: data.name, input: "" }] }));
      if (event === "tool_use_parameter_delta") changeCall(row, data.toolCallId, (call) => ({ ...call, input: call.input + data.input }));
    },
    getMessages: () => messages,
  };
}
