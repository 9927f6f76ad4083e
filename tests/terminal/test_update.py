"""The commands that change a log: what they show, what they ask, what they write."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import jobsearch as js
from cells import HEADERS, at, cell
from command import Call
from jobsearch.writing.template import empty_workbook

LOG = "applications.xlsx"
UNDO = "Written to applications.xlsx. To undo it: jobsearch undo\n"
REPEAT = "jobsearch: Nothing was written. Repeat with --yes if you mean it.\n"


@pytest.fixture(autouse=True)
def _in_empty_folder_on_20_november(
    in_empty_folder: Path, set_clock: Callable[[dt.datetime], None]
) -> None:
    set_clock(dt.datetime(2026, 11, 20, 16, 2, 30))


@pytest.fixture
def log(run: Call, new_log: Path) -> Path:
    assert run("applied", "Acme", "Data Analyst", "--on", "2026-11-02").status == 0
    return Path(new_log.name)


def cells(path: Path, sheet: str, *names: str) -> list[object]:
    page = openpyxl.load_workbook(path)[sheet]
    return [page[at(f"{sheet}!{name}").partition("!")[2]].value for name in names]


# Each command, whole.


def test_applied(run: Call, log: Path) -> None:
    assert run("applied", "Bolt", "Cook", "--source", "Job board", "--set", "Salary=50k",
               "--add-column") == (0, at("""\
In applications.xlsx:
Applied to Bolt / Cook on Fri 20 Nov.

  sheet         cell  column      before  after
  Applications  [Company]3    Company             Bolt
  Applications  [Role]3    Role                Cook
  Applications  [Applied on]3    Applied on          2026-11-20
  Applications  [Source]3    Source              Job board
  Applications  [Status]3    Status              applied
  Applications  [Salary]1    Salary              Salary
  Applications  [Salary]3    Salary              50k

""") + UNDO, "")  # fmt: skip
    found = cells(
        log,
        "Applications",
        "[Company]3",
        "[Role]3",
        "[Applied on]3",
        "[Source]3",
        "[Status]3",
        "[Salary]1",
        "[Salary]3",
    )
    assert found == ["Bolt", "Cook", dt.datetime(2026, 11, 20), "Job board", "applied", "Salary",
                     "50k"]  # fmt: skip
    assert openpyxl.load_workbook(log)["Applications"].tables["Applications"].ref == "A1:S3"


def test_interviewed(run: Call, log: Path) -> None:
    assert run("interviewed", "acm", "--with", "Dana Lee <dana@acme.example>", "--with", "Bo",
               "--ended", "2026-11-20 15:30", "--round", "First interview",
               "--decision-by", "2026-11-27", "--talked-about", "trams") == (0, at("""\
In applications.xlsx:
Interview with Dana Lee and Bo at Acme / Data Analyst ended on Fri 20 Nov,
15:30.

  sheet         cell  column                before   after
  Interviews    [Application]2    Application                    Acme
  Interviews    [Round]2    Round                          First interview
  Interviews    [Ended at]2    Ended at                       2026-11-20 15:30
  Interviews    [Interviewer]2    Interviewer                    Dana Lee
  Interviews    [Contact]2    Contact                        dana@acme.example
  Interviews    [Talked about]2    Talked about                   trams
  Interviews    [Decision expected on]2    Decision expected on           2026-11-27
  Interviews    [Application]3    Application                    Acme
  Interviews    [Round]3    Round                          First interview
  Interviews    [Ended at]3    Ended at                       2026-11-20 15:30
  Interviews    [Interviewer]3    Interviewer                    Bo
  Interviews    [Talked about]3    Talked about                   trams
  Interviews    [Decision expected on]3    Decision expected on           2026-11-27
  Applications  [Status]2    Status                applied  interview

Agenda: Thank Dana Lee: Send it by tomorrow, 15:30.
Agenda: Ask HR about Bo: You have no address for Bo. Look it up, or ask HR.
Agenda: Wait: At the interview they said to expect news by Fri 27 Nov. Hold off
until Mon 30 Nov.
""") + UNDO, "")  # fmt: skip


def test_thanked(run: Call, log: Path, tmp_path: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana Lee <dana@acme.example>", "--with", "Bo Ek",
        "--at", "2026-11-20 15:30", "--decision-by", "2026-11-27")  # fmt: skip
    (tmp_path / "note.txt").write_text("Dear Dana,\nthank you for the trams.\n")
    assert run("thanked", "Acme", "dana", "--note", "note.txt") == (0, at("""\
In applications.xlsx:
Thanked Dana Lee at Acme / Data Analyst on Fri 20 Nov, 16:02.

  sheet       cell  column          before  after
  Interviews  [Thanked at]2    Thanked at              2026-11-20 16:02
  Interviews  [Thanked by]2    Thanked by              e-mail
  Interviews  [Thank-you note]2    Thank-you note          Dear Dana, thank you for the trams.

