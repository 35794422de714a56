"""Which way of indexing a build was made with; a build made another way is stale."""

from __future__ import annotations

CHUNKING = "context-4"
"""Changes whenever the text that is embedded is put together differently."""
UNDERSTANDING = "kernel-9"
"""Changes whenever training or its features do."""
COPY = "copy-3"
"""Changes whenever what a build tells of the corpus, or of itself, does."""
METHOD = f"{CHUNKING}+{UNDERSTANDING}+{COPY}"
