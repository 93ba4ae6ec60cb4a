import os

import pytest


@pytest.fixture(scope="session")
def of_session():
    os.environ["SET_BY_SESSION"] = "1"


@pytest.fixture(scope="module", autouse=True)
def of_module():
    os.environ["SET_BY_MODULE"] = "1"
    yield
    del os.environ["SET_BY_MODULE"]


@pytest.fixture(scope="class")
def of_class():
    os.environ["SET_BY_CLASS"] = "1"


@pytest.fixture
def of_test():
    os.environ["SET_BY_FIXTURE"] = "1"