Agenda: Ask HR about Bo Ek: You have no address for Bo Ek. Look it up, or ask
HR.
Agenda: Wait: At the interview they said to expect news by Fri 27 Nov. Hold off
until Mon 30 Nov.
""") + UNDO, "")  # fmt: skip
    assert cells(log, "Interviews", "[Thank-you note]2") == ["Dear Dana,\nthank you for the trams."]
    # Only Bo is left to thank.
    assert run("thanked", "Acme", "--by", "in person").out.startswith(
        "In applications.xlsx:\nThanked Bo Ek at Acme"
    )
    assert cells(log, "Interviews", "[Thanked by]3") == ["in person"]


def test_followed_up(run: Call, log: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana <dana@acme.example>", "--at", "2026-11-05 10:00",
        "--decision-by", "2026-11-10")  # fmt: skip
    status, out, err = run("followed-up", "Acme", "--message", "Any news?")
    assert (status, err) == (0, "")
    assert (
        out
        == at("""\
In applications.xlsx:
Followed up with Acme / Data Analyst on Fri 20 Nov, 16:02.

  sheet       cell  column       before  after
  Follow-ups  [Application]2    Application          Acme
  Follow-ups  [Sent at]2    Sent at              2026-11-20 16:02
  Follow-ups  [To]2    To                   dana@acme.example
  Follow-ups  [Channel]2    Channel              e-mail
  Follow-ups  [Message]2    Message              Any news?

Agenda: Close if silent: Your last follow-up was today. If there is no answer by
Fri 4 Dec, close it.
""")
        + UNDO
    )


def test_what_stays_silent_for_too_long_is_on_the_agenda_of_a_change(run: Call, log: Path) -> None:
    run("applied", "Globex", "Cook", "--on", "2026-07-01")
    out = run("heard", "Globex", "reply", "--on", "2026-08-03").out
    said = (
        "Agenda: Close: Silent for 109 days. The limit is 50 days: good news rarely comes later "
        "(you have had none yet; 7% did in published searches)."
    )
    assert said in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (["rejection", "--on", "2026-11-19"],
         {"Response on": dt.datetime(2026, 11, 19), "Response": "rejection",
          "Status": "rejected", "Closed on": dt.datetime(2026, 11, 19)}),
        (["offer", "--decision-by", "2026-12-01"],
         {"Response on": dt.datetime(2026, 11, 20), "Response": "offer",
          "Status": "offer", "Offered on": dt.datetime(2026, 11, 20),
          "Decision expected on": dt.datetime(2026, 12, 1)}),
        (["invitation"],
         {"Response on": dt.datetime(2026, 11, 20), "Response": "invitation"}),
    ],
)  # fmt: skip
def test_heard(run: Call, log: Path, words: list[str], changed: dict[str, object]) -> None:
    before = cells(log, "Applications", *(f"[{header}]2" for header in HEADERS["Applications"]))
    assert run("heard", "Acme", *words).status == 0
    after = cells(log, "Applications", *(f"[{header}]2" for header in HEADERS["Applications"]))
    headers = HEADERS["Applications"]
    assert {h: b for h, a, b in zip(headers, before, after, strict=True) if a != b} == changed


def test_a_reply_goes_to_the_history_or_answers_the_last_message(run: Call, log: Path) -> None:
    run("heard", "Acme", "reply", "--on", "2026-11-12", "--decision-by", "2026-11-20")
    row = ["Acme", dt.datetime(2026, 11, 12), "reply", dt.datetime(2026, 11, 20)]
    assert (
        cells(log, "History", "[Application]2", "[On]2", "[What]2", "[Decision expected on]2")
        == row
    )
    run("followed-up", "Acme", "--at", "2026-11-15 09:00", "--yes")
    run("heard", "Acme", "reply")
    assert cells(log, "Follow-ups", "[Answered on]2") == [dt.datetime(2026, 11, 20)]
    assert cells(log, "History", "[Application]3") == [None]
    # A second invitation has no cell of its own.
    run("heard", "Acme", "invitation"), run("heard", "Acme", "invitation")
    assert cells(log, "History", "[Application]3", "[What]3") == ["Acme", "invitation"]


@pytest.mark.parametrize(
    ("words", "status"),
    [([], "no response"), (["--as", "withdrawn"], "withdrawn"),
     (["--as", "accepted", "--yes"], "accepted"), (["--as", "position_closed"], "position closed")],
)  # fmt: skip
def test_closed(run: Call, log: Path, words: list[str], status: str) -> None:
    assert run("closed", "Acme", *words).status == 0
    assert cells(log, "Applications", "[Status]2", "[Closed on]2") == [
        status,
        dt.datetime(2026, 11, 20),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [("yesterday", (2026, 11, 19)), ("Today", (2026, 11, 20)), ("10.11.2026", (2026, 11, 10)),
     ("4.9.2026", (2026, 9, 4)), ("13/11/2026", (2026, 11, 13)), ("11/13/2026", (2026, 11, 13))],
)  # fmt: skip
def test_days_as_people_type_them(
    run: Call, log: Path, text: str, day: tuple[int, int, int]
) -> None:
    assert run("applied", "Bolt", "Cook", "--on", text).status == 0
    assert cells(log, "Applications", "[Applied on]3") == [dt.datetime(*day)]
    run("interviewed", "Bolt", "--with", "Dana", "--at", f"{text} 9:05", "--yes")
    assert cells(log, "Interviews", "[Ended at]2") == [dt.datetime(*day, 9, 5)]


@pytest.mark.parametrize(
    ("words", "status"),
    [(["heard", "Acme", "Rejected"], "rejected"), (["heard", "Acme", "offered"], "offer"),
     (["closed", "Acme", "--as", "ghosted"], "no response"),
     (["closed", "Acme", "--as", "No Response"], "no response"),
     (["closed", "Acme", "--as", "filled"], "position closed")],
)  # fmt: skip
def test_the_words_that_people_use(run: Call, log: Path, words: list[str], status: str) -> None:
    assert run(*words).status == 0
    assert cells(log, "Applications", "[Status]2") == [status]


def test_undo(run: Call, log: Path) -> None:
    before = log.read_bytes()
    run("closed", "Acme")
    assert run("undo", "--dry-run") == (0, at("""\
