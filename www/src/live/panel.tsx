// The place of the live panel, whose code is loaded when it is first shown.

import { Lazy } from "../ui/lazy.tsx";
import { openSample } from "./open.ts";

const loadPlayer = async () => {
  const [{ LivePlayer }, { recording }] = await Promise.all([import("./live.tsx"), import("./player.ts")]);
  if (recording.value === undefined) await openSample();
  return LivePlayer;
};

export const Live = () => (
  <section class="live" aria-label="Live">
    <Lazy name="The player" load={loadPlayer} props={{}} />
  </section>
);
