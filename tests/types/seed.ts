// The example of the SDK's page for `BackendMessage`, unchanged but for the package's name.

import { BackendMessage } from "backend-message";

let value: BackendMessage = {
  id: "<id>",
  role: "<value>",
  sessionId: "<id>",
  toolCalls: [
    {
      finished: false,
      id: "<id>",
      input: "<value>",
      name: "brave_search",
      type: "<value>",
    },
  ],
  userInput: "<value>",
};

// Type and value share the name.
export const again: BackendMessage = BackendMessage.parse(JSON.stringify(value));
