"""Kinds of rules, in the order in which editors see them. A new kind is one file here and one line below."""

from rules.kinds import keyword, new_figure, outlet_question
from rules.kinds.base import Kind

KINDS: tuple[Kind, ...] = (
    keyword.KIND,
    outlet_question.KIND,
    new_figure.KIND,
)
