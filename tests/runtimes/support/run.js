// In a page, behind an application that left there what it imported.

import { check } from "/check.js";

window.outcome = check(window.tried);
