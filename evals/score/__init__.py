"""Judging answers: scores, metrics, gates, comparisons. Pure functions, so that a run can be judged again."""
