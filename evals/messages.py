"""What the evaluation room says to staff, in Swedish, all in one place."""

from __future__ import annotations

HELP = "Utvärdering: hur rätt och hur snabbt assistenten svarar.\n\nExempel: python -m evals bench"
HELP_BENCH = "Starta servern och mät hur snabbt den svarar. Exempel: python -m evals bench --questions 200"
HELP_QUESTIONS = "Antal frågor att mäta på."
ASKING = "Frågar"
SERVER_ENDED = "Servern stannade under mätningen: {reason}"
SERVER_SLOW = "Servern svarade inte inom {seconds} s."
BENCH_TABLE = (
    "| Mått | Värde |\n|---|---|\n"
    "| /health efter start | {health_seconds:.1f} s |\n"
    "| Första svaret efter start | {first_answer_seconds:.1f} s |\n"
    "| Svarstid i servern, median | {p50_ms:.0f} ms |\n"
    "| Svarstid i servern, 95:e percentilen | {p95_ms:.0f} ms |\n"
    "| Frågor per sekund, en i taget | {per_second:.0f} |\n"
    "| Frågor | {questions} |"
)
