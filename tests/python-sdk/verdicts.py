"""Asks the Python SDK what it makes of records and of changed copies of them, and writes its answers to verdicts.json.

`tests/node/python-sdk.test.js` compares the package with them, so that nobody needs Python to run the tests. Made again as the
samples are (tests/samples/README.md): `venv/bin/python verdicts.py`.
"""

import json
from pathlib import Path
from random import Random

from mix_python_sdk.models import BackendMessage, CallbackResultData, ToolCallData
from mix_python_sdk.utils import marshal_json, unmarshal_json

HERE = Path(__file__).parent
RECORDS = {record.__name__: record for record in (BackendMessage, ToolCallData, CallbackResultData)}
MINIMAL = {
    "BackendMessage": {"id": '"m"', "role": '"user"', "session_id": '"s"', "user_input": '"Hi"'},
    "ToolCallData": {"finished": "true", "id": '"c"', "input": '"{}"', "name": '"Bash"', "type": '""'},
    "CallbackResultData": {"callback_type": '"sub_agent"', "success": "false", "tool_call_id": '"c"', "tool_name": '"Edit"'},
}
# What is put in the place of every field's value, as JSON text; `~` is a space.
VALUES = (
    'null true false 0 1 -1 -0 2 5.0 5e2 1.5 3e-7 9007199254740991 9007199254740992 -9007199254740993 123456789012345678901234567890 '
    '1e400 -1e400 NaN Infinity -Infinity "" "x" "5" "5.0" "-1" "1.5" "~5~" "5e2" "1e400" "NaN" "true" "True" "false" "yes" "no" "on" "off" "t" "n" "0" "1" '
    '"bash_script" "sub_agent" "send_message" "Bash_Script" "bash" "\\u00e9\\ud83d\\ude00" "\\ud800" [] [null] ["x"] [5] [[]] [{}] {} {"x":1} [true] '
    '["\\udc00"] 05 +1 .5 1. 0x10 \'x\' undefined'
).split(" ")
VALUES = [value.replace("~", " ") for value in VALUES]


def aliases(record):
    return {name: field.alias or name for name, field in record.model_fields.items()}


def text(entries):
    return "{" + ",".join(f'"{key}":{value}' for key, value in entries) + "}"


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def changed_records():
    """Name and JSON text of each: one field of a minimal record given, renamed, doubled or taken away."""
    for record, fields in MINIMAL.items():
        names = aliases(RECORDS[record])
        wire = [(names[name], value) for name, value in fields.items()]
        yield record, "minimal", text(wire)
        for name, alias in names.items():
            others = [(key, value) for key, value in wire if key != alias]
            for value in VALUES:
                yield record, f"{camel(name)} is {value}", text([*others, (alias, value)])
            if name not in fields:
                continue
            good = fields[name]
            yield record, f"{camel(name)} is missing", text(others)
            for key in sorted({name, camel(name), alias.upper(), f" {alias}", f"{alias}_"} - {alias}):
                yield record, f"{camel(name)} is named {key}", text([*others, (key, good)])
            yield record, f"{camel(name)} is doubled", text([*others, (alias, good), (alias, good)])
            if name != camel(name):
                yield record, f"{camel(name)} is there by both names", text([*others, (name, good), (camel(name), good)])
        for value in VALUES:
            yield record, f"unknown key is {value}", text([*wire, ("zzz", value)])
            yield record, f"the record is {value}", value
        for name, change in {
            "byte order mark": lambda json: "\ufeff" + json,
            "white space": lambda json: " \t\r\n" + json.replace(":", " :\n") + "\n",
            "form feed": lambda json: "\f" + json,
            "trailing comma": lambda json: json[:-1] + ",}",
            "trailing text": lambda json: json + "x",
            "trailing record": lambda json: json + json,
            "comment": lambda json: json + "// end",
            "single quotes": lambda json: json.replace('"', "'"),
            "raw tab in a string": lambda json: json.replace('":"', '":"\t', 1),
            "raw line separator in a string": lambda json: json.replace('":"', '":"\u2028', 1),
            "bad escape": lambda json: json.replace('":"', '":"\\x', 1),
            "cut short": lambda json: json[:-1],
            "cut in a string": lambda json: json[:-2],
            "empty": lambda json: "",
            "in an array": lambda json: f"[{json}]",
            "nested 100 deep": lambda json: json[:-1] + ',"zzz":' + "[" * 100 + "]" * 100 + "}",
            "nested 250 deep": lambda json: json[:-1] + ',"zzz":' + "[" * 250 + "]" * 250 + "}",
        }.items():
            yield record, f"text: {name}", change(text(wire))


def damaged_samples():
    """What the SDK wrote itself, and copies with some characters changed."""
    messages = sorted((marshal_json(message, BackendMessage) for message in unmarshal_json(
        (HERE.parent / "samples/short.sdk.json").read_text(), list[BackendMessage])), key=len)
    for number, written in enumerate(messages[:8]):
        yield "BackendMessage", f"sample {number}", written
    random = Random(7)
    put = ['"', "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", " ", "\n", "é", "null", "true", "1", ""]
    for number in range(300):
        json_text = random.choice(messages[:4])
        for _ in range(random.randint(1, 2)):
            at = random.randrange(len(json_text))
            json_text = json_text[:at] + random.choice(put) + json_text[at + random.choice((0, 0, 1, 1, 2, 5)):]
        yield "BackendMessage", f"damaged sample {number}", json_text


def verdict(record, json_text):
    """What the SDK writes of what it has read; nothing where it refuses."""
    try:
        return marshal_json(unmarshal_json(json_text, RECORDS[record]), RECORDS[record])
    except Exception:  # pydantic's, and json's for what pydantic let through
        return None


def main():
    verdicts = [
        {"record": record, "name": name, "text": json_text, "written": verdict(record, json_text)}
        for record, name, json_text in (*changed_records(), *damaged_samples())
    ]
    lines = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in verdicts)
    (HERE / "verdicts.json").write_text(f"[\n{lines}\n]\n")
    accepted = sum(entry["written"] is not None for entry in verdicts)
    print(f"{len(verdicts)} texts, {accepted} accepted")


if __name__ == "__main__":
    main()
