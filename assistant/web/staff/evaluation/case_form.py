"""`/staff/evaluation/cases/…`: the form of a case, new or one that stands in a suite."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from assistant.staff.audit import Deed
from assistant.texts.staff_wording import staff_wording
from assistant.web.staff.access import EditorForm, Posted, Reader, Visitor
from assistant.web.staff.area import Area
from assistant.web.staff.bench.cases import CaseChangedError, CaseFields, CaseSheet
from assistant.web.staff.bench.refused import BenchRefusedError
from assistant.web.staff.pages import done, in_swedish, page, told

_NOT_FOUND, _UNPROCESSABLE = 404, 422
_DIGITS = 4
_BORNE = frozenset({"answerable", "partial"})
"""Kinds of cases whose right answer quotes something."""
_OFFERED = frozenset({"unanswerable", "partial", "answerable"})
"""Kinds that a link to the form may choose beforehand."""


def add_case_form(router: APIRouter, area: Area) -> None:
    """The routes."""
    bench = area.workbench.cases

    def form(visitor: Visitor, sheet: CaseSheet, status: int = 200, **more: object) -> HTMLResponse:
        fields = sheet.fields
        is_new = not sheet.fingerprint
        here = f"/evaluation/cases/{fields.suite}/{fields.case_id}" if not is_new else "/evaluation/cases/new"
        return page(
            area, "case.html", visitor, status,
            **{"active": "evaluation", "here": here, "sheet": sheet, "fields": fields, "is_new": is_new, "now": None,
               "coming": bench.coming_days() if is_new else (),
               "may_change": visitor.may("editor") and not bench.overview().is_bundled, **more},
        )  # fmt: skip

    @router.get("/evaluation/cases/new")
    def new(
        visitor: Reader,
        suite: str = "",
        question: str = "",
        earlier: str = "",
        day: str = "",
        passage: str = "",
        kind: str = "",
        as_of: str = "",
    ) -> HTMLResponse:
        turns = tuple(line.strip() for line in [*earlier.splitlines(), question] if line.strip())
        evidence = ((passage,),) if passage else ()
        fields = CaseFields(suite=suite, case_id="", turns=turns, evidence=evidence)
        if kind in _OFFERED:
            fields = replace(fields, kind=kind)
        if as_of in bench.coming_days():
            fields = replace(fields, as_of=as_of)
        try:
            sheet = bench.empty_sheet(fields)
        except BenchRefusedError as refused:
            return page(area, "refused.html", visitor, _UNPROCESSABLE, active="evaluation", error=in_swedish(refused))
        return form(visitor, sheet, asked_on=day)

    @router.post("/evaluation/cases/new")
    def add(posted: EditorForm) -> Response:
        return save(posted, fields_of(posted), "")

    @router.get("/evaluation/cases/{suite}/{case_id}")
    def show(request: Request, visitor: Reader, suite: str, case_id: str) -> HTMLResponse:
        try:
            sheet = bench.sheet(suite, case_id)
        except BenchRefusedError as refused:
            return page(area, "refused.html", visitor, _UNPROCESSABLE, active="evaluation", error=in_swedish(refused))
        if sheet is None:
            raise HTTPException(_NOT_FOUND)
        return form(visitor, sheet, done=told(request, visitor.language))

    @router.post("/evaluation/cases/{suite}/{case_id}")
    def change(posted: EditorForm, suite: str, case_id: str) -> Response:
        return save(posted, replace(fields_of(posted), suite=suite, case_id=case_id), posted.text("fingerprint") or "-")

    def save(posted: Posted, fields: CaseFields, fingerprint: str) -> Response:
        if fault := fault_of(fields):
            return again(posted, fields, fingerprint, staff_wording(posted.visitor.language).say("cases", fault))
        try:
            bench.save(fields, fingerprint)
        except BenchRefusedError as refused:
            changed = isinstance(refused, CaseChangedError)
            return again(posted, fields, fingerprint, in_swedish(refused), changed=changed)
        deed = Deed.CASE_CHANGED if fingerprint else Deed.CASE_ADDED
        area.audit.note(posted.visitor.name, deed, f"{fields.suite}/{fields.case_id}")
        return done(area, f"/evaluation/suites/{fields.suite}", "case_saved", case=fields.case_id)

    def again(
        posted: Posted, fields: CaseFields, fingerprint: str, error: str, *, changed: bool = False
    ) -> HTMLResponse:
        """The form with what was filled in, and beside it the case as somebody else has made it."""
        now = None
        try:
            sheet = bench.empty_sheet(fields)
            stands = bench.sheet(fields.suite, fields.case_id) if fingerprint else None
        except BenchRefusedError as broken:
            return page(
                area, "refused.html", posted.visitor, _UNPROCESSABLE, active="evaluation", error=in_swedish(broken)
            )
        if stands is not None:
            now = stands.fields if changed else None
            sheet = replace(sheet, fingerprint=stands.fingerprint if changed else fingerprint)
        return form(posted.visitor, replace(sheet, fields=fields), _UNPROCESSABLE, error=error, now=now)


def fields_of(posted: Posted) -> CaseFields:
    """What was filled in."""
    groups: dict[int, list[str]] = {}
    for value in posted.texts("evidence"):
        number, _, name = value.partition(" ")
        if number.isascii() and number.isdigit() and len(number) < _DIGITS and name:
            groups.setdefault(int(number), []).append(name)
    return CaseFields(
        suite=posted.text("suite"),
        case_id=posted.text("case_id"),
        kind=posted.text("kind"),
        split=posted.text("split"),
        language=posted.text("language"),
        family=posted.text("family"),
        turns=_lines(posted.text("turns")),
        evidence=tuple(tuple(groups[number]) for number in sorted(groups)),
        also=tuple(posted.texts("also")),
        gaps=tuple(posted.texts("gaps")),
        verdict=posted.text("verdict"),
        as_of=posted.text("as_of"),
        tags=tuple(posted.text("tags").replace(",", " ").split()),
        facts=_lines(posted.text("facts")),
        forbidden=_lines(posted.text("forbidden")),
        note=" ".join(posted.text("note").split()),
    )


def fault_of(fields: CaseFields) -> str:
    """The text of what is missing before anything is checked against the suites; empty for nothing."""
    if not fields.turns:
        return "no_question"
    if not fields.case_id or " " in fields.case_id or "/" in fields.case_id:
        return "bad_id"
    if fields.kind in _BORNE and not any(fields.evidence):
        return "no_evidence"
    return ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
