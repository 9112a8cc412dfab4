"""Mark of a revised edition, on every part of a document that is handed around by itself."""

from dataclasses import replace

from itaxl.report.views.document import Memo, View
from itaxl.report.views.material import Material


def marked(view: View, case: Material) -> View:
    """Return the view of a document that was issued before, marked as a revised edition with its date."""
    say = case.say
    mark, short = say("revision.mark"), say("revision.short")
    head = f"{view.words.running_head} {short}"
    return replace(
        view,
        title=f"{view.title} {short}",
        report_title=(*view.report_title, mark),
        words=replace(view.words, running_head=head),
        memo=_memo(view.memo, short) if view.memo else None,
        cover=replace(view.cover, title=(*view.cover.title, mark)) if view.cover else None,
    )


def _memo(memo: Memo, short: str) -> Memo:
    """Mark the subject, which is the last line of the head."""
    *lines, (subject,) = memo.fields
    return replace(memo, fields=(*lines, (replace(subject, value=f"{subject.value} {short}"),)))
