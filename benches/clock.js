// The clocks of browsers.

/** What must be between two looks at the clock, in nanoseconds: ten ticks of the coarsest, WebKit's. */
export const LEAST = 10e6;
