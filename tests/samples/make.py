"""Makes the sample histories next to this file (see README.md).

The records are models of `mix-python-sdk`, written by its own `marshal_json`. What that gives (version 0.8.1), and what
was changed for each dialect (dialects.py):

- It gives one minified line: `json.dumps` with separators `,` and `:`, every non-ASCII character and DEL as lower-case \\uXXXX
  (astral ones as surrogate pairs), `<`, `>`, `&` as they are, no newline at the end, floats by Python's repr (`3e-07`). Keys
  are camelCase, but snake_case inside callbackResults; fields that are None are left out. Keys come required first, then
  optional, each part in alphabetical order of the Python names:
    message   id role sessionId userInput assistantResponse cacheCreationTokens cacheReadTokens callbackResults cost
              inputTokens model outputTokens reasoning reasoningDuration toolCalls
    tool call finished id input name type isError result screenshotUrls
    callback  callback_type success tool_call_id tool_name callback_name error exclude_from_context exit_code
              stderr stdout subagent_id subagent_result
  `short.sdk.json` is that text, untouched.
- `*.wire.json`: message and tool call keys put in the Go backend's order, callback keys left in the order above; raw UTF-8
  with Go's escapes of `<`, `>`, `&`, U+2028, U+2029; floats as Go writes them (`3e-7`, `0.00001`); one newline at the end.
- `*.camel.json`: camelCase throughout, keys in alphabetical order, text as JSON.stringify gives it (raw UTF-8, no newline).
- `*.snake.json`: snake_case throughout, keys in alphabetical order, text as `json.dumps` gives it by default (a space after
  `,` and `:`, \\uXXXX escapes, `3e-07`), one newline at the end.

Renaming, order, escapes and the spelling of floats are all that is changed; the values are the SDK's output.
"""

import ast
import json
import re
import shutil
import sys
import sysconfig
from contextlib import contextmanager
from pathlib import Path
from random import Random

from mix_python_sdk.models import BackendMessage
from mix_python_sdk.utils import unmarshal_json

import dialects
from recorder import Session, Tools

HERE = Path(__file__).parent
PROJECT = Path("/tmp/project")  # a fixed, neutral name, since outputs name it
STDLIB = Path(sysconfig.get_path("stdlib"))

# Modules of Python's standard library, chosen for being self-contained and naming no e-mail address.
MODULES = (
    "colorsys shlex fnmatch bisect glob copy linecache reprlib graphlib sched queue cmd code string csv heapq calendar "
    "statistics difflib"
).split()
TESTS = "colorsys shlex fnmatch".split()
BUG = ("l = sumc/2.0", "l = sumc//2.0")
ENCODINGS = "big5 cp949 euc_jisx0213 euc_jp euc_kr gb18030 gb2312 gbk hz iso2022_jp johab shift_jis".split()


@contextmanager
def project():
    """A small project: copies of modules, one with a bug put in, their tests, and texts in many encodings."""
    PROJECT.mkdir()  # fails if it is there: it may be somebody's
    try:
        for folder in ("kit", "tests", "data"):
            (PROJECT / folder).mkdir()
        (PROJECT / "kit/__init__.py").touch()
        (PROJECT / "tests/__init__.py").touch()
        for name in MODULES:
            shutil.copyfile(STDLIB / f"{name}.py", PROJECT / f"kit/{name}.py")
        for name in TESTS:
            text = (STDLIB / f"test/test_{name}.py").read_text()
            text = re.sub(rf"^import {name}$", f"from kit import {name}", text, flags=re.M)
            text = re.sub(rf"^from {name} import", f"from kit.{name} import", text, flags=re.M)
            (PROJECT / f"tests/test_{name}.py").write_text(text)
        for name in ENCODINGS:
            shutil.copyfile(STDLIB / f"test/cjkencodings/{name}.txt", PROJECT / f"data/{name}.txt")
            shutil.copyfile(STDLIB / f"test/cjkencodings/{name}-utf8.txt", PROJECT / f"data/{name}-utf8.txt")
        shutil.copyfile(STDLIB / "test/imghdrdata/python.png", PROJECT / "data/logo.png")
        colorsys = PROJECT / "kit/colorsys.py"
        colorsys.write_text(colorsys.read_text().replace(*BUG))
        yield PROJECT
    finally:
        shutil.rmtree(PROJECT)


