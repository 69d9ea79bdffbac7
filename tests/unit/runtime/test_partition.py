import pytest

from streams.runtime.partition import murmur2, partition_of

# Source: org.apache.kafka.common.utils.UtilsTest, testMurmur2; Java's signed numbers.
CASES = {
    "21": -973932308,
    "foobar": -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    "abc": 479470107,
}


@pytest.mark.parametrize(("key", "expected"), CASES.items(), ids=CASES)
def test_it_is_the_hash_of_the_java_client(key: str, expected: int) -> None:
    assert murmur2(key.encode()) == expected & 0xFFFFFFFF


def test_a_partition_is_never_negative() -> None:
    assert {partition_of(str(number).encode(), 3) for number in range(50)} == {0, 1, 2}
