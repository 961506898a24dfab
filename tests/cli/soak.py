"""The long proof of the worker: thousands of mixed requests, one in twenty hostile, every answer compared.

python -m tests.cli.soak           10,000 requests, some minutes; the suite runs a few hundred of them
"""

from __future__ import annotations

import base64
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Semaphore, Thread
from typing import Any

from tests.command import BAD, GOOD, PROGRAM, docgen
from tests.hostile.bombs import bomb

POISON = Path(__file__).with_name("poison")
WARM, AHEAD, SEED = 500, 24, 7
Sent = dict[str, Any]


def with_doctype() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD.read_bytes())) as good, zipfile.ZipFile(file, "w") as package:
        for name in good.namelist():
            package.writestr(name, good.read(name).replace(b"<workbook", b"<!DOCTYPE x><workbook", 1))
    return file.getvalue()


@cache
def hostile() -> dict[str, tuple[bytes, int]]:
    """What is sent, by its name, with the exit code that it must have."""
    return {
        "cut": (GOOD.read_bytes()[:9000], 3), "empty": (b"", 3), "pdf": (b"%PDF-1.4", 3), "bomb": (bomb(400 << 20), 7),
        "doctype": (with_doctype(), 3), "kill": (b"KILL x", 70), "raise": (b"RAISE x", 70), "eat": (b"EAT x", 7),
        "loop": (b"LOOP x", 7), "print": (b"PRINT x", 3),
    }  # fmt: skip


LINES = [b"{", b"[]", b'{"id": 1.5}', b"\xff\xfe", b'{"id": NaN, "method": "hello"}', b"[" * 100_000]


class Expected:
    """What the command answers to the same: the worker's answers must be these."""

    def __init__(self) -> None:
        self.document = docgen("render", GOOD, "-o", "-").stdout
        self.good, self.bad = (self._entry(file) for file in (GOOD, BAD))
        self.data = json.loads(docgen("data", BAD).stdout)

    def _entry(self, file: Path) -> Sent:
        return json.loads(docgen("check", file, "--json").stdout)["results"][0]

    def faults(self, sent: Sent, answer: Sent) -> Iterator[str]:
        """What is wrong with an answer; nothing when it is right."""
        result = answer.get("result", {})
        if "hostile" in sent:
            if result.get("exit_code") != hostile()[sent["hostile"]][1]:
                yield f"{sent['hostile']}: {answer}"
        elif sent["kind"] == "render":
            if base64.b64decode(result.get("output_base64", "")) != self.document or result["exit_code"]:
                yield f"another document: {str(answer)[:300]}"
        elif sent["kind"] == "data":
            if result.get("data") != self.data:
                yield f"other data: {str(answer)[:300]}"
        elif {**result, "seconds": 0} != {**getattr(self, sent["kind"]), "seconds": 0}:
            yield f"another entry: {str(answer)[:300]}"


def requests(count: int) -> Iterator[tuple[Sent, Sent]]:
    """What is sent, and what is to be known of it when its answer comes."""
    rng = random.Random(SEED)
    good = base64.b64encode(GOOD.read_bytes()).decode()
    kinds = {
        "render": ("render", {"input_base64": good}), "good": ("check", {"input": str(GOOD)}),
        "bad": ("check", {"input": str(BAD)}), "data": ("data", {"input": str(BAD)}),
    }  # fmt: skip
    for number in range(count):
        if number % 20 == 19:
            name = rng.choice(list(hostile()))
            text = base64.b64encode(hostile()[name][0]).decode()
            params = {"input_base64": text, **({"timeout": 0.7} if name == "loop" else {})}
            yield (
                {"id": number, "method": rng.choice(["render", "check"]), "params": params},
                {"hostile": name},
            )
        else:
            kind = rng.choice(list(kinds))
            method, params = kinds[kind]
            yield {"id": number, "method": method, "params": params}, {"kind": kind}


class Worker:
    """A worker at work; requests in flight are counted so that its memory is measured at rest."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(POISON), *sys.path])
        command = [*PROGRAM, "worker"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
        )
        self.room = Semaphore(AHEAD)
        self.answers: list[Sent] = []
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.answers.append(json.loads(line))
            self.room.release()

    def send(self, line: bytes) -> None:
        self.room.acquire()
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def memory(self) -> int:
        """Bytes held at rest by the worker and its children, each taken for as large as the largest.

        One that was just replaced is small, which is no merit.
        """
        for _ in range(AHEAD):
            self.room.acquire()
        time.sleep(0.5)
        self.room.release(AHEAD)
        held = [resident(pid) for pid in children(self.process.pid)]
        return resident(self.process.pid) + len(held) * max(held)

    def close(self) -> int:
        self.process.stdin.close()
        self.reader.join()
        self.process.stdout.close()
        return self.process.wait()


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def soak(count: int, warm: int = WARM) -> tuple[list[str], list[int], int]:
    """What was wrong, the memory after the first requests and at the end, and the exit code."""
    expected, worker = Expected(), Worker()
    sent, memory, junk = {}, [], 0
    for request, known in requests(count):
        sent[request["id"]] = known
        worker.send(json.dumps(request).encode())
        if request["id"] % 97 == 96:
            worker.send(LINES[junk % len(LINES)])
            junk += 1
        if request["id"] in {warm - 1, count - 1}:
            memory.append(worker.memory())
    code = worker.close()
    refused = [answer for answer in worker.answers if "error" in answer]
    answers = {answer["id"]: answer for answer in worker.answers if "error" not in answer}
    faults = [fault for key, known in sent.items() for fault in expected.faults(known, answers.get(key, {}))]
    if len(refused) != junk:
        faults.append(f"{len(refused)} refusals of {junk} bad lines")
    return faults, memory, code


if __name__ == "__main__":
    started = time.monotonic()
    wrong, (first, last), ended = soak(int(sys.argv[1]) if sys.argv[1:] else 10_000)
    print(*wrong[:20], sep="\n")
    print(f"{len(wrong)} wrong answers; exit {ended}; {time.monotonic() - started:.0f} s")
    print(
        f"memory after {WARM}: {first >> 20} MiB, at the end: {last >> 20} MiB ({100 * last / first - 100:+.1f} %)"
    )
    sys.exit(bool(wrong) or ended or last > 1.1 * first)
