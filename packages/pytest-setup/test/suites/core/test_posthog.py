"""With a stand-in for posthog that has the client, and the threads of it, where posthog does."""

import posthog

clients = []


def test_a_client_that_a_test_makes():
    posthog.capture("event")
    clients.append(posthog.default_client)


def test_is_ended_after_it():
    (client,) = clients
    assert posthog.default_client is None
    assert client.disabled
    assert not client.consumers[0].running
