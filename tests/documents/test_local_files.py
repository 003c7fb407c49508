"""On a disk the stored file itself, without copying; from a bucket a copy that is gone afterwards."""

import pytest
from django.core.files.storage import default_storage

from kkr_portal.documents.local_files import local_file, local_files
from kkr_portal.documents.models import MissingFile
from tests.documents.files import path_of

pytestmark = pytest.mark.django_db


def test_on_a_disk_it_is_the_stored_file(stored_pdf):
    stored = stored_pdf()
    with local_file(stored) as path:
        assert path == path_of(stored)
    assert path.exists()


@pytest.mark.usefixtures("files_in_a_bucket")
def test_from_a_bucket_it_is_a_copy_and_gone_afterwards(stored_pdf):
    one, two = stored_pdf(1), stored_pdf(2)
    with local_files([one, two, one]) as paths:
        read = {sha256: path.read_bytes() for sha256, path in paths.items()}
        assert read == {stored.sha256: stored.open().read() for stored in (one, two)}
    assert not any(path.exists() for path in paths.values())


@pytest.mark.parametrize("place", ["disk", "bucket"])
def test_one_that_is_gone_is_missing_alone_and_an_empty_path_among_others(place, stored_pdf, request):
    if place == "bucket":
        request.getfixturevalue("files_in_a_bucket")
    gone, there = stored_pdf(1), stored_pdf(2)
    default_storage.delete(gone.storage_name)
    with local_files([gone, there]) as paths:
        assert [paths[stored.sha256].exists() for stored in (gone, there)] == [False, True]
    with pytest.raises(MissingFile), local_file(gone):
        pass
