"""The policy of a project: the guide's, with what the project changes."""

from .errors import PolicyError
from .guide import guide
from .load import load_policy
from .model_names import Verdict, check_model
from .resolve import guide_policy
from .types import CapabilityProbe, ModelPolicy, Policy, SetupPolicy, Timeouts

__all__ = [
    "CapabilityProbe",
    "ModelPolicy",
    "Policy",
    "PolicyError",
    "SetupPolicy",
    "Timeouts",
    "Verdict",
    "check_model",
    "guide",
    "guide_policy",
    "load_policy",
]
