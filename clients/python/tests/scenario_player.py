"""What both players of the scenario share: their talk with the stage, and the form in this client's words."""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable

import pumpup

FOLDER = Path(__file__).resolve().parent.parent.parent / "scenario"
FORM = json.loads((FOLDER / "form.json").read_text())
REASONS = json.loads((FOLDER / "reasons.json").read_text())


def kind(field: dict[str, Any]) -> str:
    """The type of a field of form.json, for example TextArea."""
    return "".join(word.capitalize() for word in field["kind"].split("_"))


def form() -> tuple[list[pumpup.Field], list[pumpup.FieldBid]]:
    fields = [getattr(pumpup, f"Field_{kind(field)}")(**{name: value for name, value in field.items() if name != "kind"})
              for field in FORM["fields"]]
    bids = [pumpup.FieldBid(id, value, FORM["confidence"], FORM["rationale"]) for id, value in FORM["bids"].items()]
    return fields, bids


def answers() -> dict[str, pumpup.FieldValue]:
    return {field["id"]: pumpup.FieldValue(kind(field), FORM["answers"][field["id"]]) for field in FORM["fields"]}


def equal(found: Any, expected: Any) -> None:
    assert found == expected, f"expected {expected!r}, found {found!r}"


class Refused:
    """A block that has to raise this error; what it raised is in `error`."""

    def __init__(self, kind: type[pumpup.ApiError], reason: str = "", says: str = "") -> None:
        self.kind, self.reason, self.says = kind, reason, says
        self.error: Any = None

    def __enter__(self) -> Refused:
        return self

    def __exit__(self, _type: Any, error: Any, _traceback: Any) -> bool:
        assert error is not None, f"nothing was raised, not {self.kind.__name__}"
        if not isinstance(error, self.kind):
            return False
        equal(error.reason, self.reason)
        assert self.says in str(error), f"{self.says!r} is not in {str(error)!r}"
        self.error = error
        return True


class Player:
    """Says how steps went, and asks the stage for what an agent cannot do itself."""

    def ask(self, ask: str, **particulars: Any) -> Any:
        print(json.dumps({"ask": ask, **particulars}), flush=True)
        answer = json.loads(sys.stdin.readline())
        assert "error" not in answer, f"the stage could not {ask}: {answer['error']}"
        return answer

    def beside(self, function: Callable[[], Any]) -> Callable[[], Any]:
        """Starts something, and gives what waits for its end."""
        return ThreadPoolExecutor(1).submit(function).result

    def play(self, steps: dict[str, Any]) -> None:
        for name, step in steps.items():
            with Said(name):
                step()


class AsyncPlayer(Player):
    """The same from asyncio."""

    async def ask(self, ask: str, **particulars: Any) -> Any:
        return await asyncio.to_thread(super().ask, ask, **particulars)

    def beside(self, function: Callable[[], Any]) -> Callable[[], Any]:
        task = asyncio.ensure_future(function())

        async def join() -> Any:
            return await task

        return join

    async def play(self, steps: dict[str, Any]) -> None:
        for name, step in steps.items():
            with Said(name):
                await step()


class Said:
    """A step, of which is said how it went."""

    def __init__(self, step: str) -> None:
        self.said: dict[str, Any] = {"step": step}

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: Any, error: Any, _traceback: Any) -> bool:
        self.said["passed"] = error is None
        if error is not None:
            self.said["why"] = f"{type(error).__name__}: {error}"
            traceback.print_exception(_type, error, _traceback)
        print(json.dumps(self.said), flush=True)
        return isinstance(error, Exception)
