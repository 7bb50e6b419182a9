// Tells event streams from histories.

/** Whether a text is an event stream: it begins with a field or a comment of one. */
export const isEventStream = (text: string) => /^\ufeff?\s*(?:(?:event|data|id|retry):|:)/.test(text.slice(0, 200)) && /^data:/m.test(text.slice(0, 100_000));
