"""
Make the sample log: five months of a made-up search by a made-up person, Robin Ashdown.

With jobsearch installed, ``python data/make_sample.py`` writes ``applications.xlsx`` beside this
file, the same bytes every time. The applications that led to interviews are written out below, one
story each; the silent and the rejected ones are drawn. No company, person or address is real.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import random
import re
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobsearch.schema import (
    APPLICATIONS,
    FOLLOW_UPS,
    HISTORY,
    INTERVIEWS,
    SETTINGS_SHEET,
    SHEETS,
    Column,
    Sheet,
)
from jobsearch.writing.template import make_workbook, setting_rows

AS_OF = dt.date(2026, 10, 30)
SEED = 1293
YEAR = AS_OF.year
# When the workbook says that it was made, and the day that its zip entries carry.
MADE = dt.datetime(YEAR, 10, 30, 18, 0)
N_DRAWN = 97

Row = dict[str, Any]


# The stories. A day is "06-02", a moment "06-09 10:30"; "name@" is an address at the company.


@dataclass
class Met:
    """One interviewer of one interview, and the thank-you."""

    interviewer: str
    contact: str = ""
    talked_about: str = ""
    thanked_at: str = ""
    thanked_by: str = ""
    thank_you_note: str = ""


@dataclass
class Interview:
    """One interview: a row for each person met."""

    round: str
    invited_on: str
    ended_at: str
    people: list[Met]
    decision_expected_on: str = ""
    called: str = ""  # what stands under Application, where it is not the ID


@dataclass
class Story:
    """One application, and all that came of it."""

    company: str
    role: str
    source: str
    industry: str
    company_size: str
    location: str
    applied_on: str = ""
    response_on: str = ""
    response: str = ""
    status: str = "applied"
    closed_on: str = ""
    offered_on: str = ""
    decision_expected_on: str = ""
    contact: str = ""
    contact_email: str = ""
    notes: str = ""
    salary: str = ""
    noted_on: str = ""  # its place in the list, where nothing was sent
    link: str = ""
    interviews: list[Interview] = field(default_factory=list)
    follow_ups: list[Row] = field(default_factory=list)
    history: list[Row] = field(default_factory=list)


def sent(
    sent_at: str, to: str, message: str, *, answered_on: str = "", channel: str = "e-mail"
) -> Row:
    """One follow-up."""
    return {
        "sent_at": sent_at, "to": to, "channel": channel, "message": message,
        "answered_on": answered_on,
    }  # fmt: skip


def heard(on: str, what: str, notes: str = "", *, decision_expected_on: str = "") -> Row:
    """One dated word that has no other sheet."""
    return {
        "on": on, "what": what, "decision_expected_on": decision_expected_on, "notes": notes,
    }  # fmt: skip


LONG_NOTE = """\
Dear Mr Aldous, thank you so much for the interview today. I have been thinking about it all \
evening and wanted to write down everything that came to my mind while it is still fresh. First of \
all, the planning register: I believe that the duplicates which you described come from two \
separate imports, because in my last job we had precisely the same effect, and we solved it by \
giving every parcel one lasting number and by checking each new delivery against the old one \
before it was loaded. Second, the monthly figures for the committee: it might be possible to \
produce them from the register itself, so that nobody has to copy numbers from one sheet into \
another on the evening before the meeting. Third, you asked how I would begin. I would spend the \
first two weeks sitting next to the people who type the data, since they know best what goes wrong \
and why. Fourth, I forgot to mention that I have worked with maps before, on a small project about \
bus stops, and that I enjoyed it very much. I also liked the building and the friendly people at \
the front desk. I would be very happy to hear from you, and I can start on the first of October, \
or a little earlier if that helps. With many thanks and kind regards, Robin Ashdown"""

STORIES = [
    Story(
        "Kestrel Grid", "Reporting analyst", "Company site", "Energy", "large", "Northport",
        "05-29", "06-18", "invitation", "rejected", "07-01",
        contact="Recruiting team", contact_email="recruiting@", salary="50-58k",
        notes="Long online test, no person to talk to.",
        interviews=[Interview("Assessment", "06-18", "06-23", [Met("")])],
        history=[heard("05-29", "acknowledged", "Automatic receipt.")],
    ),
    Story(
        "Lindqvist & Farrow", "Data analyst", "Referral", "Software", "small", "Eastmere",
        "06-02", "06-04", "invitation", "rejected", "06-25",
        contact="Hanna Lindqvist", contact_email="hanna.lindqvist@", salary="48-54k",
        notes="Through Mira. They took a database expert.",
        interviews=[
            Interview(
                "Phone screen", "06-04", "06-09 10:30",
                [Met(
                    "Hanna Lindqvist", "hanna.lindqvist@", "their move to one warehouse",
                    "06-09 11:05", "e-mail",
                    "Dear Hanna, thank you for the call this morning. The move to one warehouse "
                    "sounds like the right kind of hard. I would enjoy helping with it. Robin",
                )],
                "06-16",
            ),
            Interview(
                "First interview", "06-15", "06-18 15:30",
                [
                    Met(
                        "Hanna Lindqvist", "hanna.lindqvist@", "on-call weeks, team of six",
                        "06-18 17:10", "e-mail",
                        "Dear Hanna, thanks for being so open about the on-call weeks. A team of "
                        "six where everybody takes a turn suits me well. Robin",
                    ),
                    Met(
                        "Piotr Zawada", "piotr.zawada@", "query tuning exercise",
                        "06-18 19:30", "e-mail",
                        "Hello Piotr, I looked at the tuning exercise again on the train: the "
                        "second join was the culprit. Thank you for the good puzzle. Robin",
                    ),
                ],
                "06-26",
            ),
        ],
    ),
    Story(
        "Brightwater Housing Trust", "Data analyst", "Job board", "Public sector", "medium",
        "Halden Bay", "06-03", "06-15", "invitation", "no response", "07-20",
        contact="Marian Okoye", contact_email="marian.okoye@", salary="44-47k",
        notes="Nice people, then silence.",
        interviews=[
            Interview(
                "First interview", "06-15", "06-22 11:45",
                [
                    Met(
                        "Marian Okoye", "marian.okoye@", "repairs backlog dashboard",
                        "06-22 12:30", "e-mail",
                        "Dear Marian, thank you for the tour of the repairs backlog. I keep "
                        "thinking about the flats that are counted twice. Robin",
                    ),
                    Met(
                        "Dev Raman", "dev.raman@", "survey of tenants",
                        "06-22 20:15", "e-mail",
                        "Dear Dev, your survey of the tenants was the most interesting hour of my "
                        "week. Thank you, and good luck with the second wave. Robin",
                    ),
                    Met(
                        "Tilda Bergström", "tilda.bergstroem@", "budget round",
                        "06-24 09:00", "e-mail",
                        "Dear Tilda, a late but honest thank-you: the way you explained the budget "
                        "round made the job clear to me. Robin",
                    ),
                ],
                "07-03",
            )
        ],
        follow_ups=[
            sent(
                "07-08 09:20", "marian.okoye@",
                "Dear Marian, you expected to decide by last Friday. I am still very interested "
                "in the post. Is there any news? Robin",
            )
        ],
    ),
    Story(
        "Müller Datenwerk", "Analytics engineer", "Meetup", "Software", "small", "Remote",
        "06-11", "06-12", "invitation", "rejected", "06-30",
        contact="Jörg Müller", contact_email="joerg@", salary="55-62k",
        notes="Wrote too soon, he said so with a smile.",
        interviews=[
            Interview(
                "First interview", "06-12", "06-16 17:00",
                [Met(
                    "Jörg Müller", "555-0142", "tests for data models",
                    "06-17 09:30", "phone",
                )],
                "06-19",
                called="Müller Datenwerk",
            )
        ],
        follow_ups=[
            sent(
                "06-20 10:00", "joerg@",
                "Dear Jörg, have you decided yet? I am still keen on the tests. Robin",
            )
        ],
    ),
    Story(
        "Abbotsbourne Museum", "Data steward", "Newsletter", "Education and media", "small",
        "Abbotsbourne", "06-12", "06-29", "invitation", "position closed", "07-20",
        contact="Edith Vance", contact_email="edith.vance@", salary="38-41k",
        notes="Grant was not renewed, post gone.",
        interviews=[
            Interview(
                "First interview", "06-29", "07-02 11:00",
                [Met(
                    "Edith Vance", "edith.vance@", "catalogue of maps", "07-02", "letter",
                )],
                "07-10",
            )
        ],
        follow_ups=[
            sent(
                "07-15 11:40", "edith.vance@",
                "Dear Edith, you hoped to know by last Friday whether the catalogue is funded. "
                "Has anything been decided? Robin",
            )
        ],
    ),
    Story(
        "Harbour & Vale Insurance", "Pricing analyst", "Recruiter", "Finance", "large", "Northport",
        "06-17", "06-22", "invitation", "rejected", "07-16",
        contact="Careers desk", contact_email="careers@", salary="56-66k",
        interviews=[
            Interview(
                "Recruiter call", "06-22", "06-24",
                [Met("Carla Mendes", "careers@", "salary, start date")],
            ),
            Interview(
                "First interview", "07-01", "07-07 14:00",
                [
                    Met("Owen Pratt", "owen.pratt@", "claims triage", "07-08", "e-mail"),
                    Met("Li Wen", "li.wen@", "spreadsheet zoo", "07-07", "e-mail"),
                ],
                "07-17",
                called="Harbour & Vale Insurance",
            ),
        ],
    ),
    Story(
        "Nordlicht Energie", "Energy data analyst", "Alumni network", "Energy", "medium", "Remote",
        "06-22", "06-30", "invitation", "rejected", "08-12",
        contact="Katrin Böhme", contact_email="katrin.boehme@", salary="52-58k",
        notes="Second choice, keep in touch.",
        interviews=[
            Interview(
                "First interview", "06-30", "07-06 10:15",
                [Met(
                    "Katrin Böhme", "katrin.boehme@", "smart meters, missing readings",
                    "07-06 10:50", "e-mail",
                    "Dear Katrin, thank you for your time. The missing readings of the smart "
                    "meters would be my first project, and I have two ideas already. Robin",
                )],
                "07-15",
            )
        ],
        follow_ups=[
            sent(
                "07-20 09:10", "katrin.boehme@",
                "Dear Katrin, you named 15 July for the decision. Is there news on the post? Robin",
                answered_on="07-21",
            ),
            sent(
                "08-05 09:30", "katrin.boehme@",
                "Dear Katrin, you hoped to know more by the end of July. I am still glad to join. "
                "Robin",
            ),
        ],
        history=[
            heard(
                "07-21", "reply", "Board meets at the end of the month.",
                decision_expected_on="07-31",
            )
        ],
    ),
    Story(
        "Wrenfield Council", "Planning data officer", "Company site", "Public sector", "medium",
        "Wrenfield", "06-30", "08-03", "invitation", "rejected", "09-04",
        contact="Human resources", contact_email="hr@", salary="43-46k",
        interviews=[
            Interview(
                "First interview", "08-03", "08-06 14:20",
                [
                    Met(
                        "Simon Aldous", "simon.aldous@", "planning register, duplicates",
                        "08-06 21:40", "e-mail", LONG_NOTE,
                    ),
                    Met(
                        "Greta Moss", "greta.moss@", "committee figures",
                        "08-06 21:50", "e-mail",
                        "Dear Greta, thank you for the talk about the committee figures. Fewer "
                        "evenings with copied numbers would be a fine goal. Robin",
                    ),
                ],
                "08-21",
            )
        ],
        follow_ups=[
            sent(
                "08-31 08:45", "simon.aldous@",
                "Dear Mr Aldous, you planned to decide by 21 August. Could you tell me where it "
                "stands? Robin Ashdown",
            )
        ],
        history=[heard("07-02", "acknowledged", "By letter.")],
    ),
    Story(
        "Quillfeather Press", "Audience analyst", "Meetup", "Education and media", "small",
        "Eastmere", "07-01", "07-03", "invitation", "no response", "08-25",
        notes="Only a contact form on their site.",
        interviews=[
            Interview(
                "First interview", "07-03", "07-09 16:30",
                [Met(
                    "Ada Quill", "contact form", "newsletter readers",
                    "07-09 18:00", "contact form",
                    "Dear Ada, thank you for showing me how newsletter readers become book buyers. "
                    "I would love to measure it. Robin",
                )],
                called="Quillfeather Press",
            )
        ],
    ),
    Story(
        "Saint Aldhelm Hospitals", "Clinical data analyst", "Company site", "Health care", "large",
        "Wexmoor", "06-10", "07-14", "invitation", "no response", "09-01",
        contact="Bea Falk", contact_email="bea.falk@", salary="46-52k",
        interviews=[
            Interview(
                "Phone screen", "07-14", "07-17 09:30",
                [Met("Bea Falk", "bea.falk@", "waiting lists")],
                "07-24",
            )
        ],
        follow_ups=[
            sent(
                "08-06 10:15", "bea.falk@",
                "Dear Ms Falk, I hoped to hear from you by 24 July. Is the post still open? Robin "
                "Ashdown",
            )
        ],
    ),
    Story(
        "Tern & Tallow Logistics", "Operations analyst", "Referral", "Retail and logistics",
        "medium", "Lakeside", "07-06", "07-06", "invitation", "withdrawn", "08-07",
        offered_on="08-04", contact="Colin Tern", contact_email="colin.tern@", salary="42-45k",
        notes="Offer declined: four nights a week on site.",
        interviews=[
            Interview(
                "Phone screen", "07-06", "07-08 09:45",
                [Met(
                    "Colin Tern", "colin.tern@", "route planning", "07-08 10:20", "e-mail",
                    "Hello Colin, thanks for the call. Route planning with weather in it is what I "
                    "like to do. Robin",
                )],
                "07-13",
            ),
            Interview(
                "First interview", "07-10", "07-15 15:00",
                [
                    Met(
                        "Rosa Delgado", "rosa.delgado@", "depot visit, cold chain",
                        "07-15 18:05", "e-mail",
                        "Dear Rosa, thank you for the visit to the depot today. I learned a lot "
                        "about the cold chain and would be glad to work with your team. Robin",
                    ),
                    Met(
                        "Magnus Pike", "magnus.pike@", "depot visit, cold chain",
                        "07-15 18:08", "e-mail",
                        "Dear Magnus, thank you for the visit to the depot today. I learned a lot "
                        "about the cold chain and would be glad to work with your team. Robin",
                    ),
                ],
                "07-22",
            ),
            Interview(
                "Onsite panel", "07-21", "07-28 12:30",
                [
                    Met(
                        "Colin Tern", "colin.tern@", "night shifts", "07-28 15:00", "e-mail",
                        "Hello Colin, thank you for saying plainly what the night shifts mean. I "
                        "will think it over with my family. Robin",
                    ),
                    Met(
                        "Wanda Osei", "wanda.osei@", "forecast errors", "07-28 15:20", "e-mail",
                        "Dear Wanda, thanks for the frank numbers on forecast errors. I would "
                        "start with the Monday peaks, too. Robin",
                    ),
                    Met("Ulrik Strand", "555-0167", "fleet data", "07-30 10:00", "phone"),
                ],
                "08-05",
            ),
        ],
    ),
    Story(
        "Vela Mutual", "Insights analyst", "Job board", "Finance", "medium", "Halden Bay",
        "07-09", "07-23", "invitation", "withdrawn", "07-27",
        contact="Noor Haddad", contact_email="noor.haddad@", salary="36-39k",
        notes="Far too little, told them the same evening.",
        interviews=[
            Interview(
                "Recruiter call", "07-23", "07-27 17:30",
                [Met("Noor Haddad", "noor.haddad@", "salary band")],
            )
        ],
    ),
    Story(
        "Umbra Analytics", "Data analyst", "Newsletter", "Software", "small", "Remote",
        "07-13", "07-17", "invitation", "no response", "08-07",
        contact="Fitz O'Hara", contact_email="fitz.ohara@", salary="47-53k",
        notes="I pushed too hard here.",
        interviews=[
            Interview(
                "First interview", "07-17", "07-21 11:00",
                [Met(
                    "Fitz O'Hara", "fitz.ohara@", "churn model for gyms",
                    "07-21 11:45", "e-mail",
                    "Dear Sir or Madam, thank you for the opportunity. I remain at your disposal "
                    "for any questions. Kind regards, Robin Ashdown",
                )],
                "07-28",
            )
        ],
        follow_ups=[
            sent(
                "07-31 09:00", "fitz.ohara@",
                "Hello Fitz, you wanted to decide by Tuesday. Any news on the churn work? Robin",
            ),
            sent("08-03 09:05", "fitz.ohara@", "Hello Fitz, just checking again. Robin"),
        ],
    ),
    Story(
        "Cobalt Fjord", "Analytics engineer", "Recruiter", "Energy", "medium", "Remote",
        response_on="07-17", response="invitation", status="rejected", closed_on="08-11",
        contact="Sanna Holm", contact_email="sanna.holm@", salary="58-64k",
        notes="They found my talk and wrote first.",
        interviews=[
            Interview(
                "Recruiter call", "07-17", "07-22 18:00",
                [Met(
                    "Sanna Holm", "sanna.holm@", "tidal turbines, sensor drift",
                    "07-22 18:30", "message",
                    "Hello Sanna, thank you for calling me about the tidal turbines. Sensor drift "
                    "is a lovely problem. Robin",
                )],
                "07-31",
            )
        ],
        follow_ups=[
            sent(
                "08-05 16:00", "sanna.holm@",
                "Hello Sanna, you named the end of July. Is the turbine team still looking? Robin",
                channel="message",
            )
        ],
    ),
    Story(
        "Pell Street Digital", "Product analyst", "Job board", "Software", "small", "Eastmere",
        "07-20", "07-29", "invitation", "withdrawn", "07-31", salary="40k",
        contact_email="jobs@", notes="Unpaid trial week. No.",
    ),
    Story(
        "Xylo Instruments", "Data analyst", "Company site", "Health care", "medium", "Lakeside",
        "07-28", "08-04", "invitation", "rejected", "09-10",
        contact="Priya Nair", contact_email="priya.nair@", salary="49-55k",
        interviews=[
            Interview("Assessment", "08-04", "08-07 17:00", [Met("")], "08-28"),
            Interview(
                "First interview", "08-25", "09-01 10:00",
                [Met(
                    "Priya Nair", "priya.nair@", "calibration records",
                    "09-01 10:40", "e-mail",
                    "Dear Priya, thank you for the calibration records and the honest words about "
                    "them. I would be glad to put them in order. Robin",
                )],
                "09-11",
                called="Xylo Instrumants",
            ),
        ],
    ),
    Story(
        "Tolliver Bank", "Risk reporting analyst", "Job board", "Finance", "large", "Northport",
        "08-05", "09-10", "invitation", "applied",
        contact="Talent team", contact_email="talent@", salary="57-65k",
        notes="Asked when I am free, then nothing.",
    ),
    Story(
        "Halcyon Freight", "Operations analyst", "Recruiter", "Retail and logistics", "large",
        "Halden Bay", "08-25", "08-26", "invitation", "rejected",
        contact="Ruben Acker", contact_email="ruben.acker@", salary="45-51k",
        notes="No by phone, did not write down the day.",
        interviews=[
            Interview(
                "First interview", "08-26", "09-02 15:00",
                [Met(
                    "Ruben Acker", "ruben.acker@", "container delays",
                    "09-02 15:45", "e-mail",
                    "Dear Ruben, thanks for the hour on container delays. The chart that you drew "
                    "on the napkin would make a fine first page. Robin",
                )],
                "09-11",
            )
        ],
    ),
    Story(
        "Zephyr Rail", "Timetable analyst", "Aggregator", "Retail and logistics", "large",
        "Wexmoor", "08-28", "09-14", "invitation", "screening",
        contact="Careers", contact_email="careers@", salary="46-50k",
        interviews=[
            Interview(
                "Recruiter call", "09-14", "09-16 13:15",
                [Met(
                    "Gus Pell", "careers@", "night trains", "09-16 15:00", "e-mail",
                    "Dear Mr Pell, thank you for the call about the night trains. Robin Ashdown",
                )],
            )
        ],
    ),
    Story(
        "Yarrow Health", "Clinical data analyst", "Referral", "Health care", "small", "Eastmere",
        "08-31", "09-01", "invitation", "position closed", "09-17",
        contact="Nina Castell", contact_email="nina.castell@", salary="50-56k",
        notes="Hiring freeze, a pity. Ask again in spring.",
        interviews=[
            Interview(
                "Phone screen", "09-01", "9/3/26 25:00",
                [Met(
                    "Nina Castell", "nina.castell@", "home visits, tablets",
                    "09-03 15:35", "e-mail",
                    "Dear Nina, thank you for the call. Tablets on home visits that work without a "
                    "network: count me in. Robin",
                )],
            ),
            Interview(
                "First interview", "09-07", "09-10 16:00",
                [
                    Met(
                        "Nina Castell", "nina.castell@", "pilot in two towns",
                        "09-10 16:45", "e-mail",
                        "Dear Nina, it was good to meet you in person. The pilot in two towns is a "
                        "wise way to begin. Robin",
                    ),
                    Met(
                        "Abel Thorne", "abel.thorne@", "patient privacy",
                        "09-11 08:00", "e-mail",
                        "Dear Abel, thank you for the thorough questions on patient privacy. They "
                        "made me want to work with you. Robin",
                    ),
                ],
                "09-18",
            ),
        ],
    ),
    Story(
        "Amberley University", "Research data manager", "Alumni network", "Education and media",
        "large", "Amberley", "09-02", "09-21", "invitation", "interview",
        contact="Ines Haart", contact_email="ines.haart@", salary="48-56k",
        interviews=[
            Interview(
                "First interview", "09-21", "09-25 11:30",
                [
                    Met(
                        "Ines Haart", "ines.haart@", "archive of field notes",
                        "09-25 12:25", "e-mail",
                        "Dear Professor Haart, thank you for the walk through the archive. Field "
                        "notes from forty years deserve a good home. Robin Ashdown",
                    ),
                    Met(
                        "Tomas Rehn", "tomas.rehn@", "storage costs", "09-26 09:10", "e-mail",
                        "Dear Tomas, thank you for the numbers on storage. I see room for halving "
                        "the costs without losing a file. Robin",
                    ),
                ],
                "10-09",
            )
        ],
        history=[
            heard(
                "10-12", "reply", "The panel needs two weeks more.", decision_expected_on="10-23"
            )
        ],
    ),
    Story(
        "Granary Foods", "Supply analyst", "Company site", "Retail and logistics", "medium",
        "Lakeside", "09-08", "09-18", "invitation", "interview",
        contact="Lou Barnard", contact_email="lou.barnard@", salary="44-50k",
        interviews=[
            Interview(
                "First interview", "09-18", "09-24 14:00",
                [Met(
                    "Lou Barnard", "lou.barnard@", "waste in bakeries",
                    "09-24 14:50", "e-mail",
                    "Dear Lou, thank you for the talk about waste in the bakeries. A forecast for "
                    "each shop by Thursday noon sounds doable. Robin",
                )],
                "10-02",
            )
        ],
        follow_ups=[
            sent(
                "10-07 09:15", "lou.barnard@",
                "Dear Lou, you expected to decide last Friday. Has the bakery team made up its "
                "mind? Robin",
            )
        ],
    ),
    Story(
        "Fennel & Crowe", "Senior data analyst", "Referral", "Software", "small", "Eastmere",
        "09-15", "09-16", "invitation", "offer",
        offered_on="10-26", decision_expected_on="11-06",
        contact="Imke Crowe", contact_email="imke.crowe@", salary="56-60k",
        notes="Offer by phone. My answer: by 6 November.",
        interviews=[
            Interview(
                "Phone screen", "09-16", "09-18 09:40",
                [Met(
                    "Imke Crowe", "imke.crowe@", "small clients, plain reports",
                    "09-18 10:15", "e-mail",
                    "Dear Imke, thank you for the early call. Plain reports for small clients is "
                    "what I have been doing at heart for years. Robin",
                )],
                "09-23",
            ),
            Interview(
                "First interview", "09-21", "09-25 17:00",
                [Met(
                    "Bertrand Fennel", "bertrand.fennel@", "estimates in public",
                    "09-25 17:50", "e-mail",
                    "Dear Bertrand, thanks for an hour of estimates thought through in public. I "
                    "went home with three new questions. Robin",
                )],
                "10-01",
            ),
            Interview(
                "Onsite panel", "09-30", "10-08 13:00",
                [
                    Met(
                        "Imke Crowe", "imke.crowe@", "four-day week", "10-08 13:55", "e-mail",
                        "Dear Imke, thank you for a day that never felt like an exam, and for the "
                        "clear words on the four-day week. Robin",
                    ),
                    Met(
                        "Sefa Aydin", "sefa.aydin@", "code review of the tariff model",
                        "10-08 14:05", "e-mail",
                        "Hello Sefa, your review of my tariff model was the best that I ever had. "
                        "The rounding is fixed now. Robin",
                    ),
                    Met(
                        "Bertrand Fennel", "bertrand.fennel@", "lunch, hiking",
                        "10-08 13:10", "in person",
                    ),
                ],
                "10-16",
            ),
        ],
        follow_ups=[
            sent(
                "10-20 09:00", "imke.crowe@",
                "Dear Imke, you hoped to decide by last Friday. I would still love to join. Robin",
                answered_on="10-21",
            )
        ],
        history=[
            heard("10-21", "reply", "Offer is being drawn up.", decision_expected_on="10-28")
        ],
    ),
    Story(
        "Solveig Marine", "Energy data analyst", "Company site", "Energy", "large", "Northport",
        "09-23", "10-29", "invitation", "interview",
        contact="Human resources", contact_email="hr@", salary="54-61k",
        interviews=[
            Interview(
                "First interview", "10-29", "11-10 14:00",
                [Met("Astrid Lunde", "astrid.lunde@"), Met("Per Kolstad")],
            )
        ],
    ),
    Story(
        "Juniper Freight", "Senior data analyst", "Recruiter", "Retail and logistics", "medium",
        "Remote", response_on="09-29", response="invitation", status="interview",
        contact="Mabel Stone", contact_email="mabel.stone@", salary="55-60k",
        decision_expected_on="10-14", notes="Came through the recruiter of Halcyon.",
        interviews=[
            Interview(
                "First interview", "09-29", "10-05 10:00",
                [Met(
                    "Mabel Stone", "mabel.stone@", "customs forms",
                    "10-05 10:45", "e-mail",
                    "Dear Mabel, thank you for the tale of the customs forms. A small model could "
                    "take the dull half of them away. Robin",
                )],
            )
        ],
        follow_ups=[
            sent(
                "10-20 16:30", "mabel.stone@",
                "Dear Mabel, you named 14 October. Is there news about the customs team? Robin",
            )
        ],
    ),
    Story(
        "Dunmore Clinics", "Reporting analyst", "Job board", "Health care", "large", "Dunmore",
        "09-29", "10-19", "invitation", "interview",
        contact="Human resources", contact_email="hr@", salary="45-49k",
        interviews=[
            Interview(
                "First interview", "10-19", "10-30 14:30",
                [
                    Met("Rhea Sollis", "rhea.sollis@", "bed planning, the winter peak"),
                    Met("Anton Brook", "", "who reads the reports"),
                ],
                "11-10",
            )
        ],
    ),
    Story(
        "Orchard Street Schools", "Data analyst", "Company site", "Education and media", "medium",
        "Halden Bay", "10-01", "10-13", "invitation", "interview",
        contact="Office", contact_email="office@", salary="41-44k",
        interviews=[
            Interview(
                "First interview", "10-13", "10-26 16:00",
                [Met("Maud Ferris", "maud.ferris@", "attendance data, head teachers")],
                "11-05",
            )
        ],
    ),
    Story(
        "Isolde Labs", "Analytics engineer", "Meetup", "Software", "small", "Remote",
        "10-13", "10-14", "invitation", "screening",
        contact="Kofi Danso", contact_email="kofi.danso@", salary="60-66k",
        interviews=[
            Interview(
                "Phone screen", "10-14", "10-27 11:00",
                [Met(
                    "Kofi Danso", "kofi.danso@", "event streams, small budget",
                    "10-27 11:35", "e-mail",
                    "Hello Kofi, thank you for the good questions. Event streams on a small budget "
                    "is a challenge that I would enjoy. Robin",
                )],
                called="Isolde Labs / Analytics engineer",
            )
        ],
    ),
    Story(
        "Marrow & Pine", "Insights analyst", "Recruiter", "Retail and logistics", "medium",
        "Lakeside", response_on="10-20", response="invitation", status="interview",
        contact="Yvette Sorel", contact_email="yvette.sorel@", salary="50-55k",
        notes="They wrote first.",
        interviews=[
            Interview(
                "Recruiter call", "10-20", "10-22 12:15",
                [Met(
                    "Yvette Sorel", "yvette.sorel@", "loyalty cards",
                    "10-22 12:50", "e-mail",
                    "Dear Yvette, thank you for calling me. Loyalty cards that respect the people "
                    "behind them are worth working on. Robin",
                )],
                "10-29",
            ),
            Interview(
                "First interview", "10-28", "11-04 10:00",
                [Met("Yvette Sorel", "yvette.sorel@")],
            ),
        ],
    ),
    # No interview, but something to tell.
    Story(
        "The Greater Wexmoor and Upper Teme Valley Regional Transport Partnership",
        "Timetable analyst", "Company site", "Public sector", "large", "Wexmoor",
        "06-26", "07-24", "rejection", "rejected", "07-24", contact_email="recruitment@",
        salary="42-48k", history=[heard("06-26", "acknowledged", "Automatic receipt.")],
    ),
    Story(
        "Rookwood Foods", "Supply analyst", "Job board", "Retail and logistics", "large",
        "Lakeside", "07-16", "07-06", "rejection", "rejected", contact_email="jobs@",
    ),
    Story(
        "Castellan Credit Union", "Risk reporting analyst", "Job board", "Finance", "medium",
        "Wrenfield", "08-27", "2062-09-17", "rejection", "rejected", "09-17", salary="49-54k",
    ),
    Story(
        "Plover Games", "Product analyst", "Company site", "Software", "medium", "Remote",
        "06-15", status="rejected", notes="Form letter, day not noted.",
    ),
    Story(
        "Ermine Books", "Operations analyst", "Newsletter", "Education and media", "medium",
        "Eastmere", "07-02", status="rejected", notes="Heard it from a friend.",
    ),
    Story(
        "Lantern Hill Hospice", "Data steward", "Referral", "Health care", "small", "Lakeside",
        "07-21", "07-22", "rejection", "rejected", "07-22",
        contact="Jo Merrick", contact_email="jo.merrick@",
        notes="Warm no: they want a nurse by training.",
    ),
    Story(
        "Magpie Metrics", "Product analyst", "Newsletter", "Software", "small", "Remote",
        "09-17", "09-29", contact="Vera Lindt", contact_email="vera.lindt@", salary="45-50k",
        notes="Missed her call, could not reach her since.",
    ),
    Story(
        "Sable Street Bank", "Data analyst", "Company site", "Finance", "large", "Northport",
        "09-10", contact="Talent team", contact_email="talent@", salary="55-63k",
        follow_ups=[
            sent(
                "09-24 10:00", "talent@",
                "Dear team, could you tell me whether my application of 10 September arrived? "
                "Robin Ashdown",
            ),
            sent("09-28 10:00", "talent@", "Dear team, I am writing again. Robin Ashdown"),
        ],
    ),
    Story(
        "Nimbus Weather", "Analytics engineer", "Company site", "Energy", "small", "Remote",
        "09-03", "09-22", "rejection", "rejected", "09-22",
        contact="Ola Brandt", contact_email="ola.brandt@",
        follow_ups=[
            sent(
                "09-17", "ola.brandt@",
                "Dear Ola, did my application reach you? I would like to work on the storm maps. "
                "Robin",
                answered_on="09-22",
            )
        ],
    ),
    # Not sent.
    Story(
        "Saffron & Slate", "Data analyst", "Job board", "Retail and logistics", "small", "Eastmere",
        status="prospect", noted_on="07-24", notes="Closed before I was ready.",
    ),
    Story(
        "Eastmere Libraries", "Data steward", "Newsletter", "Public sector", "medium", "Eastmere",
        status="prospect", noted_on="10-19", salary="39-43k", notes="Open until 13 November.",
    ),
    Story(
        "Orrery Instruments", "Analytics engineer", "Meetup", "Health care", "small", "Remote",
        status="prospect", noted_on="10-22", notes="Ask Mira about them first.",
    ),
    Story(
        "Bramble Mobile", "Product analyst", "Job board", "Software", "large", "Northport",
        status="prospect", noted_on="10-27", salary="52-60k",
    ),
    Story(
        "Copperfield Water", "Reporting analyst", "Company site", "Energy", "medium", "Halden Bay",
        status="prospect", noted_on="10-29", salary="47-53k", notes="Good fit, write on Sunday.",
    ),
]  # fmt: skip


# The drawn applications: employers, and what they and their sources are like.

EMPLOYERS = """
Ashgrove Software|Software|medium
Bluebell Apps|Software|small
Corvid Systems|Software|large
Delta Thistle|Software|medium
Fathom & Field|Software|small
Gantry Cloud|Software|large
Hexagon Meadow|Software|medium
Inkwell Data|Software|small
Kite & Compass|Software|small
Larkspur Mobility|Software|medium
Brightspark Energy|Energy|large
Cinder & Sons|Energy|medium
Dovetail Solar|Energy|small
Fallow Wind|Energy|medium
Grünwald Netze|Energy|large
Heron Hydro|Energy|medium
Ironbridge Heat|Energy|medium
Aldermoor County|Public sector|large
Bishopsreach Council|Public sector|large
Coastal Survey Office|Public sector|medium
Eastmere Council|Public sector|medium
Fernhill Fire Service|Public sector|medium
Northport Harbour Board|Public sector|medium
Office for River Works|Public sector|large
Argent & Hale|Finance|large
Beacon Pensions|Finance|large
Crossfield Bank|Finance|large
Dray & Partners|Finance|small
Evermore Life|Finance|large
Foxglove Payments|Finance|medium
Guildhall Savings|Finance|medium
Hollin Capital|Finance|small
Arbour Dental|Health care|small
Bellweather Care|Health care|medium
Cygnet Diagnostics|Health care|medium
Foster Lane Surgery|Health care|small
Greenacre Hospitals|Health care|large
Hearth Home Care|Health care|medium
Ivory Optics|Health care|medium
Jasper Biologics|Health care|large
Kelpie Rehab|Health care|small
Acorn & Oak Furniture|Retail and logistics|medium
Basket Lane|Retail and logistics|large
Cartwright Parcels|Retail and logistics|large
Dunlin Shipping|Retail and logistics|large
Elderflower Drinks|Retail and logistics|small
Fable Toys|Retail and logistics|medium
Garnet Home Stores|Retail and logistics|large
Hobnail Shoes|Retail and logistics|medium
Pomander Retail Group|Retail and logistics|large
Kümmel Feinkost|Retail and logistics|small
Alder Grammar Schools|Education and media|medium
Bookbinder's Guild|Education and media|small
Chalk & Slate|Education and media|small
Daybreak Radio|Education and media|medium
Evening Lantern|Education and media|medium
Fairholme College|Education and media|large
Gable Learning|Education and media|medium
"""
# Source: (how often used, share that ever answers, median days to an answer).
SOURCES = {
    "Job board": (34, 0.50, 11),
    "Company site": (24, 0.64, 10),
    "Aggregator": (25, 0.36, 14),
    "Referral": (18, 0.76, 4),
    "Recruiter": (8, 0.75, 6),
    "Meetup": (4, 0.80, 6),
    "Alumni network": (4, 0.75, 9),
    "Newsletter": (3, 0.55, 10),
}
# Size: (added to the share that answers, factor on the median).
SIZES = {"small": (0.12, 0.6), "medium": (0.0, 1.0), "large": (-0.10, 1.4)}
ROLES = {
    "Data analyst": (44, 10),
    "Senior data analyst": (54, 4),
    "Reporting analyst": (45, 4),
    "Analytics engineer": (55, 8),
    "Operations analyst": (42, 3),
    "Product analyst": (48, 3),
    "Insights analyst": (46, 3),
    "Data steward": (39, 2),
}
TOWNS = ("Remote", "Remote", "Northport", "Eastmere", "Halden Bay", "Lakeside", "Wexmoor")
PEOPLE = (
    "Alma Reyes", "Boris Kent", "Clea Norwood", "Dario Fox", "Elin Marsh", "Farid Noor",
    "Gwen Salter", "Hugo Lind", "Iris Vogel", "Jonas Peel", "Kira Dunn", "Leo Hartnoll",
)  # fmt: skip
REMARKS = (
    "Long form, 40 minutes.", "Cover letter B.", "Two days a week on site.", "Needs a portfolio.",
    "Posted again in the same month.", "Asked for salary in the form.", "Like the team's blog.",
    "A stretch, but why not.", "Same text as for the last one.", "No sponsor named in the posting.",
)  # fmt: skip
# Applications per day of the week, Monday first; and the weeks that were different.
RHYTHM = (1.0, 1.4, 1.2, 1.3, 0.7, 0.15, 0.5)
FIRST_DAY, LAST_DAY = dt.date(YEAR, 5, 28), dt.date(YEAR, 10, 22)
HOLIDAY = (dt.date(YEAR, 8, 8), dt.date(YEAR, 8, 24))
FLU = (dt.date(YEAR, 10, 4), dt.date(YEAR, 10, 12))
# Of the silent applications, the share that Robin closes in the end, and after how many days.
GIVES_UP, GIVES_UP_AFTER = 0.8, (38, 64)


def draw_stories(rng: random.Random) -> list[Story]:
    """The applications that were sent and led to no interview."""
    employers = [line.split("|") for line in EMPLOYERS.strip().splitlines()]
    again = [e for e in employers if e[2] == "large"] * 2
    again += [e for e in employers if e[2] == "medium"]
    rng.shuffle(employers)
    chosen = employers + rng.sample(again, N_DRAWN - len(employers))
    days = _draw_days(rng, len(chosen))
    rng.shuffle(chosen)
    taken: set[tuple[str, str]] = set()
    stories = []
    for applied, (company, industry, size) in zip(days, chosen, strict=True):
        role = _draw(rng, {name: weight for name, (_, weight) in ROLES.items()})
        while (company, role) in taken:
            role = _draw(rng, {name: weight for name, (_, weight) in ROLES.items()})
        taken.add((company, role))
        source = _draw(rng, {name: often for name, (often, _, _) in SOURCES.items()})
        story = Story(company, role, source, industry, size, rng.choice(TOWNS))
        story.applied_on = applied.isoformat()
        _draw_answer(rng, story, applied)
        _draw_details(rng, story)
        stories.append(story)
    _close_some(stories)
    return stories


def _draw(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _draw_days(rng: random.Random, n: int) -> list[dt.date]:
    """`n` days of applying, in the week's rhythm, none while away."""
    days = [FIRST_DAY + dt.timedelta(d) for d in range((LAST_DAY - FIRST_DAY).days + 1)]
    days = [d for d in days if not any(a <= d <= b for a, b in (HOLIDAY, FLU))]
    return sorted(rng.choices(days, [RHYTHM[d.weekday()] for d in days], k=n))


