"""Static files are collected at the first start and after a change, and at no other."""

import pytest
from django.contrib.staticfiles.finders import get_finder

from kkr_portal import static_files


@pytest.fixture
def folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a {}")
    get_finder.cache_clear()
    yield tmp_path
    get_finder.cache_clear()


def test_only_after_a_change(folder):
    assert [static_files.collect_if_changed() for _ in range(2)] == [True, False]
    (folder / "own" / "a.css").write_text("b {}")
    assert [static_files.collect_if_changed() for _ in range(2)] == [True, False]
    (folder / "own" / "a.css").rename(folder / "own" / "b.css")
    assert [static_files.collect_if_changed() for _ in range(2)] == [True, False]
    assert (folder / "collected" / "b.css").read_text() == "b {}"


def test_again_when_the_collected_files_are_gone(folder):
    static_files.collect_if_changed()
    (folder / "collected" / "a.css").unlink()
    (folder / "collected" / "collected.txt").unlink()
    assert static_files.collect_if_changed() is True
