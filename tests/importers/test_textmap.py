"""Maps in files say what a dictionary would say, however much of them is in the file already."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.importers import textmap
from backfile.importers.textmap import TextMap
from properties import examples

KEYS = st.sampled_from(["a", "b", "c", "d", "é"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["get", "setdefault", "save"]), KEYS, st.sampled_from(["x", "y"])), max_size=20
)


@given(steps=STEPS, waiting=st.integers(1, 4))
@examples(200)
def test_a_map_is_a_dictionary(steps: list[tuple[str, str, str]], waiting: int) -> None:
    """And so is one that another process opens when it is saved."""
    known: dict[str, str] = {}
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(textmap, "_WAITING", waiting)
        kept = TextMap(Path(folder) / "map.sqlite")
        for step, key, value in steps:
            if step == "get":
                assert kept.get(key, "none") == known.get(key, "none")
                assert (key in kept) == (key in known)
            elif step == "setdefault":
                assert kept.setdefault(key, value) == known.setdefault(key, value)
            else:
                kept.save()
            assert kept.is_empty == (not known)
        kept.close()
        other = TextMap(Path(folder) / "map.sqlite")
        assert {key: other.get(key) for key in known} == known
        assert other.is_empty == (not known)
        other.close()
