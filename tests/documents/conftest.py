import pytest

from tests import prints


@pytest.fixture(autouse=True)
def _each_print_anew():
    """What is asked here is what a print becomes."""
    with prints.each_anew():
        yield
