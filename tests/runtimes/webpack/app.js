import * as api from "backend-message";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

window.tried = { api, slim, view, wasm: new URL("backend-message/backend-message.wasm", import.meta.url) };
