"""Makes workbooks poisonous: on the path of a process under test, a file that names a deed does it to the process.

No workbook is known that does such things to docgen; that one harms nobody else must hold all the same.
"""

import os
import re
import signal
import time

from docgen.cli import inputs

honest = inputs.content


def content(single):
    data, finding = honest(single)
    match data[:16].split(b" ")[0]:
        case b"KILL":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"LOOP":
            loop()
        case b"HANG":
            (loop if os.environ.get("DOCGEN_TESTS_WHOLE") else hang)()
        case b"EAT":
            data += b"x" * (8 << 30)
        case b"WAIT":
            time.sleep(float(data.split(b" ")[1]))
        case b"RAISE":
            raise RuntimeError("机密")
        case b"PRINT":
            os.write(1, b"not an answer\n")
    return data, finding


def loop():
    """In C, holding the interpreter's lock, for ever."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def hang():
    """As `loop`, but it waits for itself, and other tests have the processor."""
    import ctypes

    system, lock = ctypes.PyDLL(None), ctypes.create_string_buffer(128)
    system.pthread_mutex_init(lock, None)
    for _ in range(2):
        system.pthread_mutex_lock(lock)


inputs.content = content
