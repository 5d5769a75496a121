"""The planner that asks a language model: its plans pass the same checks, and each part needs words of the question."""

from assistant.planner.model.planner import ModelPlanner

__all__ = ["ModelPlanner"]
