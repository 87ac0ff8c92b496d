"""The scripts in the documents beside this file, as one would type them.

The documents are what a browser copies from a page: every line of a script has its number in front, and indentation has shrunk to
one space. What is done about that, and nothing else:

1. A script is a run of lines that begin with 1, 2, 3, …; the number is taken off. (`1. Install` is a heading: no line of
   Python begins with a full stop and a space.)
2. Inside brackets a line stays as it is.
3. Elsewhere a line that is not indented begins anew. One that is belongs to the open block: it is one deeper after a line that
   ends with a colon, and one shallower after a line that begins with break, continue, return, raise or pass.
"""

from __future__ import annotations

import ast
import builtins
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent


def scripts(document: str) -> list[str]:
    """The scripts of a document, in order."""
    found: list[list[str]] = []
    number = 0  # Of the line before, if that belonged to a script.
    for line in (HERE / document).read_text(encoding="utf-8").splitlines():
        if line.startswith(str(number + 1)) and not re.match(r"\d+\. ", line):
            number += 1
        elif line.startswith("1") and not re.match(r"\d+\. ", line):
            number = 1
        else:
            number = 0
            continue
        if number == 1:
            found.append([])
        found[-1].append(line[len(str(number)):])
    return [indented(lines) for lines in found]


def indented(lines: list[str]) -> str:
    depth, brackets, before, out = 0, 0, "", []
    for line in lines:
        code = re.sub(r'"[^"]*"|\'[^\']*\'|#.*', "", line).strip()
        if brackets or not line.strip():
            out.append(line)
        else:
            if not line.startswith(" "):
                depth = 0
            elif before.endswith(":"):
                depth += 1
            elif re.match(r"(break|continue|return|raise|pass)\b", before):
                depth -= 1
            out.append("    " * depth + line.lstrip(" "))
        brackets += len(re.findall(r"[(\[{]", code)) - len(re.findall(r"[)\]}]", code))
        before = code or before
    return "\n".join(out) + "\n"


def names_wanted(script: str) -> set[str]:
    """The names that a script uses and nobody gives it."""
    given, used = set(dir(builtins)), set()
    for node in ast.walk(ast.parse(script)):
        if isinstance(node, ast.alias):
            given.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else given).add(node.id)
    return used - given
