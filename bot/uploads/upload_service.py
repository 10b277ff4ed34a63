"""Shared files, from the first look to the import and back: nothing is imported before somebody presses Import."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from analytics import importers
from analytics.vocabulary.errors import ReelPulseError
from bot.access import Person
from bot.blocks import Message, text_message
from bot.delivery import Delivery, Destination
from bot.mrkdwn import escape
from bot.state import UploadOffer, UploadOffers
from bot.texts import say
from bot.uploads.column_modal import LEFT_OUT, Column, chosen_in, columns_view, faults_in
from bot.uploads.download import Patience, fetch
from bot.uploads.errors import FileGone
from bot.uploads.preview import done, preview, with_undo
from bot.workers import run_in_subprocess

if TYPE_CHECKING:
    from analytics.importers import ImportOptions, ImportResult

_FILES = 5
"""Of one message."""
_KEPT_SECONDS = 7 * 86_400


class UploadService:
    """Takes files."""

    def __init__(self, delivery: Delivery, offers: UploadOffers, patience: Patience | None = None) -> None:
        self.delivery, self.offers = delivery, offers
        self._patience = patience
        self._home = delivery.settings.home
        self._inbox = self._home / "inbox"
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def offer(self, destination: Destination, files: Sequence[dict[str, Any]]) -> None:
        """Show what was shared, and ask."""
        person = await self.delivery.people.find(destination.client, destination.user)
        self._sweep()
        if not files:
            await destination.post_privately(text_message(say(person.lang, "file-none")))
        for file in files[:_FILES]:
            await self.delivery.run_and_report_errors(destination, person, self._offer(destination, person, file))

    async def _offer(self, destination: Destination, person: Person, file: dict[str, Any]) -> None:
        identity = secrets.token_hex(6)
        api_url = self.delivery.settings.api_url
        try:
            fetched = await fetch(destination.client, file, self._inbox / identity, api_url, self._patience)
        except BaseException:
            shutil.rmtree(self._inbox / identity, ignore_errors=True)
            raise
        before = self.offers.find_imported(fetched.digest)
        if before is not None:
            shutil.rmtree(self._inbox / identity, ignore_errors=True)
            number = say(person.lang, "list-separator").join(f"{one}" for one in before.imports)
            text = say(person.lang, "file-again", name=escape(fetched.name, 100), number=number)
            await destination.post(with_undo(text, before.id, person.lang))
            return
        offer = UploadOffer(identity, destination.user, fetched.name, fetched.digest, datetime.now(UTC).isoformat())
        try:
            message = await self._preview(offer, person)
        except ReelPulseError:
            shutil.rmtree(self._inbox / identity, ignore_errors=True)
            raise
        await destination.post(message)

    async def _preview(self, offer: UploadOffer, person: Person) -> Message:
        from bot.uploads.import_process import study

        studied = await run_in_subprocess(study, self._home, self._path(offer), _options(offer), person.zone)
        columns = _columns(studied.results)
        shown = replace(
            offer,
            columns=[(column.name, column.meaning) for column in columns],
            grains=sorted({grain for result in studied.results for grain in result.grains}),
            zone=studied.zone,
        )
        self.offers.save(shown)
        return preview(shown, studied.results, columns, person.lang)

    def _path(self, offer: UploadOffer) -> Path:
        path = self._inbox / offer.id / offer.name
        if not path.exists():
            raise FileGone(offer.name)
        return path

    async def choose(self, destination: Destination, person: Person, identity: str, ts: str, trigger: str) -> None:
        """Open the window in which columns get their meanings."""
        offer = await self._found(destination, person, identity)
        if offer is not None:
            await destination.client.views_open(
                trigger_id=trigger, view=columns_view(offer, person.lang, destination.channel, ts)
            )

    def faults(self, identity: str, view: dict[str, Any], lang: str) -> dict[str, str]:
        """What cannot be as it was filled in: block -> why."""
        offer = self.offers.find(identity)
        return {} if offer is None else faults_in(view, offer, lang)

    async def remap(
        self, destination: Destination, person: Person, identity: str, view: dict[str, Any], ts: str
    ) -> None:
        """Show the file anew with the meanings and the zone that were chosen. Raises BadMapping."""
        await self._anew(destination, person, identity, ts, lambda offer: chosen_in(view, offer))

    async def settle(self, destination: Destination, person: Person, chosen: str, ts: str) -> None:
        """Show the file anew with its dates read as was chosen: `offer:year:2025`, `offer:day_first:1`."""
        identity, what, value = chosen.split(":")
        told: dict[str, Any] = {"year": int(value)} if what == "year" else {"day_first": value == "1"}
        await self._anew(destination, person, identity, ts, lambda offer: replace(offer, **told))

    async def _anew(
        self,
        destination: Destination,
        person: Person,
        identity: str,
        ts: str,
        change: Callable[[UploadOffer], UploadOffer],
    ) -> None:
        async with self._held(destination, person, identity) as offer:
            if offer is not None and not offer.imports:
                await _update(destination, ts, await self._preview(change(offer), person))

    async def take(self, destination: Destination, person: Person, identity: str, ts: str) -> None:
        """Import an offer, with progress, and say what can be asked now."""
        async with self._held(destination, person, identity) as offer:
            if offer is not None:
                await self._take(destination, person, offer, ts)

    async def _take(self, destination: Destination, person: Person, offer: UploadOffer, ts: str) -> None:
        if offer.imports:
            number = say(person.lang, "list-separator").join(f"{one}" for one in offer.imports)
            await destination.post_privately(
                text_message(say(person.lang, "file-again", name=escape(offer.name, 100), number=number))
            )
            return
        await _update(destination, ts, text_message(say(person.lang, "file-working", name=escape(offer.name, 100))))
        from bot.uploads.import_process import take

        signs = set[asyncio.Task[None]]()

        def progress(part: float) -> None:
            sign = say(person.lang, "file-progress", name=escape(offer.name, 100), percent=f"{part:.0%}")
            sent = asyncio.create_task(_update(destination, ts, text_message(sign)))
            signs.add(sent)
            sent.add_done_callback(signs.discard)

        results, questions = await run_in_subprocess(
            take, self._home, self._path(offer), _options(offer), on_progress=progress
        )
        self.offers.save(replace(offer, imports=[result.id for result in results if result.id]))
        shutil.rmtree(self._inbox / offer.id, ignore_errors=True)
        await _update(destination, ts, done(offer.name, results, offer.id, questions, person.lang))

    async def leave(self, destination: Destination, person: Person, identity: str, ts: str) -> None:
        """Forget an offer."""
        async with self._held(destination, person, identity) as offer:
            if offer is None:
                return
            self.offers.delete(identity)
            shutil.rmtree(self._inbox / identity, ignore_errors=True)
            await _update(destination, ts, text_message(say(person.lang, "file-cancelled")))

    async def undo(self, destination: Destination, person: Person, identity: str, ts: str) -> None:
        """Take back what an offer became."""
        from bot.uploads.import_process import undo

        async with self._held(destination, person, identity) as offer:
            if offer is None or not offer.imports:
                return
            await run_in_subprocess(undo, self._home, offer.imports, datetime.now(UTC))
            self.offers.save(replace(offer, imports=[]))
            number = say(person.lang, "list-separator").join(f"{one}" for one in offer.imports)
            await _update(destination, ts, text_message(say(person.lang, "file-undone", number=number)))

    @contextlib.asynccontextmanager
    async def _held(self, destination: Destination, person: Person, identity: str) -> AsyncIterator[UploadOffer | None]:
        """The offer as `_found`, for whoever changes it: one at a time, so that nothing is done to an old one."""
        lock = self._turns.get(identity) or asyncio.Lock()
        self._turns[identity] = lock
        async with lock:
            yield await self._found(destination, person, identity)

    async def _found(self, destination: Destination, person: Person, identity: str) -> UploadOffer | None:
        """The offer, where it is still known and the person is the one who shared it."""
        offer = self.offers.find(identity)
        if offer is None:
            await destination.post_privately(text_message(say(person.lang, "file-gone")))
        elif offer.user != destination.user and not person.admin:
            await destination.post_privately(text_message(say(person.lang, "file-not-yours")))
            return None
        return offer

    def _sweep(self) -> None:
        """Files that nobody decided about for a week are dropped."""
        if not self._inbox.is_dir():
            return
        for folder in self._inbox.iterdir():
            if time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _options(offer: UploadOffer) -> ImportOptions:
    return importers.ImportOptions(
        now=datetime.now(UTC),
        mapping=offer.mapping,
        without=frozenset(offer.without),
        zone=offer.zone,
        account=offer.account,
        year=offer.year,
        day_first=offer.day_first,
        lenient=True,
    )


def _columns(results: Sequence[ImportResult]) -> list[Column]:
    taken = [Column(column, meaning) for result in results for column, meaning in result.mapping.items()]
    return taken + [Column(column, LEFT_OUT) for result in results for column in result.left_out]


async def _update(destination: Destination, ts: str, message: Message) -> None:
    await destination.client.chat_update(channel=destination.channel, ts=ts, text=message.text, blocks=message.blocks)
