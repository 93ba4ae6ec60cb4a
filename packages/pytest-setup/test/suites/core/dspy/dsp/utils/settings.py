import copy
import threading
from contextvars import ContextVar

DEFAULT_CONFIG = {"lm": None, "trace": []}
main_thread_config = copy.deepcopy(DEFAULT_CONFIG)
config_owner_thread_id = None
thread_local_overrides = ContextVar("overrides", default={})  # noqa: B039


def configure(**settings):
    global config_owner_thread_id
    config_owner_thread_id = threading.get_ident()
    main_thread_config.update(settings)