Not written yet in applications.xlsx:
Undo: Closed Acme / Data Analyst on Fri 20 Nov: no response.

  sheet         cell  column     before       after
  Applications  [Status]2    Status     no response  applied
  Applications  [Closed on]2    Closed on  2026-11-20

Nothing was written: this is a dry run.
"""), "")  # fmt: skip
    assert run("undo").out.endswith("\n\nUndone in applications.xlsx.\n")
    assert log.read_bytes() == before
    assert run("undo").status == 0
    assert run("undo") == (
        2,
        "",
        f"jobsearch: There is nothing to undo in {Path(LOG).absolute()}.\n",
    )


def test_a_row_that_was_edited_since_is_not_taken_back(run: Call, log: Path) -> None:
    book = openpyxl.load_workbook(log)
    book["Applications"][cell("Applications", 2, "Notes")] = "mine"
    book.save(log)
    before = log.read_bytes()
    for _ in range(2):
        assert run("undo") == (2, "", (
            f"jobsearch: Nothing was undone in {Path(LOG).absolute()}. The last change was: "
            "Applied to Acme / Data Analyst on Mon 2 Nov. Row 2 of Applications was edited or "
            "moved since then and is left alone.\n"
        ))  # fmt: skip
    assert log.read_bytes() == before
    book["Applications"][cell("Applications", 2, "Notes")] = None
    book.save(log)
    assert run("undo").out.endswith("\nUndone in applications.xlsx.\n")
    assert js.read_log(log).applications.empty


def test_a_change_that_was_edited_since_is_passed_over_with_a_word(run: Call, log: Path) -> None:
    run("applied", "Bolt", "Cook", "--on", "2026-11-03")
    run("closed", "Acme", "--on", "2026-11-19")
    book = openpyxl.load_workbook(log)
    (
        book["Applications"][cell("Applications", 2, "Status")],
        book["Applications"][cell("Applications", 2, "Closed on")],
    ) = "offer", None
    book.save(log)
    before = log.read_bytes()
    page = at("""\
Undo: Applied to Bolt / Cook on Tue 3 Nov.

  sheet         cell  column      before      after
  Applications  [Company]3    Company     Bolt
  Applications  [Role]3    Role        Cook
  Applications  [Applied on]3    Applied on  2026-11-03
  Applications  [Status]3    Status      applied

