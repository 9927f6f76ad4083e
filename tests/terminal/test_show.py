"""What `show` says of one application, word for word, and what `js.story` has of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jobsearch as js
from command import Call
from jobsearch.terminal.page import Screen
from jobsearch.terminal.story import story_text
from logs import make_log

AS_OF = "2026-03-20"
ACME = {
    "Company": "Acme",
    "Role": "Analyst",
    "Applied on": "2026-03-02",
    "Response on": "2026-03-05",
    "Response": "invitation",
    "Status": "interview",
    "Contact": "Kim Ode",
    "Contact email": "jobs@acme.example",
    "Notes": "Found by Mira.",
}
APPLICATIONS = [
    {"Company": "Bolt"},
    ACME,
    {"Company": "Cobalt", "Role": "Cook", "Applied on": "2026-03-01", "Status": "applied"},
    {"Company": "Cobalt", "Role": "Clerk", "Applied on": "2026-03-03"},
    {
        "Company": "Dune", "Applied on": "2026-03-02", "Status": "rejected",
        "Response on": "2026-03-09", "Response": "rejection", "Closed on": "2026-03-09",
    },
    {
        "Company": "Elm", "Applied on": "2026-03-02", "Response on": "2026-03-09",
        "Response": "offer", "Offered on": "2026-03-09", "Status": "offer",
    },
    {"Company": "Fir", "Role": "Cook", "Status": "prospect", "Link": "https://fir.example"},
]  # fmt: skip
INTERVIEWS = [
    {
        "Application": "Acme", "Round": "Panel", "Invited on": "2026-03-05",
        "Ended at": "2026-03-12 15:00", "Interviewer": "Dana Lee", "Contact": "dana@acme.example",
        "Talked about": "the move", "Decision expected on": "2026-03-24",
        "Thanked at": "2026-03-12 16:10", "Thanked by": "e-mail",
        "Thank-you note": "Dear Dana, thank you.",
    },
    {
        "Application": "Acme", "Round": "Panel", "Invited on": "2026-03-05",
        "Ended at": "2026-03-12 15:00", "Interviewer": "Ulf Ek",
        "Decision expected on": "2026-03-24",
    },
]  # fmt: skip
LOG = make_log(APPLICATIONS, INTERVIEWS)

ACME_PAGE = """\
Acme (Analyst): interviewing, silent for 8 days

DATES
    day                what
  ● Mon 2 Mar          You applied
  ● Thu 5 Mar          They invited you (Panel)
  ● Thu 12 Mar, 15:00  Interview with Dana Lee, Ulf Ek (Panel)
  ● Thu 12 Mar, 16:10  You thanked Dana Lee by e-mail
  │ Fri 20 Mar         today
  ○ Tue 24 Mar         ahead: decision expected

PEOPLE
  Dana Lee: Panel, Thu 12 Mar, 15:00
      write to: dana@acme.example
      thanked by e-mail, Thu 12 Mar, 16:10
  Ulf Ek: Panel, Thu 12 Mar, 15:00
      no address: look it up, or ask HR
      not thanked
  Kim Ode: your contact
      on file: jobs@acme.example, which reaches nobody in person

TO DO
  Ask HR: Ulf Ek, Acme (Analyst)
      You have no address for Ulf Ek. Look it up, or ask HR.
  Wait: Dana Lee, Acme (Analyst)
      At the interview they said to expect news by Tue 24 Mar. Hold off until
      Fri 27 Mar.

CHANCE OF GOOD NEWS
  No figure: no application was still waiting after 8 days of silence; 10 are
  needed.

NOTES
  Note: Found by Mira.
  Talked about, Dana Lee, Thu 12 Mar, 15:00: the move
  Thank-you note, Dana Lee, Thu 12 Mar, 16:10: Dear Dana, thank you.

