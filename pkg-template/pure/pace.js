// Interrupts long work, so that a page can paint, timers fire, and an abort is noticed.

/** How many milliseconds of work come between two interruptions. */
const SHARE = 8;

export class Pace {
  #since = now();

  get isDue() {
    return now() - this.#since >= SHARE;
  }

  /** Resolves after everything else that was waiting has run. */
  async giveWay() {
    await nextTask();
    this.#since = now();
  }
}

/** If a test replaces the timers, it replaces the clock too, and no time passes. */
function now() {
  return globalThis.performance?.now() ?? Date.now();
}

/**
 * Not `scheduler.yield`: what it continues goes before a page's timers, so none fires, nor an abort in one.
 *
 * @returns {Promise<unknown>}
 */
function nextTask() {
  const { setImmediate, MessageChannel } = /** @type {any} */ (globalThis);
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
    } else if (typeof MessageChannel === "function") {
      // Browsers delay nested timers by 4 ms each.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(undefined);
      };
      port2.postMessage(undefined);
    } else {
      setTimeout(resolve);
    }
  });
}
