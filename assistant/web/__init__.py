"""The assistant over HTTP: API, chat page, permalinks."""
