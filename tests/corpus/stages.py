"""Wide columns: interviews, status histories, flags of a stage, dates of an outcome."""

from __future__ import annotations

from corpus.cases import Case

STAGES = [
    Case(
        "wide interviews",
        [
            ["Company", "Role", "Applied", "Phone Screen", "1st Interview", "Final Interview"],
            ["Acme", "Dev", "2026-01-05", "2026-01-09", "2026-01-15 14:00", "2026-01-20"],
            ["Bolt", "Ops", "2026-01-06", "", "", ""],
            ["Crane", "Lab", "2026-01-07", "yes", "no", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, screening 2026-01-09, interview 2026-01-15,
        """.strip().rstrip(",")
        + ", interview 2026-01-20, invitation, invitation, invitation\n"
        + "Bolt / Ops: applied 2026-01-06\nCrane / Lab: applied 2026-01-07, screening",
        (3, 0, 0),
    ),
    Case(
        "interviews in words",
        [
            ["Company", "Role", "Applied", "Interview 1", "interview2", "Coding challenge"],
            ["Acme", "Dev", "2026-01-05", "done", "scheduled", "x"],
            ["Bolt", "Ops", "2026-01-06", "done", "", ""],
            ["Crane", "Lab", "2026-01-07", "not yet", "", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview, invitation, screening
        Bolt / Ops: applied 2026-01-06, interview
        Crane / Lab: applied 2026-01-07
        """,
        (3, 0, 0),
        assumes='"done" in the column "Interview 1" (2 rows) is read as: it happened',
    ),
    Case(
        "status history",
        [
            [
                "Company",
                "Role",
                "Status 1",
                "Status 1 Date",
                "Status 2",
                "Status 2 Date",
                "Status 3",
                "Status 3 Date",
            ],
            [
                "Acme",
                "Dev",
                "Applied",
                "2026-01-05",
                "Phone screen",
                "2026-01-09",
                "Rejected",
                "2026-01-20",
            ],
            ["Bolt", "Ops", "Applied", "2026-01-06", "", "", "", ""],
        ],
        """
        Acme / Dev: applied 2026-01-05, screening 2026-01-09, rejection 2026-01-20
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
    Case(
        "packed history",
        [
            ["Company", "Role", "Status"],
            ["Acme", "Dev", "Applied 1/5/2026; Phone screen 1/9/2026 -> Rejected 1/20/2026"],
            ["Bolt", "Ops", "Applied 1/6/2026"],
            ["Crane", "Lab", "2026-01-07 applied, 2026-01-25 offer"],
        ],
        """
        Acme / Dev: applied 2026-01-05, screening 2026-01-09, rejection 2026-01-20
        Bolt / Ops: applied 2026-01-06
        Crane / Lab: applied 2026-01-07, offer 2026-01-25
        """,
        (3, 0, 0),
    ),
    Case(
        "one-hot",
        [
            ["Company", "Role", "Date", "Applied", "Interview", "Offer", "Rejected"],
            ["Acme", "Dev", "2026-01-05", 1, 1, 0, 1],
            ["Bolt", "Ops", "2026-01-06", 1, 0, 0, 0],
            ["Crane", "Lab", "2026-01-07", 1, 1, 1, 0],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview, rejection
        Bolt / Ops: applied 2026-01-06
        Crane / Lab: applied 2026-01-07, interview, offer
        """,
        (3, 0, 0),
    ),
    Case(
        "ticks",
        [
            ["Company", "Role", "Date applied", "Interviewed?", "Rejected?", "Ghosted?"],
            ["Acme", "Dev", "2026-01-05", "x", "✓", ""],
            ["Bolt", "Ops", "2026-01-06", "N", "", "Y"],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview, rejection
        Bolt / Ops: applied 2026-01-06, no_response
        """,
        (2, 0, 0),
    ),
    Case(
        "dated outcomes",
        [
            ["Company", "Role", "Date applied", "Rejection Date", "Offer Date"],
            ["Acme", "Dev", "2026-01-05", "2026-01-20", ""],
            ["Bolt", "Ops", "2026-01-06", "", "2026-01-25"],
        ],
        """
        Acme / Dev: applied 2026-01-05, rejection 2026-01-20
        Bolt / Ops: applied 2026-01-06, offer 2026-01-25
        """,
        (2, 0, 0),
    ),
    Case(
        "status with its date",
        [
            ["Job Title", "Company Name", "Applied Date", "Status", "Status Date"],
            ["Dev", "Acme", "2026-01-05", "REJECTED", "2026-01-20"],
            ["Ops", "Bolt", "2026-01-06", "APPLIED", "2026-01-06"],
            ["Lab", "Crane", "2026-01-07", "INTERVIEWING", "2026-01-21"],
        ],
        """
        Acme / Dev: applied 2026-01-05, rejection 2026-01-20
        Bolt / Ops: applied 2026-01-06
        Crane / Lab: applied 2026-01-07, interview 2026-01-21
        """,
        (3, 0, 0),
    ),
    Case(
        "number of interviews",
        [
            ["Company", "Role", "Applied", "# of interviews", "Status"],
            ["Acme", "Dev", "2026-01-05", "2", "Rejected"],
            ["Bolt", "Ops", "2026-01-06", "0", "Applied"],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview, rejection
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
    Case(
        "followed up",
        [
            ["Company", "Role", "Applied", "Followed up on", "Follow-up date"],
            ["Acme", "Dev", "2026-01-05", "2026-01-20", "2026-02-01"],
            ["Bolt", "Ops", "2026-01-06", "", "2026-02-02"],
        ],
        """
        Acme / Dev: applied 2026-01-05, follow_up 2026-01-20
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
    Case(
        "columns about interviews that are none",
        [
            "Company,Role,Applied,Interview notes,Interviewer,Interview prep,Status".split(","),
            ["Acme", "Dev", "2026-01-05", "went well", "Dana Lee", "read the site", "Interview"],
            ["Bolt", "Ops", "2026-01-06", "", "", "", "Applied"],
        ],
        """
        Acme / Dev: applied 2026-01-05, interview
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
]