def _draw_answer(rng: random.Random, story: Story, applied: dt.date) -> None:
    """When the rejection came, if it came: log-normal days, by source and company size."""
    _, share, median = SOURCES[story.source]
    more, factor = SIZES[story.company_size]
    answers = rng.random() < share + more
    days = round(math.exp(rng.gauss(math.log(median * factor), 0.85)))
    gives_up = rng.random() < GIVES_UP
    patience = rng.randint(*GIVES_UP_AFTER)
    answered = applied + dt.timedelta(days)
    if answered > applied and answered.weekday() > 4:  # offices write on working days
        answered += dt.timedelta(7 - answered.weekday())
    if answers and answered <= AS_OF:
        story.response_on = story.closed_on = answered.isoformat()
        story.response, story.status = "rejection", "rejected"
    elif gives_up and applied + dt.timedelta(patience) <= AS_OF:
        story.status = "no response"
        story.closed_on = (applied + dt.timedelta(patience)).isoformat()


def _draw_details(rng: random.Random, story: Story) -> None:
    base, _ = ROLES[story.role]
    base += {"small": -2, "medium": 0, "large": 4}[story.company_size] + rng.randint(-2, 3)
    if rng.random() < 0.6:
        story.salary = f"{base}-{base + rng.randint(3, 8)}k"
    chance = rng.random()
    if chance < 0.12:
        story.contact = rng.choice(PEOPLE)
        story.contact_email = story.contact.lower().replace(" ", ".") + "@"
    elif chance < 0.5:
        story.contact_email = rng.choice(("careers@", "jobs@", "recruiting@", "hr@"))
        story.contact = "Human resources" if story.contact_email == "hr@" else ""
    if rng.random() < 0.25:
        story.notes = rng.choice(REMARKS)
    if rng.random() < 0.16:
        story.history.append(heard(story.applied_on, "acknowledged", "Automatic receipt."))


