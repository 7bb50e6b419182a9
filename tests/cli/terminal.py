"""Runs a command under a pseudo-terminal and prints what it writes there, as JSON: {"status", "output"}.

The terminal has 100 columns, or as many as the variable TERMINAL_COLUMNS says.

An argument `@DIRECTORY` before the command has the terminal's interrupt key pressed as soon as a file there has something in it.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios

arguments = sys.argv[1:]
columns = int(os.environ.get("TERMINAL_COLUMNS", "100"))
watched = arguments.pop(0)[1:] if arguments[0].startswith("@") else None


def has_begun():
    return any(entry.stat().st_size > 0 for entry in os.scandir(watched))


child, terminal = pty.fork()
if child == 0:
    os.execvp(arguments[0], arguments)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))

output = b""
while True:
    ready, _, _ = select.select([terminal], [], [], 0.01)
    if watched is not None and has_begun():
        os.write(terminal, b"\x03")
        watched = None
    if not ready:
        continue
    try:
        piece = os.read(terminal, 65536)
    except OSError:  # the other side is closed
        break
    if not piece:
        break
    output += piece
_, status = os.waitpid(child, 0)
print(json.dumps({"status": os.waitstatus_to_exitcode(status), "output": output.decode()}))
