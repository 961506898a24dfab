"""Hostile, broken and odd inputs, made from scratch, each with what must become of it; and the judge of that."""
