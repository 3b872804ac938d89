"""The examples in the kernel's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import yuanluo.kernel

MODULES = [
    found.name
    for found in pkgutil.walk_packages(yuanluo.kernel.__path__, "yuanluo.kernel.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
