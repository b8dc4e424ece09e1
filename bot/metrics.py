"""What the desk counts and times, for Prometheus; the names and their meaning are stated once, here."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("gcm_desk_updates_total", "Updates dealt with, by kind and how it ended.", ["kind", "outcome"])
HANDLING = Histogram(
    "gcm_desk_handling_seconds",
    "From taking an update to its screen being drawn.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
IN_HAND = Gauge("gcm_desk_updates_in_hand", "Updates being dealt with now.")
LAG = Histogram(
    "gcm_desk_queue_lag_seconds",
    "From a person's sending a message to the desk's taking it up.",
    buckets=(1, 2, 5, 10, 30, 60, 300, 3600),
)
ANSWERS = Counter("gcm_desk_answers_total", "Questions by what was decided and the language.", ["action", "language"])
ERRORS = Counter("gcm_desk_errors_total", "What went wrong: a fault, an outage, Telegram.", ["kind"])
