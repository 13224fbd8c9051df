"""Functions for the sandbox tests; run in the child only."""

import os
import sys
import time

from zhushi.core.errors import Refused


def echo(*values):
    print("noise that must not reach the answer")
    return list(values)


def refuse(words):
    raise Refused(words)


def fail():
    raise KeyError("secret content of a file")


def leave():
    sys.exit(3)


def crash():
    os.abort()


def sleep(seconds):
    time.sleep(seconds)


def spin():
    while True:
        pass


def eat():
    return len(bytearray(2**40 // 1024))


def environment():
    return dict(os.environ)


def write(path):
    with open(path, "w") as file:
        file.write("x" * 10_000)


def not_plain():
    return object()