# ---- short -------------------------------------------------------------------------------------------------------------


def short(session, tools):
    session.user("Two tests in tests/test_colorsys.py fail since this morning. What's wrong & can you fix it?")
    failing = tools.bash("python3 -m unittest tests.test_colorsys", "Run the failing tests")
    session.assistant("I'll run them first.", [failing], reasoning="The failures come first; the cause will be in the traceback.")
    session.tool()
    session.assistant(
        "Lightness is the wrong value, so `rgb_to_hls` is where to look.",
        [tools.grep(r"sumc", "kit/colorsys.py"), tools.read("kit/colorsys.py")],
    )
    fix = tools.edit("kit/colorsys.py", *reversed(BUG))
    passing = tools.bash_callback(fix, "Run the tests", "python3 -m unittest tests.test_colorsys")
    session.assistant("`//` rounds down, so every lightness < 1 became 0. I'll divide with `/`.", [fix])
    session.tool(passing)
    session.small_answer("Fixed: all tests pass.")
    session.user("Thanks. Write that down in NOTES.md.")
    unfinished_write(session, tools)


def unfinished_write(session, tools):
    """The call the session ended in: its input breaks off inside a string, right after a backslash."""
    arguments = json.dumps({"file_path": "/tmp/project/NOTES.md", "content": "# Notes\n\n- integer division in `rgb_to_hls`\n"})
    cut = arguments[: arguments.index("\\n\\n") + 1]
    session.assistant("", [tools.record("Write", cut, finished=False)])


# ---- history -----------------------------------------------------------------------------------------------------------


def history(session, tools):
    plan(session, tools)
    fix_bug(session, tools)
    for number, name in enumerate(MODULES):
        review(session, tools, name, number)
        for function in documented_functions(name)[:4]:
            explain(session, tools, name, function)
    chart(session, tools)
    delegate(session, tools)
    older_rows(session, tools)
    session.slash_command("clear", "Context cleared.")
    session.slash_command("help", "Commands: /clear, /context, /help. Usage: /<command> [arguments]")
    unfinished_write(session, tools)


def plan(session, tools):
    session.user("Have a look around this project, then propose how to bring it into shape. Don't change anything yet.")
    session.assistant("", [tools.glob("**/*.py"), tools.bash("wc -lc kit/*.py tests/*.py", "Count lines and bytes")])
    session.tool()
    session.assistant("", [tools.query("select path, lines, functions from file where lines > 500 order by lines desc")])
    session.tool()
    session.assistant("", [
        tools.record("Search", {"query": "python colorsys rgb_to_hls lightness"}, "Search is not configured", is_error=True)
    ])
    proposal = "## Plan\n\n1. Run the tests.\n2. Fix what fails.\n3. Review `kit/`, module by module: size, dead code, names < 3 letters.\n"
    session.assistant(
        "Here is what I'd do.", [tools.record("ExitPlanMode", {"plan": proposal}, "Plan approved")],
        reasoning="The large modules are where most of the work is. Tests exist for three modules only, so a change "
        "anywhere else has nothing to hold it; I should say so before I touch it.",
        model="claude-opus-4",
    )
    session.user("Go ahead.")
    session.assistant("", [todo_write(tools, 0)])
    session.tool()


def todo_write(tools, done):
    tasks = ["Run the tests", "Fix what fails", "Review the modules", "Draw a chart of their sizes"]
    status = lambda number: "completed" if number < done else "in_progress" if number == done else "pending"
    todos = [{"content": task, "status": status(number), "priority": "medium"} for number, task in enumerate(tasks)]
    return tools.record("TodoWrite", {"todos": todos}, "Todos updated")


