"""What `review`, `today` and `stale` say where a search is over, or has not begun."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

import jobsearch as js
from jobsearch.cli import main
from jobsearch.clock import as_timestamp
from jobsearch.measures.scorecard import full_scorecard
from jobsearch.notebook import opening_sentence
from jobsearch.terminal.heading import LogView
from jobsearch.terminal.page import quoted
from jobsearch.terminal.review import review_text
from logs import make_log

HEADER = "Company,Role,Applied on,Response on,Response,Offered on,Status,Closed on\n"
ACCEPTED = "Acme,Cook,2026-03-01,2026-03-04,offer,2026-03-09,accepted,2026-03-11\n"
OPEN = "Bolt,Cook,2026-03-05,,,,applied,\nCobalt,Cook,2026-03-06,,,,applied,\n"


@pytest.fixture
def log(in_empty_folder: Path) -> Path:
    return Path("log.csv")


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main([*argv]) == 0
    return capsys.readouterr().out


END = "  You accepted an offer on Wed 11 Mar: the search is over.\n"
WITHDRAW = """\
  You accepted an offer on Wed 11 Mar: the search is over. Withdraw the 2 that
  are still open: jobsearch closed NAME --log log.csv --as withdrawn
"""
WITHDRAW_ONE = WITHDRAW.replace("the 2 that\n  are", "the one that\n  is")
OFFER = """\
  You have an offer from Acme (Cook), made on Mon 9 Mar. When you have answered
  it: jobsearch closed Acme --log log.csv --as accepted, or --as withdrawn
