"""The small village, for the pages that belong to no subject."""

from tests.matters.conftest import breaking as breaking
from tests.matters.conftest import small as small
