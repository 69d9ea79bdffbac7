"""What an article asserts: incidents, incidents told as background, reported totals. Pure, and explainable."""

from schemas import Article, Statement
from streams.extract.analysis import analyse
from streams.extract.classes import vocabulary
from streams.extract.lexicon import Lexicon
from streams.extract.prefilter import is_english, may_tell_of_force
from streams.extract.reports import make

__all__ = ["extract"]


def extract(article: Article, lexicon: Lexicon, *, dated: bool = True) -> tuple[Statement, ...]:
    """Return the events that an article asserts, in the order of its text.

    Shapes: a reported total is one event over all the countries that it names; `dated` is false for an article that
    came without a time of publication: how old its attacks are is then unknown, and none is background for its age.
    Errors: ValueError for an article without a time (`Article.stamped` gives it one); no other, whatever the text.
    Source: docs/extraction.md; what the figures mean, docs/semantics.md.
    """
    if not may_tell_of_force(article, vocabulary(lexicon)) or not is_english(
        article
    ):  # the cheap and frequent no first
        return ()
    return make(article, analyse(article, lexicon), lexicon, dated=dated)
