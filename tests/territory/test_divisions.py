"""The table of all divisions comes in whole, and never over what is ours."""

import json
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.territory.places import MORNING, ROWS, write_table
from yuanluo.config.cli import main
from yuanluo.config.commands.places import SOURCE
from yuanluo.territory import divisions
from yuanluo.territory.models import Charter, Place


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_table(tmp_path / "data.sqlite", ROWS)


@pytest.mark.django_db
def test_loading_twice_changes_nothing(table: Path) -> None:
    first = divisions.load(table)
    assert (first.total, first.added, first.changed) == (9, 9, 0)
    again = divisions.load(table)
    assert (again.total, again.added, again.changed) == (9, 0, 0)
    village = Place.objects.get(code="522727104001")
    assert (village.level, village.parent) == ("village", "522727104")


@pytest.mark.django_db
def test_what_the_table_changes_is_changed(tmp_path: Path, table: Path) -> None:
    divisions.load(table)
    renamed = {
        **ROWS,
        "street": [*ROWS["street"][:1], ("522728100", "新坪镇", "522728")],
    }
    loaded = divisions.load(write_table(tmp_path / "next.sqlite", renamed))
    assert (loaded.added, loaded.changed) == (0, 1)
    assert Place.objects.get(code="522728100").name == "新坪镇"


@pytest.mark.django_db
def test_what_a_charter_says_of_a_place_stands(table: Path) -> None:
    charter = Charter.objects.create(
        id="one", title="平塘", roots=["522727"], document={}, loaded_at=MORNING
    )
    Place.objects.create(
        code="522727104001",
        name="马鞍",
        level="village",
        parent="522727104",
        charter=charter,
        lon=106.9,
        lat=25.7,
    )
    divisions.load(table)
    kept = Place.objects.get(code="522727104001")
    assert (kept.name, kept.charter_id, kept.lon) == ("马鞍", "one", 106.9)
    assert kept.official == "马鞍社区居民委员会"
    # Its neighbours came later and belong to the same locality; Luodian does not.
    assert Place.objects.get(code="522727104208").charter_id == "one"
    assert Place.objects.get(code="522728100001").charter_id is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "row"),
    [
        ("village", ("522727105001", "某村", "522727104")),
        ("village", ("52272710400", "某村", "522727104")),
        ("village", ("52272710400x", "某村", "522727104")),
        ("village", ("522727104002", "", "522727104")),
        ("street", ("922727104", "某镇", "922727")),
    ],
)
def test_a_row_that_does_not_nest_is_refused(
    tmp_path: Path, level: str, row: tuple[str, ...]
) -> None:
    rows = {**ROWS, level: [*ROWS[level], row]}
    with pytest.raises(divisions.BadTable):
        divisions.load(write_table(tmp_path / "bad.sqlite", rows))


@pytest.mark.django_db
def test_other_files_are_no_table(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_bytes(b"not a database, but long enough to be looked at" * 100)
    for path in (wrong, tmp_path / "absent"):
        assert main(["places", "import", "--source", str(path)]) == 1


@pytest.mark.django_db
def test_the_command_tells_programs(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["places", "import", "--source", str(table), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["levels"]["village"]) == (9, 3)


def test_the_table_of_the_whole_country_nests() -> None:
    loaded = divisions.Loaded()
    with closing(divisions._opened(settings.CHECKOUT / SOURCE)) as table:
        for _ in divisions._counted(table, loaded):
            pass
    assert loaded.total == 665_276
    assert loaded.levels == {
        "province": 31,
        "prefecture": 342,
        "county": 2_978,
        "township": 41_352,
        "village": 620_573,
    }
