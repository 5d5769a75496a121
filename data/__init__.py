"""Files, what their columns mean, and the one language in which tables are asked."""
