"""The words of a comment that stands for a choice, one paragraph for each thing it says."""

TITLES = {
    "sic-corr": "Correction.",
    "orig-reg": "Regularisation.",
    "abbr-expan": "Expansion.",
}
SOURCE = "In the source: "
REASON = "Reason: "
CERTAINTY = "Certainty: "
AGENT = "By: "
