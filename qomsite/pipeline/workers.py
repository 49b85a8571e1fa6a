"""Work in processes of their own, which end with the one that started them, however it ends."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, TypeVar, cast

from qomsite.errors import EnvironmentProblem
from qomsite.pipeline.request import Request

Given = TypeVar("Given")
Made = TypeVar("Made")
Taken = TypeVar("Taken")
FEWEST_FOR_PROCESSES = 64
"""Starting processes costs more than what fewer records or pages do."""
DIED = (
    "یکی از فرایندهای ساخت ناگهان پایان یافت، شاید چون حافظه کم آمد؛ با ‎--jobs 1 دوباره بسازید. "
    "سایت پیشین دست نخورد."
)


def is_for_processes(request: Request, size: int) -> bool:
    """Whether to begin processes for what is made of so many records or pages.

    The preview builds again and again: what it finds out it needs in its own process.
    """
    return request.jobs > 1 and not request.drafts and size >= FEWEST_FOR_PROCESSES


def spread(
    work: Callable[[Given], Made],
    portions: Sequence[Given],
    jobs: int,
    prepare: Callable[..., object],
    *arguments: Any,
    taken: Callable[[int, Made], Taken],
) -> list[Taken]:
    """What ``taken`` makes of what ``work`` makes of each portion, in order.

    It is called with the number of a portion and what was made, as each comes; each process calls
    ``prepare`` at its start.

    An error in one is raised here, and EnvironmentProblem where one dies. The processes are at an
    end when this returns or raises, also where it is interrupted: they are killed, and nothing
    waits for what they were at. A pool of the standard library may then wait for ever.
    """
    context: Any = multiprocessing.get_context(
        "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    )
    made: dict[int, Taken] = {}
    rest = iter(enumerate(portions))
    busy: dict[Connection, int] = {}
    processes = []
    ends = []  # each is open until its process is at an end, which would else find it closed
    try:
        for portion in islice(rest, jobs):
            here, there = context.Pipe()
            ends.append(here)
            process = context.Process(target=_serve, args=(there, work, prepare, arguments))
            processes.append(process)
            process.start()
            there.close()
            busy[here] = _given(here, portion)
        while busy:
            for here in cast(list[Connection], wait(list(busy))):
                answer, error = here.recv()
                if error is not None:
                    raise error
                number = busy.pop(here)
                made[number] = taken(number, answer)
                for portion in rest:
                    busy[here] = _given(here, portion)
                    break
    except (EOFError, ConnectionError):
        raise EnvironmentProblem(DIED) from None
    finally:
        for process in processes:
            _end(process)
    return [made[number] for number in range(len(portions))]


@contextmanager
def begun(work: Callable[[], Made], *, is_worth: bool = True) -> Iterator[Callable[[], Made]]:
    """Has ``work`` done in a process of its own; what is given waits for what comes of it.

    Errors are those of :func:`spread`. The process is at an end with the context. Where processes
    cannot be forked, or it ``is_worth`` none, the work is done here, when it is first asked for.
    """
    if not is_worth or "fork" not in multiprocessing.get_all_start_methods():
        yield _once(work)
        return
    context: Any = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, lambda _: work(), int, ()))

    def outcome() -> Made:
        try:
            made, error = here.recv()
        except (EOFError, ConnectionError):
            raise EnvironmentProblem(DIED) from None
        if error is not None:
            raise error
        return cast(Made, made)

    try:
        process.start()
        there.close()
        here.send(None)
        yield _once(outcome)
    finally:
        _end(process)


def _end(process: Any) -> None:
    """Ends a process; one that could not be started is none."""
    if process.pid is not None:
        process.kill()
        process.join()


def _once(work: Callable[[], Made]) -> Callable[[], Made]:
    """``work``, done at the first call."""
    made: list[Made] = []

    def known() -> Made:
        if not made:
            made.append(work())
        return made[0]

    return known


def _given(here: Connection, portion: tuple[int, object]) -> int:
    number, content = portion
    here.send(content)
    return number


def _serve(
    there: Connection,
    work: Callable[[Any], object],
    prepare: Callable[..., object],
    arguments: tuple[Any, ...],
) -> None:
    end_with_parent()
    try:
        prepare(*arguments)
        while True:
            there.send((work(there.recv()), None))
    except Exception as error:
        error.add_note(traceback.format_exc())
        there.send((None, error))


def end_with_parent() -> None:
    """Has this process end as soon as the one that started it has, and for no signal before.

    Ctrl-C, and the end of a terminal, are said to every process there; what they mean is the
    parent's affair.
    """
    for name in {"SIGINT", "SIGTERM", "SIGHUP"} & {*dir(signal)}:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    # Each worker holds the pipes of those before it, so they see the end one after another, the
    # last one first.
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    os._exit(0)
