"""A session's record: tools that really run, and the messages that carry what they returned."""

import glob
import json
import re
import subprocess
import uuid
from difflib import unified_diff
from pathlib import Path
from sqlite3 import connect

from mix_python_sdk.models import BackendMessage, CallbackResultData, ToolCallData
from mix_python_sdk.utils import marshal_json

OUTPUT_LIMIT = 30_000  # bytes; the backend cuts a command's outputs near here
# Nothing of the machine's own settings reaches the commands, so nothing of them reaches the samples.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}

# US dollars per million tokens: input, output, written to the cache, read from it. Made up.
PRICES = {
    "claude-sonnet-4": (3.0, 15.0, 3.75, 0.3),
    "claude-opus-4": (15.0, 75.0, 18.75, 1.5),
    "small-1": (0.15, 0.15, 0.15, 0.15),
}


def present(**fields):
    """Optional fields as the backend leaves them out: no empty text, no empty list, no zero, no false."""
    return {name: value for name, value in fields.items() if value}


def tokens(text):
    """A stand-in for a tokenizer: four bytes make a token."""
    return len(text.encode()) // 4


def clipped(output):
    """Output as text, cut at the limit. A character cut in half, or bytes of another encoding, turn into U+FFFD."""
    return output[:OUTPUT_LIMIT].decode("utf-8", "replace")


class Tools:
    """The tools an agent has, working on one folder. Each really does its work and returns the call's record."""

    def __init__(self, root, random):
        self.root, self.random = root, random

    def record(self, name, arguments, result="", *, kind="tool_use", **optional):
        given = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
        identifier = "call_" + "".join(self.random.choices("abcdefghijkmnpqrstuvwxyz23456789", k=20))
        optional = present(result=result, **optional)
        return ToolCallData(**{"finished": True, "id": identifier, "input": given, "name": name, "type": kind, **optional})

    def run(self, *command):
        return subprocess.run(
            command, cwd=self.root, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, timeout=60
        )

    def shell(self, command):
        return self.run("bash", "-c", command)

    def bash(self, command, description="", name="Bash", kind="tool_use"):
        done = self.shell(command)
        result = clipped(done.stdout) + clipped(done.stderr)
        if done.returncode:
            result += f"\nexit status {done.returncode}"
        arguments = {"command": command, **present(description=description)}
        return self.record(name, arguments, result, is_error=done.returncode != 0, kind=kind)

    def read(self, path):
        """A file's text with its lines numbered by `cat -n`, so that tabs are in it."""
        numbered = self.run("cat", "-n", path)
        return self.record("ReadText", {"file_path": f"{self.root}/{path}"}, (numbered.stdout or numbered.stderr).decode(),
                           is_error=numbered.returncode != 0)

    def read_media(self, path):
        return self.record("ReadMedia", {"file_path": f"{self.root}/{path}"}, clipped(self.run("file", path).stdout))

    def grep(self, pattern, path=".", name="Grep"):
        found = self.run("grep", "-rnE", "--binary-files=without-match", "--", pattern, path).stdout.decode().splitlines(True)
        # grep walks folders in the disk's own order; sorted by file, the lines keep theirs.
        found.sort(key=lambda line: line.split(":")[0])
        return self.record(name, {"pattern": pattern, "path": path}, "".join(found) or "No matches")

    def glob(self, pattern):
        found = sorted(glob.glob(pattern, root_dir=self.root, recursive=True))
        return self.record("Glob", {"pattern": pattern}, "\n".join(f"{self.root}/{path}" for path in found) or "No files")

    def write(self, path, content):
        (self.root / path).write_text(content)
        return self.record("Write", {"file_path": f"{self.root}/{path}", "content": content}, f"{len(content.encode())} bytes written")

    def edit(self, path, old, new):
        """Replaces one passage and returns the diff."""
        before = (self.root / path).read_text()
        assert before.count(old) == 1, (path, old)
        after = before.replace(old, new)
        (self.root / path).write_text(after)
        changes = unified_diff(before.splitlines(True), after.splitlines(True), path, path)
        return self.record("Edit", {"file_path": f"{self.root}/{path}", "old_string": old, "new_string": new}, "".join(changes))

    def python(self, code):
        """The interpreter under the name that older rows carry."""
        done = self.run("python3", "-c", code)
        return self.record("python_execution", {"code": code}, clipped(done.stdout + done.stderr), is_error=done.returncode != 0, kind="")

    def query(self, sql):
        """A tool of an MCP server named `sqlite`: one table of the folder's Python files."""
        with connect(":memory:") as db:
            db.execute("create table file (path text, lines integer, functions integer, bytes integer)")
            for path in sorted(self.root.rglob("*.py")):
                text = path.read_text()
                functions = len(re.findall(r"^ *def ", text, re.M))
                row = (str(path.relative_to(self.root)), text.count("\n"), functions, len(text.encode()))
                db.execute("insert into file values (?, ?, ?, ?)", row)
            cursor = db.execute(sql)
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row)) for row in cursor]
        return self.record("sqlite_query", {"sql": sql}, json.dumps(rows, indent=2))

    def bash_callback(self, call, name, command, hidden=False):
        """A script that a tool call set off."""
        done = self.shell(command)
        return self.callback(
            call, "bash_script", name, done.returncode == 0,
            stdout=clipped(done.stdout), stderr=clipped(done.stderr), exit_code=done.returncode,
            error=f"exit status {done.returncode}" if done.returncode else "", exclude_from_context=hidden,
        )

    def callback(self, call, kind, name, success, **optional):
        return CallbackResultData(
            callback_type=kind, success=success, tool_call_id=call.id, tool_name=call.name,
            **present(callback_name=name, **optional),
        )


