// What an application's own bundler takes in: the package by its name.

import * as api from "backend-message";

import { runCases } from "./run-cases.js";

window.outcome = runCases(api);
