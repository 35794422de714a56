"""How much memory a process holds."""

from __future__ import annotations

from pathlib import Path


def resident_mb(pid: int | str = "self") -> float | None:
    """Megabytes in memory, as Linux tells it; None elsewhere."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)
