"""Loads the policies of the folders given as arguments, and prints them in the form of the guide's."""

import json
import sys
from pathlib import Path

from pytest_cogniverse.policy import ModelPolicy, PolicyError, check_model, load_policy

names = json.loads(sys.argv[1])


def in_form_of_the_guide(folder: Path) -> dict:
    try:
        policy = load_policy(folder)
    except PolicyError as error:
        return {"error": str(error)}
    probes = {
        name: {key: value for key, value in vars(probe).items() if value is not None}
        for name, probe in policy.capabilities.items()
    }
    return {
        "file": None if policy.file is None else str(policy.file),
        "models": {"allow": policy.models.allow, "deny": policy.models.deny},
        "timeouts": {name: round(seconds * 1000) for name, seconds in vars(policy.timeouts).items()},
        "threads": {"allow": policy.allowed_threads},
        "environment": policy.environment,
        "markers": policy.markers,
        "capabilities": probes,
        "verdicts": [in_form_of_a_verdict(name, policy.models) for name in names],
        "setup": {
            "singleThread": policy.setup.single_thread,
            "guard": policy.setup.guard,
            "leaks": policy.setup.leaks,
            "wait": round(policy.setup.wait * 1000),
            "models": policy.setup.models,
            "restoreEnvironment": policy.setup.restore_environment,
            "watchdog": policy.setup.watchdog,
        },
    }


def in_form_of_a_verdict(name: str, models: ModelPolicy) -> dict:
    return {key: value for key, value in vars(check_model(name, models)).items() if value}


print(json.dumps([in_form_of_the_guide(Path(folder)) for folder in sys.argv[2:]]))
