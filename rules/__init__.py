"""Transcript and rules in, matches out, with reasons. Pure; knows no network, clock or log."""
