"""Statuses: words, compounds, flags, two columns, words that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.cases import Case

_HEAD = ["Company", "Role", "Date Applied", "Status"]


def _rows(*statuses: str) -> list[Sequence[object]]:
    return [_HEAD, *[["Acme", f"Job {n}", "2026-01-05", s] for n, s in enumerate(statuses, 1)]]


def _told(*what: str) -> str:
    return "\n".join(
        f"Acme / Job {n}: applied 2026-01-05, {words}" for n, words in enumerate(what, 1)
    )


STATUSES = [
    Case(
        "outcomes",
        _rows("Rejection :(", "accepted!", "I said no", "role filled", "ghosted", "On hold"),
        _told("rejection", "accepted", "withdrawn", "position_closed", "no_response", ""),
        (6, 0, 0),
    ),
    Case(
        "stages",
        _rows("OA received", "HR screen done", "2nd round", "Final Interview", "Verbal offer"),
        _told("screening", "screening", "interview", "interview", "offer"),
        (5, 0, 0),
    ),
    Case(
        "compounds",
        _rows(
            "Rejected after interview", "2 interviews, ghosted", "Inter + Rejec", "OA → rejected"
        ),
        _told(
            "interview, rejection",
            "interview, no_response",
            "interview, rejection",
            "rejection, screening",
        ),
        (4, 0, 0),
    ),
    Case(
        "misspelt",
        _rows("reeejected", "Rejectd", "virutal int.", "Intervew", "ghosetd"),
        _told("rejection", "rejection", "interview", "interview", "no_response"),
        (5, 0, 0),
    ),
    Case(
        "unknown words",
        _rows("Fingers crossed", "Fingers crossed", "declined", "rejected"),
        _told("", "", "", "rejection"),
        (4, 0, 0),
        cells="D2 D4",
    ),
    Case(
        "unknown words that are explained",
        _rows("Fingers crossed", "declined", "rejected"),
        _told("", "withdrawn", "rejection"),
        (3, 0, 0),
        options={"statuses": {"fingers crossed": "open", "Declined": "withdrawn"}},
    ),
    Case(
        "stage and decision",
        [
            ["Company", "Role", "Date Applied", "Stage", "Decision"],
            ["Acme", "Dev", "2026-01-05", "Interview", "Rejected"],
            ["Bolt", "Ops", "2026-01-06", "Applied", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview, rejection
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
    Case(
        "response holds statuses",
        [
            ["Company", "Role", "Date sent", "Response?"],
            ["Acme", "Dev", "2026-01-05", "Rejected"],
            ["Bolt", "Ops", "2026-01-06", "Ghosted"],
        ],
        """
        Acme / Dev: applied 2026-01-05, rejection
        Bolt / Ops: applied 2026-01-06, no_response
        """,
        (2, 0, 0),
        columns={"status": "Response?"},
    ),
    Case(
        "response is a flag",
        [
            ["Company", "Role", "Date sent", "Response?", "Response Date"],
            ["Acme", "Dev", "2026-01-05", "1", "2026-01-09"],
            ["Bolt", "Ops", "2026-01-06", "0", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, response 2026-01-09
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
        columns={"response": "Response?", "response_on": "Response Date"},
    ),
    Case(
        "inbound",
        [
            ["Company", "Role", "Date Applied", "Status"],
            ["Acme", "Dev", "", "Recruiter call"],
            ["Bolt", "Ops", "2026-01-06", "Applied"],
            ["Crane", "Lab", "", "Wishlist"],
        ],
        """
        Acme / Dev: screening
        Bolt / Ops: applied 2026-01-06
        Crane / Lab:
        """,
        (3, 0, 0),
        prospects=1,
    ),
    Case(
        "outreach is kept apart",
        [
            ["Company", "Role", "Date", "Type", "Status"],
            ["Acme", "Dev", "2026-01-05", "Application", "Rejected"],
            ["Bolt", "", "2026-01-06", "Networking", "Reached out"],
            ["Crane", "", "2026-01-07", "Coffee chat", ""],
            ["Dyne", "Lab", "2026-01-08", "Application", "Applied"],
        ],
        """
        Acme / Dev: applied 2026-01-05, rejection
        Dyne / Lab: applied 2026-01-08
        """,
        (2, 2, 0),
    ),
]
