"""What every kind of rule promises; a kind is enrolled by its line in `rules.kinds`."""

import pickle
from typing import Any

import pytest
import yaml

from rules.codec import KIND, NAME, SCOPE
from rules.fields import read_fields
from rules.kinds import KINDS
from rules.kinds.base import Kind

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def example(kind: Kind) -> dict[str, Any]:
    """Every setting with its example, as a YAML file gives it: scalars are text."""
    return {field.name: yaml.load(field.example, Loader=yaml.BaseLoader) for field in kind.fields}


@each_kind
def test_its_settings_are_explained_and_do_not_collide_with_those_of_every_rule(kind: Kind) -> None:
    shared = {field.name for field in (NAME, KIND, *SCOPE)}
    assert kind.summary.endswith(".")
    assert len({field.name for field in kind.fields}) == len(kind.fields)
    for field in kind.fields:
        assert field.help.endswith(".")
        assert field.name not in shared


@each_kind
def test_its_examples_are_read_and_become_a_condition_that_survives_pickling_and_writing(kind: Kind) -> None:
    values, mistakes = read_fields(kind.fields, example(kind), ())
    assert mistakes == ()
    condition = kind.build(values, ())
    assert not isinstance(condition, tuple)
    assert condition.kind == kind.name
    assert pickle.loads(pickle.dumps(condition)) == condition
    again, mistakes = read_fields(kind.fields, condition.settings(), ())
    assert mistakes == ()
    assert kind.build(again, ()) == condition


@each_kind
def test_its_triggers_are_among_its_terms(kind: Kind) -> None:
    values, _ = read_fields(kind.fields, example(kind), ())
    condition = kind.build(values, ())
    assert not isinstance(condition, tuple)
    assert set(condition.triggers or ()) <= set(condition.terms)
