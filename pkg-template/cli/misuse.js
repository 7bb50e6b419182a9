// Errors that keep a command from running.

/** A command with wrong arguments. */
export class Misuse extends Error {
  /** @param {string} message @param {string} [command] whose help shows how to use it */
  constructor(message, command) {
    super(message);
    this.hint = `\`backend-message ${command === undefined ? "" : `${command} `}--help\` shows how to use it`;
  }
}

/** A file that cannot be read or written. The usage of the command does not help here. */
export class Failure extends Error {}
