import { BackendMessage } from "backend-message";

import { Client } from "./client.jsx";

// Read anew on the server for each request, not once while building.
export const dynamic = "force-dynamic";

export default function Page() {
  const message = BackendMessage.parse('{"id":"m-1","role":"user","session_id":"s-17","userInput":"From the server"}');
  return (
    <main>
      <p>{message.userInput}</p>
      <Client />
    </main>
  );
}
