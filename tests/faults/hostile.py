"""Which text is hostile to a terminal, and where can a collection carry it?

A payload stands wherever a deck, a file's name or a setting has room for words. What
may reach the terminal is `safe(payload)` and nothing else.
"""

import json
import os
import re

from srs.core.text import safe_line
from tests.faults.world import World

PAYLOADS: dict[str, str] = {
    "osc52": "\x1b]52;c;aGFja2Vk\x07",
    "title": "\x1b]0;hacked\x07",
    "osc8": "\x1b]8;;file:///etc/passwd\x1b\\here\x1b]8;;\x1b\\",
    "csi": "\x1b[2J\x1b[5;9;31mred",
    "ask": "\x1b[6n\x1b[c\x1b]11;?\x07",
    "screen": "\x1b[?1049l\x1b[?1000l\x1bc",
    "dcs": "\x1bP+q544e\x1b\\",
    "apc": "\x1b_Gi=9;AAAA\x1b\\",
    "c1-csi": "\x9b5;9;31mred",
    "c1-osc": "\x9d0;hacked\x9c",
    "c0": "a\rb\x08c\x0bd\x0ce\x07f\x7fg",
    "zero": "n\x00u\x00l",
    "bidi": "\u202egpj.exe\u202c \u2066x\u2069 \u200fy\u061c",
    "lines": "one\u2028two\u2029three\x85four",
    "masks": "\ufdd0a\ufdd1b\ufdd2c\ufdd3d\uffff",
    "zero-width": "ze\u200bro\u200dwi\ufeffdth\u00ad",
    "storm": "s" + "\u0301\u0316\u20e0\u0489" * 40 + "torm",
    "red": "[red]red[/red]",
    "close": "[/] a[/b]c [/link]",
    "click": "[@click=app.quit]quit[/]",
    "variable": "$text-error $$ {0} %s %(x)d {self}",
    "shell": "$(touch owned) `touch owned` ; touch owned",
    "markdown": "<script>x</script> &#27;[31m &#x9b;5m &#x202e;",
    "huge": "h" * 20_000,
}
"""By name: what somebody might put into a deck. Each fits on one line."""

FORBIDDEN = re.compile(
    "[\x00-\x06\x07\x0b\x0c\x0e\x0f\x10-\x1a\x1c-\x1f\x7f-\x9f"
    "\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\uffff]"
)
"""Characters that no program of ours has a reason to send."""

OURS = re.compile(
    # Textual's: moves, colours, modes, the state of keyboard and mouse.
    r"\x1b\[[0-9;]*[HfABCDmJKrt]"
    r"|\x1b\[[?<>=]?[0-9;]*(?:\$p|[hlu])"
    # A link whose address is one of the web, and its end.
    r"|\x1b\]8;[^;\x1b]*;(?:https?://[!-~]*)?(?:\x1b\\|\x07)"
    r"|\x1b[78]"
    # The shape of the mouse's pointer.
    r"|\x1b\]22;[a-z-]*\x07"
)
"""Control sequences that Textual sends by itself."""

OBEYED = [
    b"\x1b]52",
    b"\x1b]0;",
    b"\x1b]11",
    b"hacked\x07",
    b"\x1b]8;;file",
    b"\x1b[5;9;31m",
    b"\x1b[6n",
    b"\x1bc",
    b"\x1bP+q",
    b"\x1b_Gi=9",
]
"""What must never be in a stream, looked for as it stands."""


TORN = re.compile("\x1b(?:\\[[0-9;?]*)?\\Z")
"""A sequence of ours that the program's death has cut off."""


def trespasses(stream: bytearray) -> list[str]:
    """Return what in a stream a terminal would obey and nobody of ours has sent."""
    text = bytes(stream).decode("utf-8", "replace")
    found = [repr(part) for part in OBEYED if part in stream]
    # The end of the session gives back what its begin has taken.
    left = TORN.sub("", OURS.sub("", text))
    found += [
        repr(left[max(0, it.start() - 9) : it.end() + 20])
        for it in (*re.finditer("\x1b", left), *FORBIDDEN.finditer(left))
    ]
    return found


def toml(text: str) -> str:
    """Return a text as a TOML string: control characters are escaped there."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\ufdd0-\ufdef\uffff]",
        lambda found: f"\\u{ord(found[0]):04x}",
        quoted,
    )


def file_name(text: str) -> str:
    """Return a text as a file's name: what no name may hold is left out."""
    raw = text.replace("/", "∕").replace("\x00", "").encode()
    return raw[:80].decode("utf-8", "ignore")


DECK = """---
name = {quoted}
tags = [{quoted}, "plain"]
preset = {quoted}
nonsense = {quoted}

[sources]
K = {web}

[requires]
{quoted} = ["{name}"]
---

# {text}

## {text}

Q: q-{name} {text} #{text}
A: a-{name} {text}
S: K

Q: mixed-{name} ![{text}](./{text}.png) [{text}](https://e.org/{text})
A: [[{text}]] and [link](https://e.org/{text}) <b>{text}</b>
X: x-{name} {text}
S: {text}

T: t-{name} {text}
D: d-{name} {text}

C: c-{name} [hidden](hint: {text}) {text} `{text}`

Q: code-{name}
A:
```{text}
{text}
```

Q: chart-{name}
A:
```chart
title: {text}
x: {text}
y: {text}

a,{text}
1,2
3,4
```

Q: table-{name}
A:
| {text} | b |
|---|---|
| {text} | $ {text} $ |

I: i-{name} {text}
> 2026-03-01 {text}

q: slip {text}

Q: no answer {text}
"""


def deck(name: str) -> bytes:
    """Return a deck with a payload in every place that a deck has."""
    text = PAYLOADS[name]
    filled = DECK.format(
        name=name,
        text=text,
        quoted=toml(text),
        web=toml(f"{text}, https://e.org/{text}"),
    )
    return filled.encode("utf-8", "surrogatepass")


def fill(world: World) -> None:
    """Write decks, files with hostile names, and what cannot be read."""
    for name, text in PAYLOADS.items():
        world.write(f"{name}.md", deck(name))
        raw = file_name(text)
        card = f"Q: file-{name}\nA: yes\n\nA: lost\n".encode()
        world.write(f"{raw}.md", card)
        world.write(f"dir-{raw}/in.md", card)
    for path, content in FAULTY.items():
        world.write(os.fsdecode(path), content)
    (world.root / "link-\x1b]52;c;eA==\x07.md").symlink_to("/etc/passwd")


FAULTY = {
    b"bad-\x1b[5;9;31mred\x9b\xff.md": b"Q: a\nA: b\n",
    b"bytes-\x1b[2J.md": b"Q: \xed\xa0\x80\xff\x1b[2J\nA: b\n",
    b"head-\x1b]0;x\x07.md": b'---\nname = "\\x1b[2J\n---\nQ: a\nA: b\n',
    b"yaml.md": '---\nname: "\\e[5;9;31m"\n\x9b: x\n---\n'.encode(),
}
"""Files that cannot be read, or whose head cannot."""


def shown(name: str) -> str:
    """Return how a payload looks in one line."""
    return safe_line(PAYLOADS[name])
