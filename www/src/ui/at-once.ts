// Effects of signals that run with the change itself. `useSignalEffect` waits for a frame, and then runs what several
// changes have set off last things first: marks would be set before the text that they are of, and be lost with it.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** @param work runs for the first time when the component has been shown, and is not replaced by that of a later rendering */
export function useEffectAtOnce(work: () => void) {
  useEffect(() => effect(work), []);
}
