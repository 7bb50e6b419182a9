// The same conversation in React. A snapshot is the same object until there is something new, and so is each row, so
// `memo` leaves out what did not change.

import { memo, StrictMode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { createLiveSession, rows } from "backend-message/live";

import { backendOf, sendPrompt } from "../backend.js";

function Chat({ sessionId }) {
  const [{ session, backend }] = useState(() => {
    const backend = backendOf(sessionId);
    return { backend, session: createLiveSession({ sessionId, loadHistory: backend.loadHistory }) };
  });
  // StrictMode connects twice; the second connection ends the first.
  useEffect(() => {
    void session.connect(backend.open);
    return session.disconnect;
  }, [session, backend]);

  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const shown = useMemo(() => rows(snapshot), [snapshot]);
  const { connection, status, error, stale, requests } = snapshot;

  async function submit(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get("text"));
    form.reset();
    await sendPrompt(session, backend, text);
  }

  return (
    <>
      <header>
        <h1>A live conversation, in React</h1>
        <p id="status" role="status">{[connection, status, stale && "stale", error?.message].filter(Boolean).join(" · ")}</p>
        <p id="faults">
          Make it fail:{" "}
          {[["end", "end the stream"], ["stall", "fall silent"], ["drop", "lose five events"], ["garbage", "send garbage"]].map(([kind, label]) => (
            <button key={kind} data-fault={kind} onClick={() => backend.fail(kind)}>{label}</button>
          ))}
        </p>
      </header>
      <Rows rows={shown} id="rows" />
      <ul id="requests">
        {requests.map((request) => <Request key={request.id} request={request} session={session} backend={backend} />)}
      </ul>
      <form id="prompt" onSubmit={submit}>
        <label>Prompt <input name="text" autoComplete="off" required /></label>
        <button disabled={connection !== "open"}>Send</button>
      </form>
    </>
  );
}

const Rows = memo(({ rows, id }) => (
  <ol className="rows" id={id}>{rows.map((row) => <Row key={row.key} row={row} />)}</ol>
));

const Row = memo(({ row }) => (
  <li className={`row ${row.kind}`} data-key={row.key} data-status={row.state ?? row.status ?? row.level}>
    {row.reasoning && <div className="reasoning">{row.reasoning}</div>}
    {row.text && <div className="text">{row.text}</div>}
    {row.kind === "assistant" && <ul className="calls">{row.calls.map((call) => <Call key={call.id} call={call} />)}</ul>}
  </li>
));

const Call = memo(({ call }) => (
  <li className="call" data-phase={call.phase}>
    <span className="phase">{call.isRefused ? "refused" : call.phase}</span> <strong className="name">{call.name}</strong>{" "}
    <span className="headline">{call.headline}</span>
    {call.failure && <p className="failure">{call.failure}</p>}
    <pre className="result">{call.result ?? (call.isResultPending ? call.progress : "")}</pre>
    {call.agent && <Rows rows={call.agent.rows} />}
  </li>
));

function Request({ request, session, backend }) {
  const answer = async (isGranted) => {
    await backend.answer(request.id, isGranted);
    session.answered(request.id);
  };
  if (request.kind === "notification") {
    return <li className="request">{request.title}: {request.message} <button onClick={() => session.answered(request.id)}>Dismiss</button></li>;
  }
  return (
    <li className="request">
      <p className="text">{request.toolName} asks to {request.description}</p>
      <button onClick={() => answer(true)}>Allow</button> <button onClick={() => answer(false)}>Refuse</button>
    </li>
  );
}

const sessionId = new URLSearchParams(location.search).get("session") ?? "react";
createRoot(document.querySelector("#root")).render(<StrictMode><Chat sessionId={sessionId} /></StrictMode>);