IN THE FILE
  Applications row 3
  Interviews rows 2 and 3"""


def page(name: str, log: js.Log = LOG, as_of: str = AS_OF, width: int = 80, **screen: str) -> str:
    return story_text(js.story(log, name, as_of=as_of).to_dict(), None, Screen(width, **screen))


def test_the_whole_story() -> None:
    assert page("acme") == ACME_PAGE
    assert str(js.story(LOG, "Acme / Analyst", as_of=AS_OF)) == ACME_PAGE


def test_what_came_later_is_not_told() -> None:
    told = page("acme", as_of="2026-03-04")
    assert told.splitlines()[0] == "Acme (Analyst): no answer yet, silent for 2 days"
    assert "Interview" not in told.partition("IN THE FILE")[0] and "Dana" not in told
    earlier = page("acme", as_of="2026-03-06")
    assert "  ○ Thu 12 Mar, 15:00  ahead: interview with Dana Lee, Ulf Ek (Panel)\n" in earlier
    assert "  Dana Lee: Panel, Thu 12 Mar, 15:00 (ahead)\n" in earlier
    assert "thanked" not in earlier and "the move" not in earlier.partition("NOTES")[2]
    assert page("acme", as_of="2026-02-01").splitlines()[0] == (
        "Acme (Analyst): not in the log by then"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bolt", "Bolt: not sent yet\n\nDATES\n  No date is written down.\n\nIN THE FILE\n"
                 "  Applications row 2"),
        ("Fir", "Fir (Cook): not sent yet\n\nDATES\n  No date is written down.\n\nIN THE FILE\n"
                "  Applications row 8"),
        ("Dune", "Dune: rejected, Mon 9 Mar\n\nDATES\n    day        what\n"
                 "  ● Mon 2 Mar  You applied\n  ● Mon 9 Mar  They rejected you\n\nIN THE FILE\n"
                 "  Applications row 6"),
        ("Elm", "Elm: you have an offer\n\nDATES\n    day        what\n"
                "  ● Mon 2 Mar  You applied\n  ● Mon 9 Mar  They made you an offer\n\nTO DO\n"
                "  You have an offer from Elm, made on Mon 9 Mar. When you have answered it:\n"
                "  jobsearch closed Elm --as accepted, or --as withdrawn\n\nIN THE FILE\n"
                "  Applications row 7"),
    ],
)  # fmt: skip
def test_stories_of_every_kind(name: str, said: str) -> None:
    assert page(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Acne", 'No application is called "Acne". Did you mean "Acme"?'),
        ("Cobalt", '"Cobalt" matches 2 applications: Cobalt / Cook and Cobalt / Clerk. Write more '
                   'of the name, "Company / Role", or the ID.'),
        (" ", "No application is named. Give its company, role or ID."),
    ],
)  # fmt: skip
def test_a_name_of_none_or_several_lists_the_candidates(name: str, said: str) -> None:
    with pytest.raises(js.LogError) as error:
        js.story(LOG, name, as_of=AS_OF)
    assert str(error.value) == said
    assert js.story(LOG, "cobalt / cl", as_of=AS_OF).facts["role"] == "Clerk"


def test_names_of_any_script_and_none_that_steers_a_terminal() -> None:
    names = ["שלום בע״מ", "株式会社サンプル", "Acme\x1b[31m\x07 Inc"]
    log = make_log([{"Company": name, "Applied on": "2026-03-02"} for name in names])
    for name, shown in zip(names, [*names[:2], "Acme [31m  Inc"], strict=True):
        lines = page(name, log).splitlines()
        assert lines[0].split(":")[0].split() == shown.split()
        assert "\x1b" not in "".join(lines) and "\x07" not in "".join(lines)
        assert js.story(log, name, as_of=AS_OF)._repr_html_()


@pytest.mark.parametrize("width", [40, 60])
def test_a_narrow_terminal_and_one_without_the_signs(width: int) -> None:
    told = page("acme", width=width, encoding="ascii")
    assert told.isascii() and max(map(len, told.splitlines())) <= width
    assert "  * Mon 2 Mar" in told and "  o Tue 24 Mar" in told and "  | Fri 20 Mar" in told


def test_as_json(run: Call, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("Company,Role,Applied on,Status\nAcme,Cook,2026-03-02,applied\n")
    found = run("show", "Acme", file, "--as-of", AS_OF, "--json")
    told = json.loads(found.out)
    assert found.status == 0 and told["as_of"] == AS_OF
    assert [*told][-7:] == ["events", "people", "agenda", "notes", "cells", "chance", "offers"]
    assert told["events"] == [
        {
            "at": "2026-03-02", "what": "applied", "by": "me", "person": None, "detail": None,
            "is_ahead": False, "sheet": "log.csv", "row": 2,
        }
    ]  # fmt: skip
    assert told["cells"] == [{"sheet": "log.csv", "row": 2}]
    text = run("show", "Acme", file, "--as-of", AS_OF).out
    assert text.startswith(
        "Acme (Cook): no answer yet, silent for 18 days\n"
        "log.csv as of Fri 20 Mar 2026, from --as-of\n\nDATES\n"
    )
    refused = run("show", "Zed", file)
    assert (refused.status, refused.out, refused.err) == (
        2, "", 'jobsearch: No application is called "Zed".\n',
    )  # fmt: skip


def test_what_wide_columns_tell_of_stands_in_the_row_of_its_application(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("Company,Date Applied,Interview 1,Interview 2\nAcme,2026-03-02,2026-03-09,\n"
                    "Bolt,2026-03-02,2026-03-09,2026-03-12\n")  # fmt: skip
    told = page("Bolt", js.read_log(file))
    assert told.endswith("\n\nIN THE FILE\n  log.csv row 3")
    assert "  ● Thu 12 Mar  Interview" in told
    assert js.story(js.read_log(file), "Bolt", as_of=AS_OF).events["row"].tolist() == [3, 3, 3, 3]


def test_a_notebook_shows_text_as_text_and_the_picture_with_its_words() -> None:
    evil = "<script>alert(1)</script>"
    log = make_log(
        [{"Company": evil, "Applied on": "2026-03-02", "Notes": f"{evil} & $x_1$"}],
        [{"Application": evil, "Ended at": "2026-03-12 15:00", "Interviewer": f'"{evil}'}],
    )
    html = js.story(log, evil, as_of=AS_OF)._repr_html_()
    assert "<script" not in html and "&lt;script&gt;" in html
    assert 'src="data:image/png;base64,' in html and 'alt="Timeline: ' in html


def test_the_picture_has_a_row_for_each_date(tmp_path: Path) -> None:
    ax = js.story(LOG, "acme", as_of=AS_OF).plot()
    assert js.alt_text(ax) == (
        "Timeline: Acme (Analyst): interviewing, silent for 8 days. applied Mon 2 Mar; invitation "
        "Thu 5 Mar; interview · Dana Lee, Ulf Ek Thu 12 Mar, 15:00; thank-you · Dana Lee Thu 12 "
        "Mar, 16:10; decision expected Tue 24 Mar."
    )
    assert js.alt_text(js.story(LOG, "Bolt", as_of=AS_OF).plot()).startswith("Empty chart: Bolt")
    with pytest.raises(ValueError, match="The table has no column at, what, person, is_ahead"):
        js.plot_story(LOG.problems)
