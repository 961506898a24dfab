"""The Python interface, as the contract spells it: in a fresh process, in one import."""

import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "excel_inputs/gov-info-annual-2021/sample.xlsx"
PROGRAM = f"""
from docgen import load, read, check, render
from pathlib import Path
import docgen
kind, found = load("gov-info-annual-2021")
assert kind.id == "gov-info-annual-2021" and found == ()
reading, found = read(Path({str(SAMPLE)!r}).read_bytes())
assert reading.unit == "青禾市人民政府" and found == ()
reading, found = check(reading)
assert found == ()
document, found = render(reading)
assert document.startswith(b"PK") and found == ()
assert all(callable(getattr(docgen, name)) for name in docgen.__all__ if name != "__version__")
assert read(b"")[0] is None and read(b"")[1][0].code == "E103"
"""


def test_values_in_value_and_findings_out():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


def test_asking_twice_gives_the_same_function():
    import docgen
    import docgen.rules

    assert docgen.check is docgen.check
    assert callable(docgen.check)
