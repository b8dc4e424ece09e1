"""The matcher: text → words → ranking → decision. Pure: no input or output, no clock."""

from bot.faq.decision import Decision, Reading, Scored
from bot.faq.language import Language
from bot.faq.matcher import Matcher, Phrasing

__all__ = ["Decision", "Language", "Matcher", "Phrasing", "Reading", "Scored"]
