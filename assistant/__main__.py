"""Command line of the assistant: `asf ask "…" [--json] [--as-of DATE]` and `asf staff feedback`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.errors import QuestionError
from assistant.model import Answer, Question
from assistant.pause import Pauses
from assistant.presentation.links import Links
from assistant.question.cleaning import checked
from assistant.shared import shared_state
from assistant.staff.audit import AuditLog, Deed
from assistant.staff.commands import cli as accounts
from assistant.texts.wording import wording
from corpus.command_line import WrongOptionError, day_of, main_of, new_cli
from corpus.database.engine import Database
from corpus.errors import CorpusError, DatabaseError
from corpus.lookup import find_guideline, find_version_of
from corpus.settings import Settings, load_settings
from corpus.who import who
from index.errors import SearchIndexError

_HELP = wording("sv").cli
cli, staff = new_cli(_HELP["help"]), new_cli(_HELP["staff"])
staff.add_typer(accounts)
cli.add_typer(staff, name="staff")


@cli.command(help=_HELP["ask"])
def ask(
    question: str,
    as_json: Annotated[bool, typer.Option("--json", help=_HELP["json"])] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help=_HELP["as_of"])] = None,
) -> None:
    """Answer one question from what is published."""
    day = day_of(as_of) if as_of else None
    try:
        checked(question)  # before the model loads, which takes seconds
    except QuestionError as error:
        print(wording("sv").say("error", error.reason, **error.values_for_text), file=sys.stderr)
        raise typer.Exit(2) from error
    answer, links = _answer(Question(question, as_of=day))
    if as_json:
        from assistant.presentation.ask_response import AskResponse

        print(AskResponse.of(answer, links).model_dump_json(indent=2))
        return
    from assistant.presentation.render import to_terminal

    print(to_terminal(answer, links))


def _answer(question: Question) -> tuple[Answer, Links]:
    """Answer from what is published. What it takes is imported now, so that help and mistakes need not wait for it."""
    from assistant.llm.configured import configured_model
    from assistant.pipeline import Pipeline
    from index.embedding.cached_model import CachedModel
    from index.publishing.configured import configured_publications
    from index.publishing.published_index import open_published
    from index.reader.reading_model import BundledReadingModel

    settings = load_settings()
    index = open_published(configured_publications(settings))
    model = CachedModel(BundledReadingModel(settings.embedding_model))
    index.require_model(model.identity)
    llm = configured_model(settings)
    answer = Pipeline(index, model, llm=llm, contact=settings.contact).answer(question)
    return answer, Links(settings.public_url, settings.root_path)


@staff.command(help=_HELP["feedback"])
def feedback(only_bad: Annotated[bool, typer.Option("--only-bad", help=_HELP["only_bad"])] = False) -> None:
    """Print what members thought of answers, oldest first."""
    from assistant.feedback import FOLDER, FeedbackStore

    settings, texts = load_settings(), wording("sv")
    kept = list(FeedbackStore(_database(settings), settings.feedback_days, earlier=settings.data_dir / FOLDER).kept())
    for day, given in kept:
        if given.helpful and only_bad:
            continue
        print(texts.say("cli", "helped" if given.helpful else "helped_not", day=day.isoformat()))
        print(f"{given.answer}\n")
        if given.reason:
            print(texts.say("cli", "reason", reason=texts.say("page", f"reason_{given.reason}")) + "\n")
        if given.comment:
            print(texts.say("cli", "comment", comment=given.comment) + "\n")
    print(texts.say("cli", "feedback_count", count=len(kept), good=sum(given.helpful for _, given in kept)))


@staff.command(help=_HELP["pause"])
def pause(
    message: Annotated[str, typer.Argument(help=_HELP["pause_message"])] = "",
    widget: Annotated[bool, typer.Option("--widget", help=_HELP["pause_widget"])] = False,
    origin: Annotated[list[str] | None, typer.Option("--origin", help=_HELP["pause_origin"])] = None,
    by: Annotated[str, typer.Option("--by", help=_HELP["pause_by"])] = "",
) -> None:
    """Give no answers until `resume`."""
    allowed, origins = load_settings().origins, [each.lower().rstrip("/") for each in origin or ()]
    if unknown := [each for each in origins if each not in allowed]:
        known = ", ".join(allowed) or wording("sv").say("cli", "pause_no_origins")
        raise WrongOptionError(wording("sv").say("cli", "pause_bad_origin", origin=unknown[0], known=known))
    _pauses().begin(message, who(by), widget_only=widget, origins=origins)
    key = "paused_origins" if origins else "paused_widget" if widget else "paused_all"
    print(wording("sv").say("cli", key, origins=", ".join(origins)))
    _note(who(by), Deed.PAUSED, ", ".join(origins) or ("widget" if widget else "all"), message=message)


@staff.command(help=_HELP["resume"])
def resume() -> None:
    """Answer again."""
    there = _pauses().end()
    print(wording("sv").say("cli", "resumed" if there else "not_paused"))
    if there:
        _note(who(), Deed.RESUMED)


def _pauses() -> Pauses:
    settings = load_settings()
    return Pauses(shared_state(_database(settings), settings.data_dir))


def _database(settings: Settings) -> Database:
    return Database(settings.database_url.get_secret_value(), settings.data_dir)


def _note(name: str, deed: Deed, target: str = "", **detail: object) -> None:
    """Note it in the log of the staff's pages; what is done stays done where that cannot be written."""
    try:
        AuditLog(_database(load_settings())).note(name, deed, target, **detail)
    except DatabaseError as error:
        print(wording("sv").say("cli", "not_noted", reason=error), file=sys.stderr)


