"""The colors of the charts: distinct for color-blind eyes, and by lightness in gray."""

from __future__ import annotations

INK = "#222222"
MUTED = "#5A5A5A"
FAINT = "#8A8A8A"
GRID = "#DDDDDD"
SHADE = "#ECECEC"
MAIN = "#0B5394"
BAND = "#C9DCEF"
WARN = "#C2500A"
DARK = "#A86A10"  # text in the color of rejections

KINDS = {"positive": "#0B5394", "negative": "#E69F3C", "unclear": "#A9A9A9", "silent": "#EDEDED"}
STAGES = {
    "prospect": "#EDF3FA",
    "applied": "#CFE1F2",
    "screening": "#86B5DD",
    "interview": "#2F78B7",
    "offer": "#08306B",
}
OUTCOMES = {
    "accepted": "#08306B",
    "open": "#2F78B7",
    "position_closed": "#D8C7A6",
    "withdrawn": "#B9B9B9",
    "no_response": "#DADADA",
    "rejected": "#E69F3C",
}
# Lines of groups: a color and a dash each, so that they differ in gray, too.
GROUPS = (
    ("#0B5394", "-"),
    ("#C2500A", (0, (5, 1.5))),
    ("#4D4D4D", (0, (1, 1.2))),
    ("#5B9BD0", (0, (6, 1.5, 1, 1.5))),
    ("#B8860B", (0, (3, 1, 1, 1, 1, 1))),
    ("#8A8A8A", (0, (8, 3))),
)
