// Errors that keep a command from running.

/** A command with wrong arguments. The help of the command shows the right ones. */
export class Misuse extends Error {}

/** A file that cannot be read or written. Help does not help here. */
export class Failure extends Error {}
