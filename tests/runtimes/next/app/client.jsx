"use client";

import * as api from "backend-message";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";
import { useEffect } from "react";

export function Client() {
  useEffect(() => {
    const tried = { api, slim, view, wasm: new URL("/backend-message.wasm", location.href) };
    window.outcome = import(/* webpackIgnore: true */ /* turbopackIgnore: true */ "/check.js").then(({ check }) => check(tried));
  }, []);
  return <p>{api.BackendMessage.stringify({ id: "m-2", role: "user", sessionId: "s-17", userInput: "From the client" })}</p>;
}
