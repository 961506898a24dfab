"""A cache of the run's own, so that the developer's is neither used nor filled; none of his settings."""

import atexit
import gc
import os
import shutil
import sys
import tempfile

for name in ("DOCGEN_CACHE", "DOCGEN_LANG", "DOCGEN_REPORTS"):
    os.environ.pop(name, None)
if "DOCGEN_TESTS_CACHE" not in os.environ:
    own = os.environ["DOCGEN_TESTS_CACHE"] = tempfile.mkdtemp(prefix="docgen-tests-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
# Each of the hundreds of commands would else compile docgen anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = os.environ["DOCGEN_TESTS_CACHE"]


def pytest_collection_finish() -> None:
    """What is there now stays, some five thousand tests of it: a collector that visits it over and over takes a tenth of the time."""
    gc.freeze()
