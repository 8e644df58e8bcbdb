"""Core values to stored bytes and back: JSON, checked against the types on the way in."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_encoder = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """A core value as JSON."""
    return _encoder.encode(value)


def decode(stored: bytes, kind: type[T]) -> T:
    """The value that `encode` stored; raises msgspec.ValidationError when the row was damaged."""
    hashable: Any = kind
    decoder: msgspec.json.Decoder[T] = _decoder(hashable)
    return decoder.decode(stored)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