def _close_some(stories: list[Story]) -> None:
    """A few end another way: the position closed, or Robin withdrew."""
    given_up = [s for s in stories if s.status == "no response"]
    for story in given_up[3::7]:
        story.status, story.notes = "position closed", "Posting says: filled."
    given_up[1].status, given_up[1].notes = "withdrawn", "Moving there is no option after all."
    given_up[9].status, given_up[9].notes = "withdrawn", "Job changed after I applied."


# From stories to rows.


def make_rows() -> dict[str, list[Row]]:
    """The rows of every sheet, by the sheet's name; cells are text, days and moments."""
    rng = random.Random(SEED)
    stories = [*STORIES, *draw_stories(rng)]
    stories.sort(key=_noted_on)
    rows: dict[str, list[Row]] = {sheet.name: [] for sheet in SHEETS}
    for number, story in enumerate(stories, start=1):
        key = f"A-{number:03}"
        domain = domain_of(story.company)
        texts = {c.name: getattr(story, c.name, "") for c in APPLICATIONS.columns}
        if not story.link and rng.random() < 0.8:
            texts["link"] = f"https://{domain}/{rng.randint(1000, 9999)}"
        rows[APPLICATIONS.name].append(
            _row(APPLICATIONS, texts | {"id": key}, domain) | {"Salary": story.salary or None}
        )
        for interview in story.interviews:
            for nth, met in enumerate(interview.people):
                texts = vars(interview) | vars(met) | {"application": interview.called or key}
                if nth:  # asked once, written once
                    texts["decision_expected_on"] = ""
                rows[INTERVIEWS.name].append(_row(INTERVIEWS, texts, domain))
        for sheet, found in ((FOLLOW_UPS, story.follow_ups), (HISTORY, story.history)):
            rows[sheet.name] += [_row(sheet, {**f, "application": key}, domain) for f in found]
    for sheet, header in ((INTERVIEWS, "Ended at"), (FOLLOW_UPS, "Sent at"), (HISTORY, "On")):
        rows[sheet.name].sort(key=lambda row: _in_order(row[header]))
    rows[SETTINGS_SHEET.name] = list(setting_rows({"as_of": AS_OF}))
    return rows


