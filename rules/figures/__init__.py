"""Figures in speech: numbers, units, measures, periods, qualifiers."""
