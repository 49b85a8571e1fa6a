"""``check``, ``tidy``, ``new``, ``edition``, ``undo``: what is done to content by its keepers."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from qomsite.commands.options import (
    Command,
    absolute,
    content_option,
    journal,
    journal_there,
    request,
    strict_option,
)
from qomsite.errors import counts
from qomsite.terminal import (
    ProgressLine,
    agreed,
    json_document,
    show_fine,
    show_note,
    show_problems,
)
from qomsite.text.digits import number


def _check_options(parser: ArgumentParser) -> None:
    content_option(parser)
    strict_option(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        metavar="قالب",
        help="text برای خواندن (پیش‌فرض)، json برای برنامه‌ها",
    )


def _check(options: Namespace) -> int:
    from qomsite.pipeline.build import checked

    # Where no line can be written anew, all that is said is for who looks for problems.
    with journal(options).reading(), ProgressLine(sys.stdout, stays=False) as progress:
        records, problems = checked(request(options), progress)
    errors, advice = counts(problems)
    stops = bool(errors or (options.strict and advice))
    if options.format == "json":
        show_note(json_document(records, problems), sys.stdout)
    else:
        if problems:
            show_problems(problems, sys.stdout, strict=options.strict)
        if not stops:
            show_fine(records, sys.stdout)
    return int(stops)


def _tidy_options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument("--yes", action="store_true", help="بی‌پرسش می‌نویسد")
    parser.add_argument("files", nargs="*", metavar="پرونده", help="تنها این پرونده‌ها")


def _tidy(options: Namespace) -> int:
    from qomsite.tidy.report import show_tidied, show_written
    from qomsite.tidy.tidying import tidied

    diary = journal_there(options)
    content = diary.content
    with diary.reading():
        changed, left = tidied(content, [_name(content, file) for file in options.files])
    show_tidied(content.name, changed, left, sys.stdout)
    if not changed:
        if not left:
            show_note("نوشتار متن‌ها درست است؛ چیزی برای پاک‌سازی نیست.", sys.stdout)
        return 1 if left else 0
    if not options.yes and not agreed(sys.stdout):
        return 1
    diary.apply([one.change for one in changed])
    show_written(len(changed), sys.stdout)
    return 1 if left else 0


def _name(content: Path, file: str) -> str:
    """A file as the content folder knows it: given from there, or from the working folder."""
    path = absolute(file)
    if not path.exists() and (content / file).exists():
        path = content / file
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return file


def _new_options(parser: ArgumentParser) -> None:
    content_option(parser)
    # What follows is read once the table of fields is at hand: no other command needs it.
    parser.add_argument(
        "words",
        nargs="...",
        metavar="مجموعه",
        help="طرح، سیاست، راهبرد، هدف، محور، تدبیر، خبر یا صفحه؛ گزینه‌ها پس از آن می‌آید و "
        "«new طرح --help» آن‌ها را نشان می‌دهد",
    )
    parser.set_defaults(parser_class=type(parser))


def _new(options: Namespace) -> int:
    from qomsite.commands.new_record import new, understood

    try:
        asked = understood(options.parser_class, options.words, options.content)
    except SystemExit as stop:
        return int(stop.code or 0)
    return new(asked, journal_there(asked), sys.stdout)


def _edition(options: Namespace) -> int:
    from qomsite.commands.new_edition import new_edition

    return new_edition(journal(options), sys.stdout)


def _undo_options(parser: ArgumentParser) -> None:
    content_option(parser)
    parser.add_argument(
        "--rest",
        action="store_true",
        help="اگر پرونده‌ای پس از آن ویرایش شده، آن را نام می‌برد و بقیه را بازمی‌گرداند",
    )


def _undo(options: Namespace) -> int:
    diary = journal(options)
    diary.recover()
    names = diary.names()
    newest, _ = next(diary.history(), ("", ()))
    older = names.index(newest) if newest else 0
    if damaged := len(names) - older - bool(newest):
        show_note(f"{number(damaged)} تغییر در دفتر آسیب دیده است و بازنمی‌گردد.", sys.stderr)
    if not newest:
        show_note("تغییری ثبت نشده است که بتوان بازگرداند.", sys.stdout)
        return 1
    done = diary.undo(newest, rest=options.rest)
    many = number(len(done.changes))
    show_note(f"{many} پرونده به حال پیش از آخرین تغییر بازگشت:", sys.stdout)
    for change in done.changes:
        now = "برداشته شد" if change.before is None else "بازگشت"
        show_note(f"  {diary.content.name}/{change.path} {now}", sys.stdout)
    if done.left:
        show_note("این‌ها پس از آن ویرایش شده بود و همان‌گونه که هست ماند:", sys.stdout)
        for path in done.left:
            show_note(f"  {diary.content.name}/{path}", sys.stdout)
    if older:
        again = "با تکرار همین فرمان، تغییرهای پیش‌تر یکی‌یکی بازمی‌گردند"
        show_note(f"{again} ({number(older)} تغییر مانده).", sys.stdout)
    return 0


CHECK = Command("check", "همهٔ مشکل‌های محتوا را می‌گوید و چیزی نمی‌نویسد", _check_options, _check)
TIDY = Command(
    "tidy", "نوشتار متن‌ها را پاک‌سازی می‌کند؛ پیش از نوشتن نشان می‌دهد و می‌پرسد", _tidy_options, _tidy
)
NEW = Command("new", "پروندهٔ طرح، سیاست، هدف، خبر … تازه را می‌سازد", _new_options, _new)
EDITION = Command(
    "edition",
    "متن برنامه را، آن‌گونه که در تاریخ داده‌ها (as_of) است، در content/editions نگه می‌دارد",
    content_option,
    _edition,
)
UNDO = Command(
    "undo", "آخرین تغییری را که یک فرمان در محتوا داده بازمی‌گرداند", _undo_options, _undo
)
