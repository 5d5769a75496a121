"""Phrases for what the data do not hold: a ratio of two columns, a quartile, outliers, missing values.

Each is replaced by one word that stands for it, a derived column, measure or condition of the catalog; then the
question is read like any other, and the plan gets the formulas in place of the words.
"""
