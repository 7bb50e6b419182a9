// A command that cannot be carried out as it was given.

export class Misuse extends Error {
  hint = "`backend-message --help` shows how it is used\n";
}

/** A file that cannot be read; how the command is used does not help there. */
export class Unreadable extends Misuse {
  hint = "";
}
