"""What can go wrong while reading a document.

ParseError                    there is no transcript here at all
    EmptyDocument             nothing, or nothing but blanks
    UnreadableDocument        bytes that are no text we can decode
    NoTranscript              text, but no turns by anybody

A transcript that was read with doubts is a Transcript with Notes, never an error. Every message is a sentence fit to
show to an editor.
"""

from __future__ import annotations


class ParseError(ValueError):
    """There is no transcript in this document; the message says why."""


class EmptyDocument(ParseError):
    """The document holds no text."""


class UnreadableDocument(ParseError):
    """The document's bytes are not text in any encoding we read, or of a kind we do not read."""


class NoTranscript(ParseError):
    """The document is text, but nobody speaks in it."""
