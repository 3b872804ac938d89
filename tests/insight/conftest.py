"""The small village, for what supervisors see of it."""

from tests.matters.conftest import breaking, small

__all__ = ["breaking", "small"]
