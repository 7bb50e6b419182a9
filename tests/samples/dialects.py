"""The three dialects of the same records. All start from what the SDK's `marshal_json` gave (see make.py)."""

import json
import re
from decimal import Decimal

MESSAGE_ORDER = (
    "id sessionId role userInput assistantResponse toolCalls callbackResults reasoning reasoningDuration "
    "inputTokens outputTokens cacheCreationTokens cacheReadTokens cost model"
).split()
TOOL_ORDER = "id name input type finished result isError screenshotUrls".split()

# Go's encoder escapes these in every string, for the sake of HTML and old JavaScript.
GO_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def wire(sdk_json):
    """As the Go backend sends it: its key order, its escapes, raw UTF-8, minified, one newline at the end."""
    return compact([wire_message(m) for m in json.loads(sdk_json)], GO_ESCAPES) + "\n"


def wire_lines(sdk_json):
    """The same records as NDJSON."""
    return "".join(compact(wire_message(m), GO_ESCAPES) + "\n" for m in json.loads(sdk_json))


def camel(sdk_json):
    """As JSON.stringify writes the TypeScript SDK's objects: camelCase throughout, documented key order."""
    return compact(rename_keys(json.loads(sdk_json), camel_name), {})


def snake(sdk_json):
    """As a Python program logs its own field names: json.dumps with its defaults, so spaces and \\uXXXX pairs."""
    return json.dumps(rename_keys(json.loads(sdk_json), snake_name)) + "\n"


def wire_message(message):
    message = reorder(message, MESSAGE_ORDER)
    if "toolCalls" in message:
        message["toolCalls"] = [reorder(call, TOOL_ORDER) for call in message["toolCalls"]]
    return message


def reorder(record, order):
    assert set(record) <= set(order), set(record) - set(order)
    return {key: record[key] for key in order if key in record}


def rename_keys(value, rename):
    """Keys renamed at every level and sorted, which is the documented order."""
    if isinstance(value, list):
        return [rename_keys(item, rename) for item in value]
    if isinstance(value, dict):
        return dict(sorted((rename(key), rename_keys(item, rename)) for key, item in value.items()))
    return value


def camel_name(key):
    return re.sub(r"_(.)", lambda match: match[1].upper(), key)


def snake_name(key):
    return re.sub(r"[A-Z]", lambda match: "_" + match[0].lower(), key)


def compact(value, escapes):
    """Minified JSON with raw UTF-8. json.dumps alone won't do: its floats are spelled unlike Go's and JavaScript's."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact(k, escapes)}:{compact(v, escapes)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(compact(item, escapes) for item in value) + "]"
    if isinstance(value, float):
        return number(value)
    return json.dumps(value, ensure_ascii=False).translate(escapes)


def number(value):
    """The shortest digits, as Go and JavaScript spell them: plain from 1e-6 up, below that an exponent without padding."""
    if 1e-6 <= abs(value) < 1e21:
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return re.sub(r"e([+-])0*", r"e\1", repr(value))
