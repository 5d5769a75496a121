import pytest

from assistant.planner.offline import bands
from assistant.planner.offline.bands import Bands


def only(text: str) -> Bands:
    ((_, _, found),) = bands.find(text)
    return found


def test_open_bands_share_their_edges() -> None:
    found = only("under 30k, 30-60k, 60k and up")
    assert found == Bands((30_000, 60_000), ("under 30k", "30-60k", "60k and up"), False)


def test_the_scale_of_the_upper_end_holds_for_the_lower() -> None:
    assert only("10-20k, 20-30k").edges == (10_000, 20_000, 30_000)


def test_whole_numbers_with_both_ends_in_touch_at_the_next_number() -> None:
    found = only("millennials (23-38), gen x (39-54)")
    assert found == Bands((23, 39, 55), ("millennials", "gen x"), True)


def test_bands_with_an_open_top_leave_out_what_lies_below() -> None:
    found = only("18-34, 35-54, 55+")
    assert found.edges[:3] == (18, 35, 55) and found.closed


@pytest.mark.parametrize(
    "text", ["20-30", "1, 2, 3", "under 20, 40-60", "over 50", "under 30 and over 60", ""]
)
def test_what_is_no_list_of_touching_bands_is_left_alone(text: str) -> None:
    assert bands.find(text) == []


def test_the_place_of_the_bands_in_the_text_is_known() -> None:
    text = "income by age under 30, 30-50, over 50 please"
    ((start, end, _),) = bands.find(text)
    assert text[start:end] == "under 30, 30-50, over 50"
