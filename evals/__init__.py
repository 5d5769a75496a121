"""How well questions are understood: cases with answers, scored, beside a naive floor."""
