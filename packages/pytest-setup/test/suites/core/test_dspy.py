"""With a stand-in for dspy that keeps its settings where dspy 2.6 and newer do."""

import sys

import pytest


def test_a_test_that_imports_it_first():
    assert "dspy" not in sys.modules
    from dspy.dsp.utils import settings

    settings.configure(lm="of the test", extra=1)
    settings.main_thread_config["trace"].append("step")
    settings.thread_local_overrides.set({"lm": "in a context"})


def test_comes_as_it_is_imported():
    from dspy.dsp.utils import settings

    assert settings.main_thread_config == {"lm": None, "trace": []}
    assert settings.config_owner_thread_id is None
    assert settings.thread_local_overrides.get() == {}


@pytest.fixture(scope="class")
def configured():
    from dspy.dsp.utils import settings

    settings.configure(lm="of the class")


class TestWithAFixtureOfTheClass:
    def test_configures(self, configured):
        from dspy.dsp.utils import settings

        settings.configure(lm="of the test")
        sys.modules["dspy"].cache.memory_cache["question"] = "answer"

    def test_what_the_fixture_configured_stays(self):
        from dspy.dsp.utils import settings

        assert settings.main_thread_config["lm"] == "of the class"
        assert settings.config_owner_thread_id is not None
        assert "question" not in sys.modules["dspy"].cache.memory_cache