def _noted_on(story: Story) -> tuple[dt.date, str]:
    day = story.applied_on or story.noted_on or story.response_on
    parsed = _cell(next(c for c in APPLICATIONS.columns if c.kind == "day"), day)
    return parsed, story.company


def _in_order(value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return dt.datetime(YEAR, 9, 3)  # the cell with the impossible time


def domain_of(company: str) -> str:
    """A made-up address for a made-up company."""
    name = company.lower()
    for letter, plain in {"ä": "ae", "ö": "oe", "ü": "ue", "'": "", "&": " "}.items():
        name = name.replace(letter, plain)
    words = [w for w in re.findall(r"[a-z0-9]+", name) if w not in {"the", "for", "of"}]
    return "-".join(words[:2]) + ".example"


def _row(sheet: Sheet, texts: Row, domain: str) -> Row:
    """One row by header; "name@" becomes an address at `domain`."""
    row = {}
    for column in sheet.columns:
        text = texts.get(column.name, "")
        if column.kind == "text" and re.fullmatch(r"\S+@", text):
            text += domain
        row[column.header] = _cell(column, text)
    return row


def _cell(column: Column, text: str) -> Any:
    """A text of a story as what stands in the cell: "06-09 10:30" is a moment of the year."""
    if not text:
        return None
    found = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(\d\d)(?: (\d\d):(\d\d))?", text)
    if column.kind not in {"day", "moment"} or not found:
        return text
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    if hour is None:
        return dt.date(year or YEAR, month or 0, day or 0)
    return dt.datetime(year or YEAR, month or 0, day or 0, hour, minute or 0)


def write_sample(path: Path) -> None:
    """Write the sample to `path`: the same bytes every time."""
    saved = io.BytesIO()
    make_workbook(make_rows(), creator="Robin Ashdown", made=MADE).save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(path, "w") as final:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":  # saving stamps it with the clock
                stamp = f"{MADE:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            final.writestr(entry, content, compresslevel=9)


if __name__ == "__main__":
    target = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("applications.xlsx")
    write_sample(Path(target))
