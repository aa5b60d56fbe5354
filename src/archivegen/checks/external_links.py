"""Links to other sites: those that lead nowhere any more, or somewhere else. Advice, never more.

A few hosts are asked at a time, and none of them for two addresses at once. Where an answer leaves
doubt, nothing is said of the article: many sites refuse whoever is no browser.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from archivegen.checks.article_file import ArticleFile
from archivegen.checks.http_answers import HttpAnswer, HttpAnswers
from archivegen.model.hosts import host_and_port

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from archivegen.checks.articles import Outgoing
    from archivegen.model.problems import Problem

AT_A_TIME = 8
"""Hosts that are asked at the same time."""

PAUSE = 0.5
"""Seconds between two questions to one host."""

SHORT_WAIT = 10
"""Seconds that are waited in all when a host asks for it; for longer, it is left alone."""

PATIENCE = 180.0
"""Seconds without any answer from anyone, after which no more are waited for."""

FEW = 2
"""Hosts that may be gone for good when nobody answers; with more, it is rather the network."""


class Asking(Protocol):
    """A client that asks one address after the other, in one thread."""

    def ask(self, address: str) -> HttpAnswer:
        """What an address answers."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely to ask: hosts at a time, and seconds of the pause and of patience."""

    at_a_time: int = AT_A_TIME
    pause: float = PAUSE
    patience: float = PATIENCE


def ask_all(
    addresses: Collection[str],
    answers: HttpAnswers,
    asking: Callable[[], AbstractContextManager[Asking]],
    manners: Manners = Manners(),
) -> dict[str, HttpAnswer]:
    """The answer of each address; those that `answers` does not hold are asked for, and put there.

    `asking` gives each thread its own client.
    """
    kept = {address: answer for address in addresses if (answer := answers.find(address))}
    asked: dict[str, HttpAnswer] = {}
    try:
        for address, answer in _ask(sorted(set(addresses) - kept.keys()), asking, manners):
            asked[address] = answer
            if answer.kind != "no host":
                answers.put(address, answer)
        asked = _without_network(asked)
        for address, answer in asked.items():
            answers.put(address, answer)
    finally:
        answers.save()
    return {address: (kept | asked)[address] for address in sorted({*kept, *asked})}


def _without_network(asked: Mapping[str, HttpAnswer]) -> dict[str, HttpAnswer]:
    """The answers; where no host is known at all, that says nothing of the hosts."""
    unknown = {
        host_and_port(address) for address, answer in asked.items() if answer.kind == "no host"
    }
    if len(unknown) <= FEW or any(
        answer.kind in {"fine", "moved", "gone"} for answer in asked.values()
    ):
        return dict(asked)
    return {
        address: HttpAnswer("no network", "no host can be looked up; is there a network?")
        if answer.kind == "no host"
        else answer
        for address, answer in asked.items()
    }


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of questions: addresses by host that wait, and answers as they come."""

    asking: Callable[[], AbstractContextManager[Asking]]
    pause: float
    hosts: SimpleQueue[list[str]] = field(default_factory=SimpleQueue)
    answers: SimpleQueue[tuple[str, HttpAnswer] | Exception] = field(default_factory=SimpleQueue)
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Ask one host after the other, until there is none."""
        try:
            with self.asking() as asker:
                while not self.stop.is_set():
                    of_host = self.hosts.get_nowait()
                    for answer in _ask_host(of_host, asker, self.stop, self.pause):
                        self.answers.put(answer)
        except Empty:
            return
        except Exception as error:  # noqa: BLE001 -- raised again by who waits for answers
            self.answers.put(error)


def _ask(
    addresses: Sequence[str],
    asking: Callable[[], AbstractContextManager[Asking]],
    manners: Manners,
) -> Iterator[tuple[str, HttpAnswer]]:
    """The answers as they come."""
    this = _Round(asking, manners.pause)
    by_host = _by_host(addresses)
    for of_host in by_host:
        this.hosts.put(of_host)
    # Daemons, so that one which waits for a host keeps nobody from leaving.
    for _ in range(min(manners.at_a_time, len(by_host))):
        threading.Thread(target=this.work, daemon=True).start()
    left = set(addresses)
    try:
        while left:
            answer = this.answers.get(timeout=manners.patience)
            if isinstance(answer, Exception):
                raise answer
            left.discard(answer[0])
            yield answer
    except Empty:
        for address in sorted(left):
            yield address, HttpAnswer("unsure", "it does not answer in time")
    finally:
        this.stop.set()


def _by_host(addresses: Sequence[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        groups[host_and_port(address)].append(address)
    return [*groups.values()]


def _ask_host(
    addresses: Sequence[str], asker: Asking, stop: threading.Event, pause: float
) -> Iterator[tuple[str, HttpAnswer]]:
    """The answers of a host, one after the other, until it wants to be left alone."""
    wait, waited, is_left_alone = 0, 0, False
    for number, address in enumerate(addresses):
        if is_left_alone:
            yield address, HttpAnswer("unsure", "its host asks to be left alone", wait)
            continue
        if number and stop.wait(pause):
            return
        answer = asker.ask(address)
        # A host that asks for a little each time would have everybody wait for it all the same.
        if 0 < answer.wait <= SHORT_WAIT - waited:
            waited += answer.wait
            if stop.wait(answer.wait):
                return
            answer = asker.ask(address)
        wait = answer.wait
        is_left_alone = wait > SHORT_WAIT - waited
        yield address, answer


def hosts_of(addresses: Collection[str], answers: HttpAnswers) -> int:
    """How many hosts have to be asked for these addresses."""
    return len({host_and_port(address) for address in addresses if answers.find(address) is None})


def problems(
    answers: Mapping[str, HttpAnswer], outside: Mapping[str, Sequence[Outgoing]], root: Path
) -> Iterator[Problem]:
    """Advice for each link whose answer leaves no doubt that it is wrong."""
    for address, answer in answers.items():
        advice = _advice(address, answer)
        if advice is None:
            continue
        message, hint, kind = advice
        for outgoing in outside[address]:
            file = ArticleFile(root, outgoing.path)
            yield file.document.problem(
                outgoing.position_in(file), message, hint, severity="advice", kind=kind
            )


def _advice(address: str, answer: HttpAnswer) -> tuple[str, str, str] | None:
    """The message, hint and kind of a problem with a link; None where the answer leaves doubt."""
    if answer.kind in {"gone", "no host"}:
        return (
            f"{address} does not answer any more: {answer.detail}",
            f"look for a copy: https://web.archive.org/web/{address}",
            "dead outside link",
        )
    if answer.kind == "moved":
        return (
            f"{address} has moved for good",
            f"write its new address: {answer.detail}",
            "moved outside link",
        )
    if answer.kind == "private":
        return (
            f"{address} is in a private network, and was not asked",
            "readers cannot reach it: link to a public address",
            "private outside link",
        )
    return None