Note: The file was saved since then: only cells that nobody edited are set back.
Doubtful: A later change cannot be undone: Closed Acme / Data Analyst on Thu 19
Nov: no response. Applications![Status]2 was edited or moved since then and is left
alone. Applications![Closed on]2 was edited or moved since then and is left alone.
""")
    assert run("undo") == (2, f"Not written yet in applications.xlsx:\n{page}", REPEAT)
    assert log.read_bytes() == before
    assert run("undo", "--yes") == (
        0, f"In applications.xlsx:\n{page}Undone in applications.xlsx.\n", ""
    )  # fmt: skip
    assert cells(log, "Applications", "[Company]3", "[Status]2") == [None, "offer"]
    # What was passed over is in the way of nothing.
    run("heard", "Acme", "rejection")
    assert run("undo").status == 0
    assert run("undo").err == (
        f"jobsearch: Nothing was undone in {Path(LOG).absolute()}. The last change was: "
        "Applied to Acme / Data Analyst on Mon 2 Nov. Row 2 of Applications was edited or moved "
        "since then and is left alone.\n"
    )


def test_the_way_back_names_the_log(run: Call, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path("my other") / LOG
    other.parent.mkdir()
    other.write_bytes(empty_workbook())
    before = log.read_bytes()
    status, out, err = run("applied", "Bolt", "Cook", "--log", other)
    assert (status, err) == (0, "")
    assert out.startswith(f"In {other}:\nApplied to Bolt / Cook on Fri 20 Nov.\n")
    written = f'\n\nWritten to {other}. To undo it: jobsearch undo --log "{other}"\n'
    assert out.endswith(written)
    # The variable may hold for that call alone.
    monkeypatch.setenv("JOBSEARCH_LOG", str(other))
    assert run("closed", "Bolt").out.endswith(written)
    assert run("closed", "Acme", "--log", LOG).out.endswith(f"jobsearch undo --log {LOG}\n")
    monkeypatch.setenv("JOBSEARCH_LOG", f"./{LOG}")
    assert run("undo").out.endswith(f"\n\nUndone in {LOG}.\n")
    assert log.read_bytes() == before
    undone = run("undo", "--log", other).out
    assert undone.startswith(f"In {other}:\nUndo: Closed Bolt / Cook on Fri 20 Nov: ")
    assert undone.endswith(f"\n\nUndone in {other}.\n")


# Not written.


def test_a_dry_run_writes_nothing(run: Call, log: Path) -> None:
    before = log.read_bytes()
    run_ = run("closed", "Acme", "--dry-run")
    assert run_.out.startswith("Not written yet in applications.xlsx:\nClosed Acme / Data Analyst")
    assert run_.status == 0 and run_.out.endswith("Nothing was written: this is a dry run.\n")
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [["applied", "Acme"], ["interviewed", "Acme"], ["thanked", "Acme"], ["followed-up", "Acme"],
     ["heard", "Acme", "reply"], ["closed", "Acme"], ["undo"]],
)  # fmt: skip
def test_the_sample_is_never_written_into(run: Call, words: list[str]) -> None:
    no_log = "jobsearch: There is no log in this folder. Start one with `jobsearch init`.\n"
    assert run(*words) == (2, "", no_log)
    sample = js.sample_path()
    assert run(*words, "--log", sample) == (2, "", (
        f"jobsearch: {sample} is the made-up sample, which stays as it is. Nothing was written. "
        "Start a log of your own with `jobsearch init`.\n"
    ))  # fmt: skip
    assert list(Path().iterdir()) == []


def test_unknown_and_ambiguous_names(run: Call, log: Path) -> None:
    run("applied", "Acorn", "Cook"), run("applied", "Acorn", "Chef")
    before = log.read_bytes()
    assert run("closed", "Acne") == (2, "", (
        'jobsearch: No application is called "Acne". Did you mean "Acme" or "Acorn"? Nothing was '
        "written.\n"
    ))  # fmt: skip
    assert run("closed", "ac") == (2, "", (
        'jobsearch: "ac" matches 3 applications: Acme / Data Analyst, Acorn / Cook and Acorn / '
        'Chef. Nothing was written. Write more of the name, "Company / Role", or the ID.\n'
    ))  # fmt: skip
    assert log.read_bytes() == before
    assert run("closed", "chef").status == 0
    assert cells(log, "Applications", "[Status]2", "[Status]3", "[Status]4") == [
        "applied",
        "applied",
        "no response",
    ]
    run("interviewed", "Acme", "--with", "Dana Lee", "--with", "Dan Ek", "--at", "2026-11-19 10:00")
    for words, message in (
        (["Acme"], "You met 2 people at Acme / Data Analyst: Dana Lee and Dan Ek. Nothing was "
                   "written. Say whom you thanked."),
        (["Acme", "Dan"], '"Dan" matches 2 interviewers at Acme / Data Analyst: Dana Lee and Dan '
                          "Ek. Nothing was written. Write more of the name."),
        (["Acme", "Eve"], 'The log has no interviewer called "Eve" at Acme / Data Analyst, only '
                          "Dana Lee and Dan Ek. Nothing was written."),
        (["cook"], "The log has no interview at Acorn / Cook. Nothing was written. Add the "
                   "interview first."),
    ):  # fmt: skip
        assert run("thanked", *words) == (2, "", f"jobsearch: {message}\n")


def test_an_application_without_a_role_is_called_by_its_company(run: Call, log: Path) -> None:
    run("applied", "Globex")
    assert "\nClosed Globex on Fri 20 Nov: withdrawn.\n" in run(
        "closed", "globex", "--as", "withdrawn"
    ).out  # fmt: skip
    assert "Doubtful: Globex was already closed on Fri 20 Nov: withdrawn.\n" in run(
        "closed", "globex"
    ).out  # fmt: skip
    again = run("applied", "Globex", "--yes").out
    message = "You already have this application: Globex, sent on Fri 20 Nov."
    assert f"Doubtful: {message}" in again.replace("\n", " ")
    assert run("closed", "Globex") == (2, "", (
        'jobsearch: "Globex" matches 2 applications: Globex (row 3) and Globex (row 4). Nothing '
        'was written. Write more of the name, "Company / Role", or the ID.\n'
    ))  # fmt: skip
    assert run("closed", "row 4").status == 0


def doubtful(run: Call, log: Path, words: list[str], doubt: str) -> None:
    before = log.read_bytes()
    status, out, err = run(*words)
    assert (status, err) == (2, REPEAT)
    assert out.startswith("Not written yet in applications.xlsx:\n")
    assert f"Doubtful: {doubt}" in out.replace("\n", " ")
    assert log.read_bytes() == before
    refusal = run(*words, answer="n")
    assert refusal.status == 2 and log.read_bytes() == before
    assert refusal.out.endswith("Write it all the same? [y/N] Nothing was written.\n")
    agreed = run(*words, answer="y")
    assert agreed.status == 0 and agreed.out.endswith("Write it all the same? [y/N] " + UNDO)
    after = log.read_bytes()
    assert after != before
    run("undo")
    written = run(*words, "--yes")
    assert written.status == 0 and written.out.startswith("In applications.xlsx:\n")
    assert log.read_bytes() != before


def test_a_second_application_to_the_same_role(run: Call, log: Path) -> None:
    words = ["applied", "ACME", "data analyst"]
    doubtful(run, log, words, "You already have this application: Acme / Data Analyst, sent on "
             "Mon 2 Nov.")  # fmt: skip


def test_thanks_before_the_interview_or_twice(run: Call, log: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana <d.lee@acme.example>", "--at", "2026-11-19 10:00")
    doubtful(run, log, ["thanked", "Acme", "--at", "2026-11-18 10:00"],
             "The interview with Dana ended on Thu 19 Nov, 10:00, after this "
             "thank-you.")  # fmt: skip
    doubtful(run, log, ["thanked", "Acme"],
             "You already thanked Dana on Wed 18 Nov, 10:00.")  # fmt: skip


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        (["applied", "Bolt", "--on", "2026-12-01"],
         "The application date is in the future: Tue 1 Dec."),
        (["interviewed", "Acme", "--with", "Dana", "--ended", "2026-11-01 10:00"],
         "The end of the interview is before the application date, Mon 2 Nov."),
        (["followed-up", "Acme", "--at", "2026-11-01 10:00"],
         "The message is before the application date, Mon 2 Nov."),
        (["heard", "Acme", "offer", "--decision-by", "2026-11-01"],
         at("Applications![Decision expected on]2: 2026-11-01 is before the application was sent "
         "(2026-11-02). One of the two dates is wrong.")),
        (["applied", "Bolt", "--set", "Response on=2026-11-19"],
         at("Applications![Response on]3: 2026-11-19 is before the application was sent "
         "(2026-11-20). One of the two dates is wrong.")),
        (["closed", "Acme", "--as", "accepted"],
         at("Applications![Response on]2: The status says accepted, but there is no response date. "
         "It is not counted in response times.")),
        (["interviewed", "Acme"],
         at("Interviews![Interviewer]2: The interview has no interviewer. Write who you met, "
         "one person per row, so that everybody gets a thank-you.")),
    ],
)  # fmt: skip
def test_what_a_check_would_find(run: Call, log: Path, words: list[str], doubt: str) -> None:
    doubtful(run, log, words, doubt)
    assert run("undo").status == 0
    # Nothing is doubted twice.
    said = [line for line in run(*words).out.splitlines() if line.startswith("Doubtful: ")]
    dated = [line for line in said if not line.startswith("Doubtful: Too ")]
    assert len(dated) == 1


def test_a_follow_up_that_breaks_a_rule(run: Call, log: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana <d.lee@acme.example>", "--at", "2026-11-19 10:00",
        "--decision-by", "2026-11-27")  # fmt: skip
    words = ["followed-up", "Acme", "--message", "please " * 201]
    doubtful(run, log, words, "Too early: sent before Mon 30 Nov.")
    assert "Doubtful: Long: 201 words." in run(*words).out


def test_news_of_what_is_closed(run: Call, log: Path) -> None:
    run("closed", "Acme", "--on", "2026-11-10")
    for words in (["heard", "Acme", "offer"], ["followed-up", "Acme"], ["interviewed", "Acme"],
                  ["closed", "Acme", "--as", "withdrawn"]):  # fmt: skip
        out = run(*words).out.replace("\n", " ")
        assert "Doubtful: Acme / Data Analyst was already closed on Tue 10 Nov: no response." in out


# A tracker of one's own.


def test_a_tracker_of_ones_own(run: Call) -> None:
    book = openpyxl.Workbook()
    for row in (["Firm", "Position", "Date Applied", "Outcome", "Mood"],
                ["Acme", "Cook", dt.date(2026, 11, 2), "Ghosted", "ok"],
                ["Bolt", "Cook", dt.date(2026, 11, 3), "Applied", "ok"]):  # fmt: skip
        book.active.append(row)
    book.save("mine.xlsx")
    words = ["closed", "Bolt", "--log", "mine.xlsx"]
    status, out, err = run(*words)
    assert (status, err) == (2, REPEAT)
    assert (
        out
        == """\
