// The same in a page: how many calls are profiled, or the one that its address names.

import { LEAST } from "../clock.js";
import { profiled, profiles } from "./stages.js";

const { searchParams } = new URL(location.href);
const profile = profiles[searchParams.get("profile")];
window.outcome = profile === undefined ? profiles.length : profiled(profile, { least: LEAST });
