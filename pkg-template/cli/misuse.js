// What keeps a command from being carried out.

/** A command that cannot be carried out as it was given. */
export class Misuse extends Error {
  /** @param {string} message @param {string} [command] whose help shows how it is used */
  constructor(message, command) {
    super(message);
    this.hint = `\`backend-message ${command === undefined ? "" : `${command} `}--help\` shows how it is used`;
  }
}

/** A file that cannot be read, or written. How the command is used does not help there. */
export class Failure extends Error {}
