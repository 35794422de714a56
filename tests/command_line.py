"""A room's command line, run in this process as its entry point runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest


class CommandLine:
    """Calls `main` with arguments; what comes back is the exit code and what was written to both streams."""

    def __init__(
        self,
        program: str,
        main: Callable[[], object],
        patch: pytest.MonkeyPatch,
        capture: pytest.CaptureFixture[str],
    ) -> None:
        self._program, self._main, self._patch, self._capture = program, main, patch, capture

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self._patch.setattr(sys, "argv", [self._program, *map(str, arguments)])
        code: object = 0
        try:
            self._main()
        except SystemExit as stop:
            code = stop.code or 0
        output = self._capture.readouterr()
        assert isinstance(code, int)
        return code, output.out, output.err
