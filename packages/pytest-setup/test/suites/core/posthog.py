default_client = None


class Consumer:
    running = True

    def pause(self):
        self.running = False


class Client:
    disabled = False

    def __init__(self):
        self.consumers = [Consumer()]


def capture(event):
    global default_client
    default_client = default_client or Client()
