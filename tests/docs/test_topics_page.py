"""docs/topics.md against streams/topics.py."""

import json
import re

import pytest

from schemas import Article
from streams.settings import Settings
from streams.topics import OVERHEAD_BYTES, Topic, all_topics
from tests.docs.pages import DOCS, page, sections

PAGE = page("topics.md")
TOPICS = all_topics(Settings.model_construct())
ROWS = {
    cells[0].strip("`"): cells
    for line in PAGE.splitlines()
    if line.startswith("| `")
    for cells in [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]]
}


def test_the_page_names_the_topics_and_no_other() -> None:
    assert list(ROWS) == list(TOPICS)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_what_is_told_of_a_topic_is_so(topic: Topic) -> None:
    _, name, key, value, cleanup, retention, writer, reader = ROWS[topic.short]
    assert name == f"`{topic.name}`"
    assert key.replace("\\|", "|") == topic.key
    assert value == topic.value
    assert cleanup == topic.config["cleanup.policy"]
    assert retention == ("newest of each key" if topic.compacted else "for ever")
    assert topic.compacted or topic.config["retention.ms"] == "-1"
    assert writer
    assert reader


def test_partitions_and_sizes_are_so() -> None:
    settings = Settings.model_construct()
    assert f"`STREAMS_PARTITIONS` ({settings.partitions})" in PAGE
    assert {topic.partitions for topic in TOPICS.values()} == {settings.partitions}
    assert f"{OVERHEAD_BYTES:,} bytes more" in PAGE
    largest = 2 * settings.max_article_bytes + OVERHEAD_BYTES
    sizes = {short: int(topic.config["max.message.bytes"]) for short, topic in TOPICS.items()}
    assert sizes.pop("articles") == largest
    assert set(sizes.values()) == {largest * 4 // 3 + OVERHEAD_BYTES}


def test_every_public_topic_is_explained() -> None:
    assert list(sections(PAGE, "###")) == list(TOPICS)[:6]


def test_the_article_of_the_page_is_one() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
    assert Article.model_validate_json(block).model_dump(mode="json", include=set(json.loads(block))) == json.loads(
        block
    )


def test_links_lead_to_files() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (DOCS / link).exists(), link