def fix_bug(session, tools):
    failing = tools.bash("python3 -m unittest -v", "Run all tests")
    session.assistant("", [failing], reasoning="-v names each test.")
    session.tool()
    read = [tools.read("kit/colorsys.py"), tools.read("tests/test_colorsys.py")]
    session.assistant("`rgb_to_hls` returns a wrong lightness.", read)
    session.tool()
    wrong = tools.edit("kit/colorsys.py", BUG[1], "l = sumc>>1")
    session.assistant("A first try.", [wrong], callbacks=[
        tools.bash_callback(wrong, "Run the tests", "python3 -m unittest tests.test_colorsys"),
        tools.bash_callback(wrong, "Line lengths", "awk 'length > 79' kit/colorsys.py", hidden=True),
    ])
    fix = tools.edit("kit/colorsys.py", "l = sumc>>1", BUG[0])
    session.assistant("Floats don't shift. True division it is.", [fix])
    session.tool(tools.bash_callback(fix, "Run the tests", "python3 -m unittest tests.test_colorsys"))
    session.assistant("All tests pass now.", [todo_write(tools, 2)])
    session.tool()


QUESTIONS = (
    "Next: kit/{}.py. What's in it, and what would you change?",
    "Please review kit/{}.py.",
    "And `kit/{}.py`? Keep it short.",
    "How big is kit/{}.py really, and which functions are > 30 lines?",
)
# Commands that print what they find in a module, each a different kind of output.
PROBES = (
    "python3 -m tokenize -e kit/{0}.py | sed -n 1,400p",
    "grep -n --color=always -E 'def |class |return' kit/{0}.py | sed -n 1,60p",
    "python3 -m ast kit/{0}.py",
    "python3 -m pydoc kit.{0}",
    "tr -cs '[:alpha:]_' '\\n' < kit/{0}.py | sort | uniq -c | sort -rn | head -60",
    "diff -u --label kit/{0}.py --label unindented kit/{0}.py <(sed 's/^    //' kit/{0}.py)",
    "python3 -m tabnanny -v kit/{0}.py && cat -A kit/{0}.py | head -120",
    "grep -c '' kit/{0}.py && grep -nE '.{{80,}}|TODO|XXX' kit/{0}.py",
)


def review(session, tools, name, number):
    path = f"kit/{name}.py"
    session.user(QUESTIONS[number % len(QUESTIONS)].format(name))
    session.assistant("", [tools.read(path), tools.grep(rf"\b{name}\b")], reasoning=f"Read {path} whole, then see who uses it.")
    session.tool()
    probes = [tools.bash(PROBES[chosen % len(PROBES)].format(name)) for chosen in (number, number + 3)]
    session.assistant("", probes)
    session.tool(tools.bash_callback(probes[-1], "Open ends", f"grep -c -E 'TODO|XXX' {path}") if number % 2 else None)
    session.assistant(findings(path), model="claude-opus-4" if number % 4 == 3 else "claude-sonnet-4")


