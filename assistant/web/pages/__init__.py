"""The pages beside the chat: guidelines, statements, how to show the widget."""
