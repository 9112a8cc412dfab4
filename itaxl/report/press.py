"""Draw the documents of a run: those that were drawn from the same source before are taken as they are."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from importlib import import_module

from itaxl.files import digest
from itaxl.processes.work import Progress
from itaxl.report import outputs
from itaxl.report.outputs import Stage
from itaxl.report.pdf import attachments, render
from itaxl.report.pdf.attachments import Attachment
from itaxl.report.pdf.render import Excerpt, Rendered
from itaxl.report.pdf.renderer import Renderer
from itaxl.report.run import Document, Run
from itaxl.report.web.html import title_of
from itaxl.reproducible import stamped

MEMO = "memo"  # pages in the style sheets
TICK = 0.5  # seconds between two words on the progress


class Press:
    """Documents of a run that are being drawn. `submit` some, do something else, then `finish` them."""

    def __init__(self, run: Run, renderer: Renderer) -> None:
        self._run, self._renderer = run, renderer
        self._pending: dict[Future[Rendered], Document] = {}
        self._due = self._done = 0  # documents that are drawn, and that are ready

    def submit(self, documents: Iterable[Document]) -> None:
        """Begin to draw documents, unless all files of those that are signed together need not be made again."""
        for report, group in _signed_together(documents):
            alone = self._alone(group)
            source = self._source(alone, group)
            name = self._run.signed_name(report)
            self._run.sources[report.file] = source
            files = self._kept_files((name, self._run.standing.edition(name)), source, alone, group)
            if files is None:
                self._due += len(group)
                self._pending |= {self._renderer.submit(self._page(document)): document for document in alone}
            else:
                self._run.files |= files

    def _kept_files(
        self, name: tuple[str, int], source: str, alone: Sequence[Document], group: Sequence[Document]
    ) -> dict[str, bytes] | None:
        """Return the files of documents as they are, with the open data of today; None if they must be drawn."""
        files = self._run.kept.files(name, source, [output.path for output in _drawn(group)])
        if files is None:
            return None
        drawn = [(output.path, self._bare(output.document)) for output in _drawn(alone) if output.document]
        try:
            return files | {
                path: attachments.filled(files[path], page.attachments, page.date)
                for path, page in drawn
                if path.endswith(".pdf")
            }
        except ValueError:
            return None

    def finish(self, progress: Progress) -> None:
        """Wait for the PDFs, and make the other outputs of a document as soon as its PDF is there.

        Meanwhile tell `progress` again and again, which may raise to end it all.
        """
        if self._pending:
            import_module("itaxl.report.word.document")  # slow, so import it while the first PDF is drawn
        self._done = 0
        while self._pending:
            progress("progress.document", self._done, self._due)
            for future in wait(self._pending, TICK, FIRST_COMPLETED).done:
                self._take(self._pending.pop(future), future.result(), progress)
        self._due = 0

    def _take(self, document: Document, rendered: Rendered, progress: Progress) -> None:
        self._done += 1
        progress("progress.document", self._done, self._due)
        run = self._run
        run.drawn[document.file] = rendered
        if rendered.differences:
            run.sources.pop(_file_of_report(document), None)  # to be looked at anew the next time
        for output in _drawn([document]):
            run.files |= output.files(run)
        part = self._part(document)
        if part and rendered.excerpt:
            self._take(part, rendered.excerpt, progress)
        elif part:
            self._pending[self._renderer.submit(self._page(part))] = part

    def _part(self, document: Document) -> Document | None:
        """Return the document that is the first pages of another one, if there is such.

        Templates of the agency may set it otherwise where it is by itself.
        """
        run = self._run
        if run.agency.templates:
            return None
        parts = (part for part in outputs.documents(run) if part.part_of and part.revised == document.revised)
        memo = run.view(document).memo
        own = (part for part in parts if part.part_of == document.name)
        return next((part for part in own if memo and run.view(part).memo == memo), None)

    def _alone(self, group: Sequence[Document]) -> Sequence[Document]:
        """Return what is to be drawn: reports, and what is signed with them where it is no part of their pages."""
        parts = {self._part(document) for document in group}
        return [document for document in group if document not in parts]

    def _page(self, document: Document) -> render.Document:
        html = self._run.page(document, "print")
        return replace(self._bare(document), html=html, title=title_of(html, document.name))

    def _bare(self, document: Document) -> render.Document:
        """Return a page that is to be drawn without its text."""
        run, part = self._run, self._part(document)
        agency = run.agency_of(document)
        return render.Document(
            "",
            document.name,
            agency.lang,
            stamped(agency.report_date),
            () if document.part_of else _sources(run),
            agency.template_folders,
            Excerpt(MEMO, run.view(part).title) if part else None,
        )

    def _source(self, alone: Sequence[Document], group: Sequence[Document]) -> str:
        """Return a digest of all that a group of documents is drawn from, but for the contents of attached files."""
        run = self._run
        texts = [run.page_source(document, "print").digest() for document in alone]  # with the agency's fonts
        bare = [
            replace(page, folders=(), attachments=tuple(replace(file, data=b"") for file in page.attachments))
            for page in map(self._bare, alone)
        ]
        views = [(run.view(document), run.day(document)) for document in group]
        return digest(repr((texts, bare, views)).encode())


def _sources(run: Run) -> tuple[Attachment, ...]:
    """Return the open data, which reports hold as the source of their figures."""
    return tuple(
        Attachment(output.name, run.files[output.path], output.name)
        for output in outputs.OUTPUTS
        if output.stage is Stage.OPEN_DATA
    )


def _drawn(documents: Sequence[Document]) -> list[outputs.Output]:
    """Return the outputs that follow from the drawing of documents."""
    return [
        output for output in outputs.OUTPUTS if output.stage is Stage.DRAWN and output.document in documents
    ]


def _signed_together(documents: Iterable[Document]) -> Iterator[tuple[Document, Sequence[Document]]]:
    """Yield each report with all documents that are signed as one, itself among them."""
    groups: dict[tuple[str, bool], list[Document]] = {}
    for document in documents:
        groups.setdefault((document.report, document.revised), []).append(document)
    for group in groups.values():
        yield from ((document, group) for document in group if not document.part_of)


def _file_of_report(document: Document) -> str:
    """Return the file of the report that a document is signed with."""
    return replace(document, name=document.part_of or document.name, part_of="").file
