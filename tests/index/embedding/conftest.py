from __future__ import annotations

import pytest

from index.embedding.e5_file import E5File, bundled_file


@pytest.fixture(scope="session")
def e5() -> E5File:
    """The file of the installed package."""
    return bundled_file()
