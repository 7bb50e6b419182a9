import * as api from "backend-message";
import wasm from "backend-message/backend-message.wasm";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

import { check } from "./check.js";

export default {
  fetch: async () => Response.json(await check({ api, slim, view, wasm })),
};
