"""The offline planner: reads a question without a language model.

talk? -> definition or policy? -> follow-up of the last turn? -> an ability that the words call for? -> a query.
Each possible source of the data is tried; the reading that licenses most words leads.
"""

from assistant.planner.offline.planner import OfflinePlanner

__all__ = ["OfflinePlanner"]
