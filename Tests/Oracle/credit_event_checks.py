"""The checks of the second table of L §4 that are found at an event; rollover_missing is in credit_whole_ledger.py."""
from credit_books import DAY

WARNING = "warning"


def off_increment(replay, event):
    """Of the plan before the event. The credits are the remainder."""
    remainder = event.credits % replay.books.step(event.plan_before, event.at)
    if remainder:
        replay.find("off_increment", WARNING, event, remainder)


def downgrade_early(replay, event, account, old, new, since):
    """Choice: judged at the event, by the allowance that is current then; so it does not matter whether a later change
    supersedes this one. An allowance without an end is none."""
    end = account.allowance[1] if account.allowance else None
    current = end is not None and event.at < end
    if current and new.allowance < old.allowance and since < end and replay.books.get("downgrade", event.at) == "period_end":
        replay.find("downgrade_early", WARNING, event)


def expiry_late(replay, event, grant):
    """A correct record more than 24 hours after the expiry. Choice: of two expiries that it states together, the first."""
    if grant.unrecorded and event.at > grant.unrecorded_since + DAY:
        replay.find("expiry_late", WARNING, event, event.credits)
