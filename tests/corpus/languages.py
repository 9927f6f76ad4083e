"""German, French and Spanish trackers, and one that is told what its words mean."""

from __future__ import annotations

from corpus.cases import Case

LANGUAGES = [
    Case(
        "German",
        "Firma;Stelle;Beworben am;Status;Vorstellungsgespräch;Bemerkungen\n"
        "Acme;Dev;05.01.2026;Absage nach Gespräch;12.01.2026;nett\n"
        "Bolt;Ops;06.01.2026;keine Rückmeldung;;\n"
        "Crane;Lab;07.01.2026;Zusage;ja;\n"
        "Dyne;Pet;;geplant;;\n".encode(),
        """
        Acme / Dev: applied 2026-01-05, interview, interview 2026-01-12, invitation, rejection
        Bolt / Ops: applied 2026-01-06, no_response
        Crane / Lab: applied 2026-01-07, interview, offer
        Dyne / Pet:
        """,
        (4, 0, 0),
        columns={"company": "Firma", "role": "Stelle", "notes": "Bemerkungen"},
        prospects=1,
    ),
    Case(
        "French",
        "Entreprise;Poste;Date de candidature;Statut;Date de réponse\n"
        "Acme;Dev;05/01/2026;Refusé;25/01/2026\nBolt;Ops;06/01/2026;En attente;\n"
        "Crane;Lab;07/01/2026;Refus après entretien;\n".encode(),
        """
        Acme / Dev: applied 2026-01-05, rejection, response 2026-01-25
        Bolt / Ops: applied 2026-01-06
        Crane / Lab: applied 2026-01-07, interview, rejection
        """,
        (3, 0, 0),
        columns={"company": "Entreprise", "response_on": "Date de réponse"},
        assumes='"Date de candidature" is read day first, like the other dates',
    ),
    Case(
        "Spanish",
        "Empresa,Puesto,Fecha de postulación,Estado,Comentarios\n"
        "Acme,Dev,14/01/2026,Rechazado,x\nBolt,Ops,06/01/2026,Sin respuesta,y\n"
        "Crane,Lab,07/01/2026,Entrevista técnica,z\n".encode(),
        """
        Acme / Dev: applied 2026-01-14, rejection
        Bolt / Ops: applied 2026-01-06, no_response
        Crane / Lab: applied 2026-01-07, interview
        """,
        (3, 0, 0),
    ),
    Case(
        "Slovak with our help",
        "Spoločnosť,Pozícia,Dátum,Stav\nAcme,Dev,5.1.2026,zamietnuté\nBolt,Ops,6.1.2026,čaká\n"
        .encode(),
        """
        Acme / Dev: applied 2026-01-05, rejection
        Bolt / Ops: applied 2026-01-06
        """,
        (2, 0, 0),
        options={
            "columns": {"Company": "Spoločnosť", "Role": "Pozícia", "applied on": "Dátum",
                        "status": "Stav"},
            "statuses": {"zamietnuté": "rejected", "Čaká": "open"},
        },
    ),
    Case(
        "right to left, and names that bite",
        [
            ["Company", "Role", "Date Applied", "Status"],
            ["שלום בע״מ", "=1+1", "2026-01-05", "Rejected"],
            ["株式会社", "<script>$x_$", "2026-01-06", ""],
        ],
        """
        שלום בע״מ / =1+1: applied 2026-01-05, rejection
        株式会社 / <script>$x_$: applied 2026-01-06
        """,
        (2, 0, 0),
    ),
]  # fmt: skip