@staff.command("draft-questions", help=_HELP["draft"])
def draft_questions(
    guideline: Annotated[str, typer.Argument(help=_HELP["draft_guideline"])],
    version: Annotated[str, typer.Option("--version", help=_HELP["draft_version"])] = "",
    changed: Annotated[bool, typer.Option("--changed", help=_HELP["draft_changed"])] = False,
) -> None:
    """Write what a language model proposes, for staff to read."""
    from assistant.drafts import FOLDER, passages_to_draft, write_drafts
    from assistant.llm.configured import configured_model
    from assistant.llm.drafting import Drafter
    from corpus.reading.catalogue import load_catalogue

    settings, say = load_settings(), wording("sv").say
    llm = configured_model(settings)
    if llm is None:
        raise WrongOptionError(say("cli", "draft_no_model"))
    found = find_guideline(load_catalogue(settings.corpus_dir), guideline)
    chosen = find_version_of(found, version) if version else found.versions[-1]
    earlier = [each for each in found.versions[: found.versions.index(chosen)] if each.passages]
    if not chosen.passages:
        raise WrongOptionError(say("cli", "draft_no_text", version=chosen.key))
    if changed and not earlier:
        raise WrongOptionError(say("cli", "draft_first", version=chosen.key))
    before = earlier[-1] if changed else None
    passages = passages_to_draft(chosen, before)
    if before is not None and not passages:
        print(say("cli", "draft_nothing", version=chosen.key, before=before.key))
        return
    folder = settings.data_dir / FOLDER / f"{chosen.guideline_id}-{chosen.version_id}"
    if folder.exists():
        raise WrongOptionError(say("cli", "draft_exists", folder=folder))
    proposed = list(Drafter(llm.model, llm.bounds).proposed(passages, chosen.passages))
    if not proposed:
        print(say("cli", "draft_none"), file=sys.stderr)
        raise typer.Exit(1)
    write_drafts(folder, chosen, proposed, llm.selector.name, has_bank=found.bank is not None)
    print(say("cli", "drafted", done=len(proposed), count=len(passages), folder=folder))


main = main_of(cli, CorpusError, SearchIndexError)

if __name__ == "__main__":
    main()