def functions(path):
    tree = ast.parse((PROJECT / path).read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def documented_functions(name):
    return [f for f in functions(f"kit/{name}.py") if ast.get_docstring(f) and f.end_lineno - f.lineno < 60]


def findings(path):
    """An assistant's answer whose figures are true: a table of the module's longest functions."""
    text = (PROJECT / path).read_text()
    longest = sorted(functions(path), key=lambda f: f.lineno - f.end_lineno)[:5]
    rows = [f"| `{f.name}` | {f.lineno}–{f.end_lineno} | {f.end_lineno - f.lineno + 1} |" for f in longest]
    wide = sum(len(line) > 79 for line in text.splitlines())
    return (
        f"`{path}` has {text.count(chr(10))} lines & {len(functions(path))} functions; {wide} lines are > 79 columns.\n\n"
        "| function | lines | length |\n|---|---|---|\n" + "\n".join(rows)
    )


def explain(session, tools, name, function):
    session.user(f"What does {name}.{function.name} do?")
    session.assistant("", [tools.bash(f"sed -n '{function.lineno},{function.end_lineno}p' kit/{name}.py")])
    quote = ast.get_docstring(function).splitlines()[0]
    session.assistant(f"In its own words:\n\n> {quote}\n\nIt starts at kit/{name}.py:{function.lineno}.")


def chart(session, tools):
    session.user("Now the chart: lines per module, as SVG.")
    sizes = [((PROJECT / f"kit/{name}.py").read_text().count("\n"), name) for name in MODULES]
    bars = "".join(
        f'\t<rect y="{row * 12}" width="{lines // 4}" height="10"><title>{name} &amp; {lines} lines</title></rect>\n'
        for row, (lines, name) in enumerate(sorted(sizes))
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">\n{bars}</svg>\n'
    session.assistant("", [tools.write("chart.svg", svg)])
    session.tool()
    outputs = [{"path": "/tmp/project/chart.svg", "type": "image", "title": "Lines per module"}]
    session.assistant("", [tools.read_media("data/logo.png"), tools.record("Show", {"outputs": outputs}, "Shown")])
    shots = [f"https://example.com/shots/{number}.png?width=600&scale=2" for number in (1, 2)]
    session.assistant("", [
        tools.record("Browser", {"action": "open", "url": "file:///tmp/project/chart.svg"}, "Opened",
                     screenshot_urls=shots, kind="function"),
        tools.record("Notify", {"message": "The chart is ready"}),
        tools.record("TodoWrite", ""),
    ])
    session.assistant("Every bar is one module; the longest is difflib.", [todo_write(tools, 4)])


def delegate(session, tools):
    session.user("Let somebody else count the exceptions that are raised, and tell me in the channel.")
    found = tools.grep("raise [A-Z][A-Za-z]+", "kit")
    count = found.result.count("\n")
    answer = f"{count} lines raise an exception by name.\n\n{found.result}"
    task = tools.record("Task", {"description": "Count exceptions", "prompt": "Count the raise statements in kit/."}, answer)
    session.assistant("", [task], callbacks=[
        tools.callback(task, "sub_agent", "Second opinion", True, subagent_id=session.new_id(), subagent_result=answer),
        tools.callback(task, "sub_agent", "Third opinion", False, subagent_id=session.new_id(), error="stopped: out of turns"),
        tools.callback(task, "send_message", "Tell the channel", True),
        tools.callback(task, "send_message", "", False, error="no such channel: #kit", exclude_from_context=True),
    ])
    session.assistant(f"{count} of them. The channel #kit doesn't exist, so only you know.")
    session.small_answer("Noted.")


def older_rows(session, tools):
    """Rows as older versions stored them: other tool names, no tokens, an input that is no JSON, a nameless type."""
    session.user("list the data files")
    session.add("assistant", "", tool_calls=[
        tools.bash("find data -type f -print0 | sort -z", name="bash", kind=""),
        tools.grep("import sys", "kit", name="grep"),
        tools.python("import sys; print(sys.float_info.epsilon, 0.1 + 0.2, 1e-7)"),
        tools.python("print(1/0)"),
        tools.record("show_media", "data/logo.png", kind=""),
        tools.bash("cat data/absent.txt; exit 3"),
        tools.read("kit/absent.py"),
    ])
    session.tool()


# ---- nonascii ----------------------------------------------------------------------------------------------------------

LOCALES = "fr_FR vi_VN el_GR ru_RU he_IL ar_EG fa_IR hi_IN th_TH ka_GE am_ET ja_JP ko_KR zh_CN".split()
# What the user and the assistant say while the files are read, in turn.
TALK = (
    ("Vérifie d'abord les encodages, s'il te plaît — l'été dernier tout était cassé… 🙏", "D'accord, je m'en occupe. 👍🏽"),
    ("この文字コードを確認してください。「文字化け」していませんか？", "確認しました。問題ありません。✨"),
    ("请检查这个文件,中文显示正常吗?", "检查完毕:内容是 UTF-8,没有乱码。"),
    ("이 파일의 인코딩을 확인해 줘.", "확인했습니다. 모두 정상입니다 ✅"),
    ("تحقّق من هذا الملف من فضلك (UTF-8؟).", "الملف سليم، وعدد الأسطر صحيح ✔️"),
    ("בדוק בבקשה את הקובץ הזה: data/gbk.txt", "הקובץ נבדק — הכול תקין. \u200f"),
    ("Проверь, пожалуйста, и этот файл.", "Проверил: всё в порядке."),
    ("कृपया इस फ़ाइल की जाँच करें।", "फ़ाइल ठीक है। 🇮🇳"),
    ("Έλεγξε και αυτό, παρακαλώ.", "Όλα εντάξει. 𝛼𝛽𝛾 ≤ 𝜋"),
    ("Schau dir bitte auch das an: Größe, Maße, Straße — „ß“ & ẞ.", "Passt. Übrigens: naïve café, e\u0301 ≠ é."),
    ("ช่วยตรวจสอบไฟล์นี้ด้วย", "เรียบร้อยแล้ว 👨‍👩‍👧‍👦"),
    ("Und noch 𝕀𝕝𝕤𝕖 und 𐍈𐌰𐌹𐍂: stimmt das?", "Ja. 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 👩🏿‍🚀 𠮷野家 𓀀"),
)


def nonascii(session, tools):
    for name, (question, answer) in zip(ENCODINGS, TALK):
        encoding = {"iso2022_jp": "ISO-2022-JP", "hz": "HZ"}.get(name, name.upper().replace("_", "-"))
        session.user(f"{question}\n\ndata/{name}-utf8.txt")
        session.assistant("", [tools.read(f"data/{name}-utf8.txt"), tools.bash(f"cat data/{name}.txt")], reasoning=question)
        comparison = f"iconv -f {encoding} -t UTF-8 data/{name}.txt | diff - data/{name}-utf8.txt && echo ✓"
        compared = tools.bash(comparison, "Comparer les deux")
        session.assistant("", [compared])
        session.assistant(f"⚠️ {name} ≠ UTF-8" if compared.is_error else answer)
    characters(session, tools)
    calendars(session, tools)
    files(session, tools)


LISTING = """import unicodedata
for c in map(chr, [%s]):
    print(f'{ord(c):04X}\\t{c}\\t{unicodedata.name(c, "<control>")}\\t{unicodedata.category(c)}')
"""


def characters(session, tools):
    """Characters by name, as Python's own tables have them."""
    session.user("Montre-moi les caractères eux-mêmes: 😀, 𝔸, ا, 한, combinants, invisibles…")
    ranges = (
        # emoji
        "*range(0x1F600, 0x1F650), *range(0x1F680, 0x1F6A0)",
        # mathematical letters, cuneiform, rare Han
        "*range(0x1D538, 0x1D560), *range(0x12000, 0x12020), *range(0x20000, 0x20010)",
        # right to left, and the marks that set directions
        "*range(0x5D0, 0x5EB), *range(0x627, 0x64B), *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)",
        # combining marks, variation selectors, joiner, byte order mark, replacement character
        "*range(0x300, 0x330), *range(0xFE00, 0xFE10), 0x200D, 0xFEFF, 0xFFFD",
        # controls and white space, U+2028 and U+2029 among them
        "*range(0x01, 0x20), 0x7F, 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x3000",
    )
    session.assistant("", [tools.python(LISTING % codes) for codes in ranges], reasoning="Cinq tranches d’Unicode — 🔎.")
    entities = "from html.entities import html5\nfor name in sorted(html5)[-900:]:\n    print(f'&{name}\\t{html5[name]}')"
    session.assistant("", [tools.python(entities)])
    session.assistant("Les voilà : de ‹ & › jusqu’à 𓀀. Ⅷ ≠ VIII, ﬁ ≠ fi, Å ≠ Å.")


LOCALE_COMMANDS = """mkdir -p locales && localedef -i {0} -f UTF-8 ./locales/{0}.UTF-8
export LOCPATH=locales LC_ALL={0}.UTF-8
locale -k abday day mon d_t_fmt
date -ud @1700000000 '+%A %d %B %Y, %x, %X'
python3 -c "import calendar, locale
locale.setlocale(locale.LC_ALL, '')
print(calendar.LocaleTextCalendar().formatyear(2026))"
"""


def calendars(session, tools):
    """Month and day names as the C library's locales have them; compiled here, since few machines have them all."""
    for number, name in enumerate(LOCALES):
        session.user(TALK[number % len(TALK)][0])
        session.assistant("", [tools.bash(LOCALE_COMMANDS.format(name))])
        session.assistant(TALK[number % len(TALK)][1])


def files(session, tools):
    """Files with names and contents outside ASCII, and a command that fails on them."""
    session.user("Écris tout cela dans des fichiers: «résumé», «日本語», «קובץ», «🎉».")
    names = ("notes/résumé.md", "notes/日本語.txt", "notes/קובץ.txt", "notes/ملف.txt", "notes/🎉.txt")
    (PROJECT / "notes").mkdir()
    written = [tools.write(name, "".join(f"{q}\n{a}\n" for q, a in TALK[index::5])) for index, name in enumerate(names)]
    counts = [tools.bash_callback(call, "Größe prüfen 📏", f"wc -cm '{name}'") for call, name in zip(written, names)]
    session.assistant("", written, callbacks=counts)
    failing = tools.bash("iconv -f UTF-8 -t ASCII notes/日本語.txt")
    session.assistant("", [tools.glob("notes/*"), tools.grep("[é日ק🎉]", "notes"), failing])
    edit = tools.edit("notes/résumé.md", "s'il te plaît", "s’il vous plaît")
    session.assistant("C’est plus poli. 🙂", [edit], callbacks=[
        tools.bash_callback(edit, "Contrôle ASCII", "iconv -f UTF-8 -t ASCII 'notes/résumé.md'"),
        tools.callback(edit, "sub_agent", "מבקר", True, subagent_id=session.new_id(), subagent_result="הכול תקין ✓"),
        tools.callback(edit, "send_message", "通知 📣", False, error="频道不存在"),
    ])
    session.slash_command("aide", "Commandes : /aide, /contexte — « à votre service » 🫡")


# ---- outputs -----------------------------------------------------------------------------------------------------------


def make(name, story):
    random = Random(name)
    session = Session(random)
    with project() as root:
        story(session, Tools(root, random))
    sdk_json = session.sdk_json()
    texts = {
        f"{name}.wire.json": dialects.wire(sdk_json),
        f"{name}.camel.json": dialects.camel(sdk_json),
        f"{name}.snake.json": dialects.snake(sdk_json),
    }
    if name == "short":
        texts["short.wire.ndjson"] = dialects.wire_lines(sdk_json)
        texts["short.sdk.json"] = sdk_json
    check(name, session.messages, texts)
    for file, text in texts.items():
        (HERE / file).write_bytes(text.encode())
        print(f"{file}: {len(text.encode())} bytes, {len(session.messages)} messages")


def check(name, messages, texts):
    """The SDK reads its records back, the dialects agree, and nothing in them tells where they were made."""
    assert unmarshal_json(texts[f"{name}.wire.json"], list[BackendMessage]) == messages
    values = {file: json.loads(text) for file, text in texts.items() if file.endswith(".json")}
    renamed = [dialects.rename_keys(value, dialects.camel_name) for value in values.values()]
    assert all(value == renamed[0] for value in renamed)
    for file, text in texts.items():
        for word in ("/root", "/home", "/Users", "site-packages", "pypi", str(HERE), sys.prefix):
            assert word not in text, (file, word)


if __name__ == "__main__":
    for story in (short, history, nonascii):
        make(story.__name__, story)