"""


@pytest.mark.parametrize(
    ("rows", "as_of", "said"),
    [
        ("", "2026-03-20", END),
        (OPEN, "2026-03-20", WITHDRAW),
        (OPEN.partition("\n")[0] + "\n", "2026-03-20", WITHDRAW_ONE),
        ("", "2026-03-10", OFFER),
        (OPEN, "2026-03-10", OFFER),
        ("", "2026-03-03", "  Nothing to do. A good day to send an application.\n"),
    ],
)
def test_after_an_offer_was_accepted_nothing_is_to_be_sent(
    log: Path, capsys: pytest.CaptureFixture[str], rows: str, as_of: str, said: str
) -> None:
    log.write_text(HEADER + ACCEPTED + rows, encoding="utf-8")
    where = f"log.csv as of {as_timestamp(as_of):%a} {int(as_of[-2:])} Mar 2026, from --as-of\n"
    assert printed(capsys, "today", "log.csv", "--as-of", as_of) == f"{where}\nTO DO\n{said}"
    review = printed(capsys, "review", "log.csv", "--as-of", as_of)
    assert f"\nTO DO FIRST\n{said}\n" in review
    assert printed(capsys, "stale", "log.csv", "--as-of", as_of) == (
        f"{where}\nSTALE: 0\n  No open application has been silent for too long.\n"
    )


def test_an_offer_is_to_be_answered_while_it_is_open(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A day that nobody wrote down; another application to the same company.
    offered = "Day & Co,Cook,2026-03-01,,offer,,,\nDay & Co,Clerk,2026-03-02,,,,applied,\n"
    log.write_text(HEADER + offered, encoding="utf-8")
    monkeypatch.setenv("JOBSEARCH_LOG", "log.csv")
    name = '"Day & Co / Cook"'
    said = (
        "You have an offer from Day & Co (Cook). When you have answered it: jobsearch closed "
        f"{name} --as "
    )
    for command in ("today", "review"):
        page = " ".join(printed(capsys, command, "--as-of", "2026-03-10").split())
        assert said + "accepted, or --as withdrawn" in page
        assert "Nothing to do." not in page
    assert main(["closed", "Day & Co / Cook", "--as", "withdrawn", "--on", "2026-03-09"]) == 0
    capsys.readouterr()
    assert "offer" not in printed(capsys, "today", "--as-of", "2026-03-10")


def test_after_the_search_no_more_eggs_are_asked_for(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = "Bolt,Cook,2026-03-02,2026-03-05,invitation,,interview,\n"
    log.write_text(HEADER + ACCEPTED + late, encoding="utf-8")
    eggs = "  All your hopes rest on one employer: "
    assert eggs not in printed(capsys, "review", "log.csv", "--as-of", "2026-03-20")
    log.write_text(HEADER + late, encoding="utf-8")
    assert eggs in printed(capsys, "review", "log.csv", "--as-of", "2026-03-20")


def test_after_the_search_nobody_is_asked_again(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = HEADER.replace("\n", ",Contact email\n")
    quiet = "Bolt,Cook,2026-01-05,2026-01-09,invitation,,screening,,ann@bolt.example\n"
    log.write_text(header + quiet, encoding="utf-8")
    ask = "Follow up: Bolt (Cook)"
    assert ask in printed(capsys, "today", "log.csv", "--as-of", "2026-03-20")
    log.write_text(header + quiet + ACCEPTED, encoding="utf-8")
    assert printed(capsys, "today", "log.csv", "--as-of", "2026-03-20") == (
        f"log.csv as of Fri 20 Mar 2026, from --as-of\n\nTO DO\n{WITHDRAW_ONE}\n"
        "CLOSE: SILENT FOR TOO LONG (why: jobsearch stale log.csv --as-of 2026-03-20)\n"
        "  Bolt (Cook)\n"
    )
    review = printed(capsys, "review", "log.csv", "--as-of", "2026-03-20")
    assert f"\nTO DO FIRST\n{WITHDRAW_ONE}  1 more, " in review


def test_the_next_command_is_named_as_it_shows_the_same_log(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = log.with_name("my jobs.csv")
    rows = "".join(f"Bolt {n},Cook,2026-01-0{n},,,,resting,\n" for n in range(1, 8))
    mine.write_text(HEADER.replace("Role", "Stelle") + rows, encoding="utf-8")
    quoted = '"my jobs.csv"'
    meaning = ["--status", "resting=open", "--column", "role=Stelle", "--month-first"]
    call = ["review", "--log", "my jobs.csv", "--as-of", "2026-03-20"]
    review = " ".join(printed(capsys, *call, *meaning).split())
    rest = "--as-of 2026-03-20 --column role=Stelle --status resting=open --month-first"
    assert f"In full: jobsearch check {quoted} {rest} 7 app" in review
    assert f"2 more, including any to leave alone: run jobsearch today {quoted} {rest} R" in review
    assert review.endswith(f"2 more: run jobsearch stale {quoted} {rest}")
    # What is remembered, or usual, needs no word.
    review = " ".join(printed(capsys, *call, *meaning, "--remember").split())
    assert review.endswith(f"2 more: run jobsearch stale {quoted} --as-of 2026-03-20")
    monkeypatch.setenv("JOBSEARCH_LOG", "my jobs.csv")
    assert printed(capsys, "review").endswith("  2 more: run jobsearch stale\n")


@pytest.mark.skipif(sys.platform == "win32", reason="how the other shells quote")
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("log.csv", "log.csv"),
        ("Fennel & Crowe", '"Fennel & Crowe"'),
        ("Ann's", '"Ann\'s"'),
        ("$x & y", "'$x & y'"),
        ('the "x"', "'the \"x\"'"),
        ("", '""'),
    ],
)
def test_a_word_of_a_call_is_quoted_for_the_shell(word: str, said: str) -> None:
    assert quoted(word) == said
    assert shlex.split(quoted(word)) == [word]


@pytest.mark.parametrize("command", ["review", "today", "stale"])
def test_before_the_first_logged_day_that_is_said(
    log: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    log.write_text(HEADER + OPEN, encoding="utf-8")
    assert printed(capsys, command, "log.csv", "--as-of", "2026-01-01").splitlines()[:2] == [
        "log.csv as of Thu 1 Jan 2026, from --as-of",
        "The log has nothing up to this day: it begins on 2026-03-05.",
    ]
    assert opening_sentence(js.read_log(log), as_of="2026-01-01") == (
        "log.csv as of 1 Jan 2026, from the parameters: 2 rows, 0 problems.\n"
        "The log has nothing up to this day: it begins on 2026-03-05."
    )


def test_the_pipeline_says_which_of_the_open_ones_are_spread(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbound = "Dorn,Cook,,2026-03-08,invitation,,interview,\n"
    log.write_text(HEADER + OPEN + inbound, encoding="utf-8")
    page = printed(capsys, "review", "log.csv", "--as-of", "2026-03-09")
    assert page.partition("\nPIPELINE\n")[2].startswith(
        "  3 open: 2 at applied, 1 at interview.\n"
        "  The 2 with an application date:\n"
        "  2 employers, evenly spread.\n"
    )
    log.write_text(HEADER + OPEN, encoding="utf-8")
    assert "application date:" not in printed(capsys, "review", "log.csv", "--as-of", "2026-03-09")


def test_a_chance_without_a_figure_is_explained(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    invited = "Dorn,Cook,2026-03-05,2026-03-06,invitation,,,\n"
    log.write_text(HEADER + OPEN + invited, encoding="utf-8")
    page = printed(capsys, "stale", "log.csv", "--as-of", "2026-05-09")
    assert "  Dorn (Cook)    applied  64 days  no figure        close\n" in page
    assert "  Bolt (Cook)    applied  65 days  <1% (<1 to 16%)  close\n" in page
    assert page.endswith("  no figure: too few had waited that long to tell.\n")


def test_a_share_is_none_or_all_only_where_it_is(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (f"Bolt {n},Cook,2026-03-05,2026-03-06,rejection,,," for n in range(1, 250))
    log.write_text(HEADER + "\n".join(rows) + "\nAcme,Cook,2026-03-05,,,,,\n", encoding="utf-8")
    page = printed(capsys, "review", "log.csv", "--as-of", "2026-03-25")
    assert "  day 7          >99%         0%  >99%       0%              1\n" in page
    assert "  249 of 250 have answered so far (>99%). That is too low a figure:" in page
    assert "0 (0%) reached a screening" in page


def test_what_waits_for_an_answer_is_to_be_closed_if_silent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = printed(capsys, "today", str(js.sample_path()))
    assert (
        "\n  Close if silent: Mabel Stone, Juniper Freight (Senior data analyst)\n"
        "      Your last follow-up was Tue 20 Oct. If there is no answer by Tue 3 Nov,\n"
        "      close it.\n"
    ) in page
    assert "\n  Close: Lou Barnard, Granary Foods (Supply analyst)\n" in page


def test_what_was_closed_on_an_unknown_day_is_said_to_be_left_out(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "Dorn,Cook,2026-03-02,,,,withdrawn,\n"
    said = (
        "  1 application was withdrawn or closed on an unknown date and is not counted.\n",
        "  2 applications were withdrawn or closed on an unknown date and are not\n  counted.\n",
    )
    for n, words in enumerate(("", *said)):
        log.write_text(HEADER + OPEN + row * n, encoding="utf-8")
        page = printed(capsys, "review", "log.csv", "--as-of", "2026-03-09")
        assert (words in page) and page.count("on an unknown date") == bool(n)
        assert "Fewer than half of 2 applications" in page
    for row in ("Dorn,Cook,2026-03-02,,,,withdrawn,2026-03-05\n", "Dorn,Cook,2026-03-02,,,,,\n"):
        log.write_text(HEADER + OPEN + row, encoding="utf-8")
        assert "unknown date" not in printed(capsys, "review", "log.csv", "--as-of", "2026-03-09")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (4, "sent 0 applications in 18 days, otherwise 4 in 8 days."),
        (5, "sent 0.0 applications a week, otherwise 4.4."),
    ],
)
def test_the_pace_is_compared_where_enough_was_sent(n: int, said: str) -> None:
    sent = [{"Company": f"Bolt {i}", "Applied on": "2026-03-02"} for i in range(n - 1)]
    sent.append({"Company": "Acme", "Applied on": "2026-03-02"})
    met = {"Application": "Acme", "Ended at": "2026-03-10 15:00", "Interviewer": "Ann"}
    card = full_scorecard(make_log(sent, [met]), as_of="2026-03-27")
    page = " ".join(review_text(card, LogView("log.csv", "2026-03-27", "--as-of")).split())
    assert f" While waiting for decisions you {said}" in page
