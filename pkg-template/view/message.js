// What there is to show of a message.

export const displayText = ({ userInput, assistantResponse }) => userInput || assistantResponse || "";

export function isEmpty(message) {
  const { reasoning = "", toolCalls = [], callbackResults = [] } = message;
  return (displayText(message) + reasoning).trim() === "" && toolCalls.length === 0 && callbackResults.length === 0;
}
