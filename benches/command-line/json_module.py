"""The work of a command with Python's `json`: `json_module.py check|summary|convert|export HISTORY OUTPUT`."""

import csv
import json
import re
import sys
from collections import defaultdict

COLUMNS = [
    "id", "sessionId", "role", "model", "userInput", "assistantResponse", "reasoning", "reasoningDuration",
    "inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens", "cost",
]  # fmt: skip
TOKENS = ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens", "cost"]


def messages(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def check(path, _):
    return sum(1 for _ in messages(path))


def summary(path, _):
    sums = defaultdict(lambda: [0] * (1 + len(TOKENS)))
    for message in messages(path):
        row = sums[message.get("model")]
        row[0] += 1
        for place, name in enumerate(TOKENS, 1):
            row[place] += message.get(name) or 0
    return dict(sums)


def convert(path, output):
    names = {}

    def renamed(value):
        if isinstance(value, list):
            return [renamed(element) for element in value]
        if not isinstance(value, dict):
            return value
        return {names.get(key) or names.setdefault(key, snake(key)): renamed(inner) for key, inner in value.items()}

    with open(output, "w", encoding="utf-8") as file:
        for message in messages(path):
            file.write(json.dumps(renamed(message), ensure_ascii=False, separators=(",", ":")) + "\n")


def snake(name):
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def export(path, output):
    with open(output, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for message in messages(path):
            writer.writerow([message.get(name) for name in COLUMNS])


print({"check": check, "summary": summary, "convert": convert, "export": export}[sys.argv[1]](*sys.argv[2:4]))
