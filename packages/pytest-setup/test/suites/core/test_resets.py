log = []


def test_registers(reset_after_each):
    reset_after_each(lambda: log.append("first"))

    async def later():
        log.append("second")

    reset_after_each(later)
    assert log == []


def test_they_ran_newest_first():
    assert log == ["second", "first"]
