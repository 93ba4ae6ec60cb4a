"""To be filled."""


class RefusedModelError(Exception):
    """The policy refuses the model that a test asked for."""


def get_or_load_model(name, load):
    return load(name)