class Session:
    """The messages of one session, in order."""

    def __init__(self, random):
        self.random = random
        self.id = self.new_id()
        self.messages = []
        self.cached = 0  # tokens of context that the provider has already seen
        self.pending = 0  # tokens of context since

    def new_id(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def add(self, role, text, **optional):
        self.pending += tokens(text)
        self.messages.append(
            BackendMessage(id=self.new_id(), role=role, session_id=self.id, user_input=text, **present(**optional))
        )

    def user(self, text):
        self.add("user", text)

    def assistant(self, text="", calls=(), reasoning="", callbacks=(), model="claude-sonnet-4"):
        spoken = tokens(text + reasoning) + sum(tokens(call.input) for call in calls) + 1
        counts = (self.pending + 2, spoken, self.pending, self.cached)
        cost = sum(count / 1e6 * price for count, price in zip(counts, PRICES[model]))
        self.cached += self.pending
        self.pending = spoken + sum(tokens(call.result or "") for call in calls)
        self.add(
            "assistant", text, assistant_response=text, tool_calls=list(calls), callback_results=list(callbacks),
            reasoning=reasoning, reasoning_duration=len(reasoning) * 21, cost=cost, model=model,
            input_tokens=counts[0], output_tokens=counts[1], cache_creation_tokens=counts[2], cache_read_tokens=counts[3],
        )

    def tool(self, callback=None):
        """A row of role tool: an empty shell, or the carrier of one callback result."""
        self.add("tool", "", callback_results=[callback] if callback else [])

    def small_answer(self, text):
        """An answer of a cheap model that counts two tokens in all, so that the cost takes an exponent."""
        self.add("assistant", text, assistant_response=text, model="small-1", input_tokens=1, output_tokens=1,
                 cost=2 * PRICES["small-1"][0] / 1e6)

    def slash_command(self, name, text):
        """The answer to a slash command belongs to no session."""
        self.messages.append(
            BackendMessage(id=f"cmd-{name}", role="assistant", session_id="", user_input=text, assistant_response=text)
        )

    def sdk_json(self):
        return marshal_json(self.messages, list[BackendMessage])
