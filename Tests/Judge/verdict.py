"""What the judge looks at and how it says what it found: one line a check."""

from aerospike import exception

SET = "judge"
COUNT = 300
failures = 0


def check(what, condition, seen=None):
    """Prints one line and remembers whether it was a failure."""
    global failures
    if not condition:
        failures += 1
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else f": saw {seen!r}"))


def expect(what, seen, wanted):
    check(what, seen == wanted, seen)


def refuses(what, error, call):
    """Checks that a call fails with one kind of error."""
    try:
        check(what, False, call())
    except exception.AerospikeError as raised:
        check(what, isinstance(raised, error), raised)


def key(name):
    return ("test", SET, name)
