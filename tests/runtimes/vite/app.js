import * as api from "backend-message";
import wasm from "backend-message/backend-message.wasm?url";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

window.tried = { api, slim, view, wasm: new URL(wasm, import.meta.url) };
