import os
import re

import pytest

from pytest_cogniverse import unique_id as make

seen = set()


def test_ids_differ(unique_id):
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    first, second = unique_id("user-a"), unique_id("user-a")
    assert first != second
    assert re.fullmatch(rf"user_a_{worker}_[a-z0-9]+_[a-z0-9]+", first)
    assert re.fullmatch(r"[A-Za-z0-9_]+", make("ü ñ/x"))
    assert make("").startswith("id_")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_test_has_a_tenant(tenant_id, number):
    assert tenant_id.startswith("tenant_")
    assert tenant_id not in seen
    seen.add(tenant_id)


@pytest.fixture(scope="module")
def user(unique_id):
    return unique_id("user")


def test_fixtures_of_wider_scope_have_ids(user):
    assert user.startswith("user_")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_has_ids_of_its_own():
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, make().encode())
        os._exit(0)
    os.wait()
    assert os.read(reader, 100).decode() != make()
