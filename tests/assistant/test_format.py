import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.narrator.format import say
from tools._result import Scalar


@pytest.mark.parametrize(
    ("value", "unit", "kind", "said"),
    [
        (12, None, "count", "12"),
        (1356988, None, "value", "1,356,988"),
        (605.798214, None, "value", "605.80"),
        (0.271, "share", "share", "27.1 %"),
        (0.0004, "share", "share", "0.040 %"),
        (0.271, "share", "change", "+27.1 %"),
        (-0.05, "share", "change", "-5.0 %"),
        (1234.5, "GBP", "value", "£1,234.50"),
        (-3.2, "USD", "value", "-$3.20"),
        (99.0, "CHF", "value", "99.00 CHF"),
        (10666684.54, "money", "value", "10,666,684.54"),
        ("2011-12-09", None, "value", "9 December 2011"),
        ("2011-10", None, "value", "October 2011"),
        ("2011-10-01", "month", "value", "October 2011"),
        (0.03456, None, "value", "0.0346"),
        (1e-12, None, "test", "practically zero"),
        (True, None, "value", "yes"),
        (None, None, "value", None),
        (float("nan"), None, "value", None),
    ],
)
def test_values_are_written_for_people(value: Scalar, unit: str | None, kind: str, said: str | None) -> None:
    assert say(value, unit, kind) == said


@given(st.floats(min_value=-1e12, max_value=1e12), st.sampled_from([None, "share", "GBP", "money", "days"]))
def test_a_written_number_is_near_the_number(value: float, unit: str | None) -> None:
    said = say(value, unit)
    assert said is not None
    read = float(said.replace(",", "").replace("%", "").replace("£", "").replace(" ", ""))
    read = read / 100 if unit == "share" else read
    assert read == pytest.approx(value, rel=0.06, abs=0.006)
