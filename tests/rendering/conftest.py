"""Documents on paper, for every test of this folder."""

import pytest

from . import pages
from .reports import document


@pytest.fixture
def print_(tmp_path):
    """The pages of one document; its PDF lies in `tmp_path`."""

    def printed(kind, **said) -> tuple[pages.Page, ...]:
        path = tmp_path / "report.docx"
        path.write_bytes(document(kind, **said))
        return pages.read_pages(pages.to_pdf(path, tmp_path))

    return printed
