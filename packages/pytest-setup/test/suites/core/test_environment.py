"""Each test sees what those before it left. The marks keep them together under xdist."""

import os
import unittest

import pytest


def setup_module():
    os.environ["SET_BY_SETUP_MODULE"] = "1"


def test_changes(of_test, monkeypatch):
    monkeypatch.setenv("PATCHED", "1")
    os.environ["SET_BY_TEST"] = "1"
    os.environ["HOME"] = "changed"
    import sets_a_variable  # noqa: F401


def test_is_put_back(request):
    assert {"SET_BY_TEST", "SET_BY_FIXTURE", "PATCHED"}.isdisjoint(os.environ)
    assert os.environ["HOME"] != "changed"
    request.getfixturevalue("of_session")
    os.environ["SET_BY_TEST"] = "2"


def test_wider_scopes_and_imports_stay():
    assert "SET_BY_TEST" not in os.environ
    names = {"SET_BY_SESSION", "SET_BY_MODULE", "SET_BY_SETUP_MODULE", "SET_BY_IMPORT"}
    assert names <= os.environ.keys()
    del os.environ["HOME"]


async def test_what_was_removed_is_there_again():
    assert os.environ["HOME"]
    os.environ = {"ALL": "else"}  # noqa: B003


class TestOfAClass:
    def test_the_environment_itself_is_put_back(self, of_class):
        assert "ALL" not in os.environ
        assert os.environ["PYTEST_CURRENT_TEST"]
        os.putenv("CHILD", "sees")

    def test_a_fixture_of_the_class_stays(self):
        assert os.environ["SET_BY_CLASS"] == "1"


class TestOfUnittest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        os.environ["SET_BY_SET_UP_CLASS"] = "1"

    def setUp(self):
        assert "SET_BY_SET_UP" not in os.environ
        os.environ["SET_BY_SET_UP"] = "1"

    def test_first(self):
        os.environ["SET_BY_UNITTEST"] = "1"

    def test_second(self):
        assert "SET_BY_UNITTEST" not in os.environ
        assert "SET_BY_SET_UP_CLASS" in os.environ


@pytest.mark.parametrize("name", ["MEM0_TELEMETRY", "OMP_NUM_THREADS", "TOKENIZERS_PARALLELISM"])
def test_variables_of_the_guide(name):
    assert os.environ[name] in ("1", "false")
