/** Milliseconds that a step in a browser may take. Machines are slow, and busy with other tests; what is broken tells sooner. */
export const PATIENCE = Number(process.env.PATIENCE ?? 120_000);
