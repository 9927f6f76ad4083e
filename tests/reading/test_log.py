"""How a `Log` shows itself."""

from __future__ import annotations

import dataclasses

from logs import ACME, BOLT, MEETING, make_log


def test_a_notebook_shows_what_was_read_from_when_to_when() -> None:
    log = make_log([ACME, BOLT, {"Company": "Cobalt", "Applied on": "soon"}], [MEETING])
    assert log._repr_html_() == (
        "<table><caption>log.xlsx</caption>"
        "<thead><tr><th>table</th><th>rows</th><th>from</th><th>to</th></tr></thead><tbody>"
        "<tr><td>applications</td><td>3</td><td>10 Jan 2025</td><td>20 Jan 2025</td></tr>"
        "<tr><td>interviews</td><td>1</td><td>3 Feb 2025</td><td>3 Feb 2025</td></tr>"
        "<tr><td>follow-ups</td><td>0</td><td></td><td></td></tr>"
        "<tr><td>history</td><td>0</td><td></td><td></td></tr>"
        "</tbody></table><p>1 problem: see <code>.problems</code>.</p>"
    )
    assert repr(log) == (
        "Log(applications: 3, interviews: 1, follow_ups: 0, history: 0, events: 5, problems: 1)"
    )


def test_a_file_s_name_is_text_and_its_folder_is_not_shown() -> None:
    log = make_log([ACME])
    reading = dataclasses.replace(log.reading, path="/home/me/<b>&.xlsx")
    shown = dataclasses.replace(log, reading=reading)._repr_html_()
    assert shown.startswith("<table><caption>&lt;b&gt;&amp;.xlsx</caption>")
    assert shown.endswith("<p>No problems.</p>")
