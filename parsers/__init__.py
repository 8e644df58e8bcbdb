"""Bytes in, Transcript out: turns, speakers, outlets, exchanges. Pure; knows no network, clock or log."""
