"""A cache of the run's own, so that the developer's is neither used nor filled."""

import atexit
import os
import shutil
import tempfile

if "DOCGEN_TESTS_CACHE" not in os.environ:
    own = os.environ["DOCGEN_TESTS_CACHE"] = tempfile.mkdtemp(prefix="docgen-tests-")
    atexit.register(shutil.rmtree, own, ignore_errors=True)
os.environ.pop("DOCGEN_CACHE", None)
os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = os.environ["DOCGEN_TESTS_CACHE"]
