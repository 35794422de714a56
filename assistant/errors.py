"""What can go wrong while answering.

AssistantError
├── QuestionError            the question cannot be answered as it was sent; the asker can mend it
├── NotReadyError            the service has not finished loading
├── BusyError                as many questions as allowed are being answered already
├── PausedError              staff have paused the service, or the widget
├── ChangedMeanwhileError    somebody else has changed what was shown to whoever wants to change it
├── FeedbackFullError        a day has brought more feedback than is kept
├── AccountError             an account that cannot be as it was asked for
└── InvariantError           an answer was about to break a promise, so it is not given
    ├── NoEvidenceError          an answer without a citation that bears it
    ├── UnresolvedCitationError  a citation of something that the corpus does not hold
    ├── NotVerbatimError         a quote that is not in its version word for word
    └── NotInForceError          a version cited as current on a day on which it is not
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every fault the assistant room raises."""


class QuestionError(AssistantError):
    """The question cannot be answered as sent. `reason` names the text that says so."""

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        self.values_for_text = values
        super().__init__(reason)


class NotReadyError(AssistantError):
    """The service has not finished loading."""


class BusyError(AssistantError):
    """As many questions as allowed are being answered already."""


class PausedError(AssistantError):
    """Staff have paused the service, or the widget; the text is what they want visitors to read, or empty."""


class ChangedMeanwhileError(AssistantError):
    """Somebody else has changed what was shown to whoever wants to change it."""


class FeedbackFullError(AssistantError):
    """A day has brought more feedback than is kept."""


class AccountError(AssistantError):
    """An account that cannot be as it was asked for. `reason` names the text that says why."""

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        self.values_for_text = values
        super().__init__(reason)


class InvariantError(AssistantError):
    """An answer was about to break a promise; a fault of the program, never of the asker."""


class NoEvidenceError(InvariantError):
    """An answer claims something but no citation bears it."""


class UnresolvedCitationError(InvariantError):
    """A citation names a version, passage or number that does not exist."""


class NotVerbatimError(InvariantError):
    """A quote differs from the passage it names."""


class NotInForceError(InvariantError):
    """A citation is labelled current although its version is not in force on the asked day."""