Not written yet in mine.xlsx:
Closed Bolt / Cook on Fri 20 Nov: no response.

  sheet  cell  column   before   after
  Sheet  D3    Outcome  Applied  Ghosted

Doubtful: The sheet Sheet has no column "Closed on" for the date. --add-column
adds it.
"""
    )
    assert run(*words, "--add-column").status == 0
    found = cells(Path("mine.xlsx"), "Sheet", "D3", "F1", "F3")
    assert found == ["Ghosted", "Closed on", dt.datetime(2026, 11, 20)]
    words = ["interviewed", "Acme", "--with", "Dana", "--log", "mine.xlsx", "--yes"]
    assert run(*words) == (2, "", (
        "jobsearch: mine.xlsx has no sheet Interviews, which this needs. Nothing was written. "
        "Repeat with --add-column to add it.\n"
    ))  # fmt: skip
    assert run(*words[:-1], answer="n").status == 2
    assert run(*words, "--add-column").status == 0
    assert js.read_log("mine.xlsx").interviews["interviewer"].tolist() == ["Dana"]


def test_a_status_that_no_list_has_is_doubtful_for_a_new_application_too(
    run: Call, log: Path
) -> None:
    status, out, err = run("applied", "Bolt", "Cook", "--set", "Status=mauve")
    assert (status, err) == (2, REPEAT)
    assert out.partition("\nDoubtful: ")[2].startswith(
        at('Applications![Status]3: "mauve" is not a known status; it is read as open.')
    )
    assert run("applied", "Bolt", "Cook", "--set", "Status=mauve", "--yes").status == 0
    # What the log has already is no news.
    assert run("applied", "Cobalt", "Cook", "--set", "Status=applied").status == 0


def test_a_day_may_be_said_twice_in_a_file_of_text(run: Call) -> None:
    text = "Company;Applied on;Status;Closed on\nBolt;2.10.2026;rejected;25.10.2026\n"
    text += "Acme;2.11.2026;applied;\n"
    Path("mine.csv").write_text(text)
    day = "2026-11-19"
    words = ["closed", "Acme", "--log", "mine.csv", "--on", day, "--set", f"Closed on={day}"]
    assert run(*words).status == 0
    assert Path("mine.csv").read_text().endswith("\nAcme;2.11.2026;no response;19.11.2026\n")


def test_an_empty_name_thanks_nobody_of_several(run: Call, log: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana Lee", "--with", "Bo Ek",
        "--at", "2026-11-20 15:30")  # fmt: skip
    for person in ("", "  "):
        assert run("thanked", "Acme", person) == (2, "", (
            "jobsearch: You met 2 people at Acme / Data Analyst: Dana Lee and Bo Ek. Nothing was "
            "written. Say whom you thanked.\n"
        ))  # fmt: skip


def test_an_interview_of_today_without_its_time_was_held(run: Call, log: Path) -> None:
    status, out, err = run("interviewed", "Acme", "--with", "Bo", "--ended", "2026-11-20")
    assert (status, err) == (0, "")
    assert out.splitlines()[1] == "Interview with Bo at Acme / Data Analyst ended on Fri 20 Nov."
    assert cells(log, "Applications", "[Status]2") == ["interview"]
    out = run("interviewed", "Acme", "--with", "Bo", "--ended", "2026-11-21", "--dry-run").out
    assert out.splitlines()[1] == (
        "Interview with Bo at Acme / Data Analyst is planned to end on Sat 21 Nov."
    )


def test_a_person_named_twice_is_doubtful(run: Call, log: Path) -> None:
    status, out, err = run("interviewed", "Acme", "--with", "Dana Lee", "--with", "Bo",
                           "--with", "dana  lee <dana@acme.example")  # fmt: skip
    assert (status, err) == (2, REPEAT)
    assert out.endswith("Doubtful: dana  lee is named more than once.\n")
    assert at("  Interviews    [Contact]4    Contact               dana@acme.example\n") in out


def test_nothing_is_written_below_a_total(run: Call) -> None:
    text = "Company;Role;Applied on;Status\nAcme;Cook;2026-11-02;applied\n"
    Path("mine.csv").write_text(text + "Total;1\n")
    words = ["applied", "Bolt", "Cook", "--log", "mine.csv"]
    assert run(*words) == (2, "", (
        'jobsearch: mine.csv!A3 holds "Total", below the list, so there is no room for a '
        "new row. Nothing was written. Take that row out of the file and repeat.\n"
    ))  # fmt: skip
    assert Path("mine.csv").read_text() == text + "Total;1\n"
    Path("mine.csv").write_text(text)
    assert run(*words).status == 0
    assert Path("mine.csv").read_text() == text + "Bolt;Cook;2026-11-20;applied\n"


def test_a_column_that_is_nowhere(run: Call, log: Path) -> None:
    assert run("closed", "Acme", "--set", "Mood=bad") == (2, "", (
        'jobsearch: The sheet Applications of applications.xlsx has no column "Mood". It has ID, '
        "Company, Role, Source, Industry, Company size, Location, Applied on, Response on, "
        "Response, Decision expected on, Offered on, Status, Closed on, Contact, Contact email, "
        "Link, Notes. Nothing was written. Repeat with --add-column to add it.\n"
    ))  # fmt: skip
    assert run("closed", "Acme", "--set", "Notes") == (
        2, "", 'jobsearch: "Notes" does not set a column. Nothing was written. Write '
        '--set "Column=value".\n',

    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["interviewed", "Acme", "--at", "25 Nov"],
         '"25 Nov" is not a date and time for the end of the interview. Nothing was written. Write '
         "it like 2026-03-14 15:30."),
        (["applied", "Bolt", "--on", "14/3"],
         '"14/3" is not a date for the application. Nothing was written. Write it like '
         "2026-03-14."),
        (["applied", "Bolt", "--on", "11/10/2026"],
         '"11/10/2026" for the application may be 11 Oct or 10 Nov. Nothing was '
         "written. Write it like 2026-03-14."),
        (["thanked", "Acme", "--at", "5/6/2026 9:00"],
         '"5/6/2026 9:00" for the thank-you may be 5 Jun or 6 May. Nothing was written. Write it '
         "like 2026-03-14 15:30."),
        (["closed", " "],
         "No application is named. Nothing was written. Give its company, role or ID."),
        (["closed", "Acme", "--log", ""],
         "The name of the log is empty. Name a file, or leave the name out."),
        (["closed", "Acme", "--set", "Notes=a", "--set", "notes =b"],
         '--set gives "notes" twice. Nothing was written. Give it once.'),
        (["applied", "Bolt", "--set", "company=Cobalt"],
         'Company cannot be both "Bolt" and "Cobalt". Nothing was written. Give it once.'),
        (["closed", "Acme", "--on", "2026-11-19", "--set", "Closed on=2026-11-18"],
         'Closed on cannot be both "2026-11-19" and "2026-11-18". Nothing was written. Give it '
         "once."),
        (["closed", "Acme", "--set", "Status=withdrawn"],
         'Status cannot be both "no response" and "withdrawn". Nothing was written. Give it once.'),
        (["thanked", "Acme", "--note", "nowhere.txt"],
         "There is no file nowhere.txt. Nothing was written. Name a file that exists, or "
         "give the text itself."),
        (["followed-up", "Acme", "--message", "notes/nowhere.MD"],
         "There is no file notes/nowhere.MD. Nothing was written. Name a file that "
         "exists, or give the text itself."),
        (["applied", "Bolt", "--on", "31.2.2026"],
         '"31.2.2026" is not a date for the application. Nothing was written. Write it like '
         "2026-03-14."),
        (["thanked", "Acme", "--by", "pigeon"],
         '"pigeon" is not a way to send it. Nothing was written. Use e-mail, phone, letter, '
         "message, in person or contact form."),
        (["heard", "Acme", "rejection", "--decision-by", "2026-12-01"],
         "There is no decision to expect after a rejection. Nothing was written. Leave its date "
         "out."),
        (["heard", "Acme", "rejcetion"],
         'I don\'t know the answer "rejcetion". Did you mean rejection? Nothing was written. '
         "Use rejection, invitation, offer or reply."),
        (["heard", "Acme", "ghosted"],
         'I don\'t know the answer "ghosted". Did you mean jobsearch closed Acme --as '
         "no_response? Nothing was written. Use rejection, invitation, offer or reply."),
        (["closed", "Acme / Data Analyst", "--as", "rejected"],
         'I don\'t know the outcome "rejected". Did you mean jobsearch heard "Acme / Data Analyst" '
         "rejection? Nothing was written. Use withdrawn, no_response, position_closed or "
         "accepted."),
        (["closed", "Acme", "--as", "mauve"],
         'I don\'t know the outcome "mauve". Nothing was written. Use withdrawn, no_response, '
         "position_closed or accepted."),
        (["applied", "  "],
         "No company is named. Nothing was written. Give the company's name."),
        (["applied", "Bolt\x07"],
         at("Applications![Company]3: the text holds a control character (U+0007), which a "
         "spreadsheet cannot hold. Nothing was written. Take it out and repeat.")),
    ],
)  # fmt: skip
def test_what_cannot_be_written(run: Call, log: Path, words: list[str], message: str) -> None:
    run("interviewed", "Acme", "--with", "Dana", "--at", "2026-11-19 10:00")
    before = log.read_bytes()
    assert run(*words) == (2, "", f"jobsearch: {message}\n")
    assert log.read_bytes() == before


def test_a_prospect_is_filled_in(run: Call, log: Path) -> None:
    run("applied", "Bolt", "Cook", "--set", "Status=saved", "--set", "Applied on=")
    assert js.read_log(log).applications["status"].tolist() == ["applied", "prospect"]
    assert run("applied", "bolt", "cook").status == 0
    assert cells(log, "Applications", "[Company]3", "[Applied on]3", "[Status]3", "[Company]4") == [
        "Bolt", dt.datetime(2026, 11, 20), "applied", None,
    ]  # fmt: skip


def test_a_planned_interview_is_filled_in(run: Call, log: Path) -> None:
    run("interviewed", "Acme", "--with", "Dana <d@acme.example>", "--at", "2026-11-24",
        "--set", "Invited on=2026-11-19")  # fmt: skip
    assert cells(log, "Applications", "[Status]2") == ["applied"]  # it lies ahead
    assert run("interviewed", "Acme", "--with", "Dana", "--at", "2026-11-24 11:20").status == 0
    rows = cells(log, "Interviews", "[Ended at]2", "[Interviewer]2", "[Contact]2", "[Application]3")
    assert rows == [dt.datetime(2026, 11, 24, 11, 20), "Dana", "d@acme.example", None]


def test_ids_are_counted_on_and_used(run: Call, tmp_path: Path) -> None:
    shutil.copy(js.sample_path(), LOG)
    run("applied", "Acme", "Cook", "--on", "2026-10-30")
    run("interviewed", "Acme", "--with", "Dana", "--at", "2026-10-30 12:00")
    assert cells(Path(LOG), "Applications", "[ID]142") == ["A-141"]
    assert cells(Path(LOG), "Interviews", "[Application]52", "[Interviewer]52") == ["A-141", "Dana"]
    log = js.read_log(LOG)
    assert json.dumps(log.problems["problem"].tolist()) == json.dumps(
        js.read_log(js.sample_path()).problems["problem"].tolist()
    )
    assert log.interviews["application"].iloc[-1] == "A-141"


SEVERAL = (
    'Doubtful: "Ana Roe, Ben Ito" looks like several people. Enter each of them\n'
    "separately, so that everyone gets a thank-you.\n"
)


@pytest.mark.parametrize(
    ("people", "is_doubtful"),
    [
        (["Ana Roe, Ben Ito"], True),
        (["Ana Roe and Ben Ito"], True),
        (["Ana Roe & Ben Ito"], True),
        (["Ana Roe <a@acme.example>; Ben Ito <b@acme.example>"], True),
        (["Ana Roe <a@acme.example>", "Ben Ito"], False),
        (["Roe, Ana <a@acme.example>", "Ben Ito, PhD", "Anders Andersson"], False),
    ],
)
def test_several_people_in_one_name_are_doubtful(
    run: Call, people: list[str], is_doubtful: bool
) -> None:
    run("init")
    run("applied", "Acme", "Dev", "--on", "2026-11-09")
    words = [word for name in people for word in ("--with", name)]
    found = run("interviewed", "Acme", *words, "--at", "2026-11-19 10:00")
    assert found.status == (2 if is_doubtful else 0)
    assert (" looks like several people. " in found.out.replace("\n", " ")) == is_doubtful
    if people == ["Ana Roe, Ben Ito"]:
        assert SEVERAL in found.out
        assert found.err == REPEAT
    assert run("interviewed", "Acme", *words, "--at", "2026-11-19 12:00", "--yes").status == 0
