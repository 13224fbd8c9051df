"""House rules over the verbs: few to a file, keyword-only, told who acts and when."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "zhushi"
FILES = sorted(SRC.glob("*/actions/[a-z]*.py"))
EACH = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3]}.{p.stem}")


def public_functions(path):
    tree = ast.parse(path.read_text())
    return [f for f in tree.body if isinstance(f, ast.FunctionDef) and not f.name.startswith("_")]


def verbs(path):
    """The functions that write: those that are told when."""
    return [f for f in public_functions(path) if "at" in argument_names(f)]


def argument_names(function):
    a = function.args
    return [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs)]


@EACH
def test_a_file_holds_one_verb_or_a_few_that_answer_each_other(path):
    """Ask and decide, urge and supervise; more than three is a drawer, not a verb."""
    assert 1 <= len(verbs(path)) <= 3


@EACH
def test_a_verb_takes_who_and_when_by_keyword_only(path):
    loose = [
        f.name
        for f in verbs(path)
        if {"by", "at"} & {a.arg for a in (*f.args.posonlyargs, *f.args.args)}
    ]

    assert loose == []


@EACH
def test_a_verb_says_what_it_takes_and_returns(path):
    """`by` alone may stay bare: the package that knows logins stands above most verbs."""
    untyped = [
        f"{f.name}({a.arg})"
        for f in verbs(path)
        for a in (*f.args.args, *f.args.kwonlyargs)
        if a.annotation is None and a.arg != "by"
    ]
    unreturned = [f.name for f in verbs(path) if f.returns is None]

    assert untyped + unreturned == []


@EACH
def test_a_verb_promises_something_in_its_docstring(path):
    assert [f.name for f in verbs(path) if not ast.get_docstring(f)] == []
