"""What is wrong with the text?"""

from lsprotocol import types

from srs.core.card import Problem
from srs.lsp.documents import Document

SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "information": types.DiagnosticSeverity.Information,
}
MOST = 1_000
"""Problems of one deck that are sent; an editor that gets more is of no help."""


def diagnostics(document: Document) -> list[types.Diagnostic]:
    """Return the problems of a deck, the gravest first where there are too many."""
    found = document.workspace.problems(document.path)
    if len(found) > MOST:
        grave = sorted(found, key=lambda it: SEVERITIES[it.severity].value)
        found = grave[:MOST]
    return [_diagnostic(document, it) for it in found]


def _diagnostic(document: Document, problem: Problem) -> types.Diagnostic:
    hint = f" {problem.suggestion}" if problem.suggestion else ""
    return types.Diagnostic(
        range=document.places.rest_of_line(problem.line, problem.column),
        message=f"{problem.message}{hint}",
        severity=SEVERITIES[problem.severity],
        code=problem.code,
        source="srs",
    )
