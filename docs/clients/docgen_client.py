"""docgen from another Python program, 3.8 or later; docgen itself need not be installed there.

Nothing is passed as an argument, so no locale can spoil a name.
"""

import json
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

GRACE = 10  # seconds: docgen keeps its time itself; the host kills only as a last resort
ADVICE = {
    0: "取 output", 3: "文件读不了：请重新上传", 4: "填报有错：按 diagnostics 改", 5: "报表类型有错：找管理员",
    6: "写不了：关闭打开着的文件后重试", 7: "到了限度：重试一次", 130: "被中止：重试", 143: "被中止：重试",
}  # fmt: skip


def run(program, request, seconds=60):
    """One command, `{"method": "render", "inputs": ["…"], "output": "…"}`: its exit code and its result."""
    text = json.dumps({"timeout": seconds, **request}).encode()
    command = [program, "--request", "-", "--json"]
    # subprocess.run reads both pipes, and kills when the time is up.
    ran = subprocess.run(command, input=text, capture_output=True, timeout=seconds + GRACE, check=False)
    return ran.returncode, json.loads(ran.stdout)


def advice(exit_code):
    """What a host does with an exit code."""
    return ADVICE.get(exit_code, "程序有错：找维护人员")  # 2: this program's; 70: docgen's


class Worker:
    """One process for all requests of this host, from any thread."""

    def __init__(self, program):
        pipe = subprocess.PIPE
        command = [program, "worker"]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self._waiting, self._last, self._lock = {}, 0, threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, method, **params):
        """The answer to come, `{"result": …}` or `{"error": …}`: `.result(seconds)` waits for it."""
        answer = Future()
        with self._lock:
            self._last += 1
            self._waiting[self._last] = answer
            line = json.dumps({"id": self._last, "method": method, "params": params})
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()
        return answer

    def _read(self):
        for line in self._process.stdout:
            answer = json.loads(line)
            waiting = self._waiting.pop(answer.pop("id"), None)
            if waiting:
                waiting.set_result(answer)
        # Whatever has no answer is asked again of a new worker: doing it twice does no harm.
        for waiting in list(self._waiting.values()):
            waiting.set_exception(OSError("the worker has ended"))

    def close(self):
        """Lets it answer what it has taken, and end."""
        self._process.stdin.close()
        self._reader.join()
        self._process.stdout.close()
        return self._process.wait()


def main(program, file):
    """PROGRAM FILE: does the calls of a UTF-8 file, all at once: a line is `run {…}` or `ask METHOD {…}`."""
    worker = Worker(program)

    def said(line):
        verb, _, rest = line.partition(" ")
        if verb == "run":
            code, result = run(program, json.loads(rest))
            return f"{code} {json.dumps(result)}"
        method, _, params = rest.partition(" ")
        return f"0 {json.dumps(worker.ask(method, **json.loads(params)).result(60))}"

    with open(file, encoding="utf-8") as script, ThreadPoolExecutor(64) as threads:
        print(*threads.map(said, script.read().splitlines()), sep="\n")
    worker.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
