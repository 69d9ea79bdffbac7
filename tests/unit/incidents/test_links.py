import pytest

from streams.incidents.links import Links
from tests.unit.incidents.made import made, seen


def test_a_link_is_seen_from_both_sides_until_it_is_parted() -> None:
    links = Links({name: seen(made(name)) for name in "abc"})
    links.join("a", "b", 700)
    links.join("a", "c", 400)
    links.join("b", "a", 800)
    assert (links.of("a"), links.of("b")) == ({"b": 800, "c": 400}, {"a": 800})
    links.part("b", "a")
    assert (links.of("a"), links.of("b")) == ({"c": 400}, {})
    assert links.joined("c", "a")
    assert not links.joined("a", "b")
    with pytest.raises(KeyError):
        links.part("a", "b")
