"""A page's style sheet keeps every rule that something on the page can match, and no other."""

import pytest

from qomsite.render.styles import Sheet, parted

PAGE = '<body><p class="lead big">…</p><a href="#">…</a></body>'


@pytest.mark.parametrize(
    ("rule", "page"),
    [
        (".lead{color:red}", PAGE),
        ("p.lead a:not(.none):hover::after{color:red}", PAGE),
        ("body>a[href]{color:red}", PAGE),
        ("*{margin:0}", PAGE),
        (":root{--ink:#000}a{color:var(--ink)}", PAGE),
        (":root{--ink:#000}", "<style>a{color:var(--ink)}</style>"),
        (":root{--rule:var(--hair) solid;--hair:1px}a{border:var(--rule)}", PAGE),
        (".lead--big:hover{color:red}", '<p class="lead--big">'),
        (":is(.none,.lead){color:red}", PAGE),
        ("@media print{.big{color:red}}", PAGE),
        ("@layer a{@media print{.big{color:red}}}", PAGE),
        ('@font-face{font-family:"x"}', PAGE),
        ("@layer a,b;", PAGE),
        ("@page{margin:1cm}", PAGE),
        ('.lead::before{content:"}{;"}', PAGE),
        ("mark{color:red}", '<script>document.createElement("mark")</script>'),
        (".found{color:red}", '<script>row.classList.add("found")</script>'),
    ],
)
def test_a_rule_that_can_match_stays_as_it_is(rule: str, page: str) -> None:
    assert Sheet(rule).used(page) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".none{color:red}",
        "table{color:red}",
        ".lead .none{color:red}",
        "p.none{color:red}",
        "@media print{.none{color:red}}",
        "@layer a{@media print{.none{color:red}}table{color:red}}",
    ],
)
def test_a_rule_that_nothing_can_match_is_left_out(rule: str) -> None:
    assert Sheet(rule).used(PAGE) == ""


def test_a_property_that_nothing_refers_to_is_left_out() -> None:
    """Nor one that only such a property refers to."""
    sheet = ":root{--a:1px;--b:var(--c);--c:2px;--d:3px}.none{top:var(--d)}a{top:var(--a)}"
    assert Sheet(sheet).used(PAGE) == ":root{--a:1px;}a{top:var(--a)}"


def test_of_a_list_of_selectors_only_the_matching_ones_stay() -> None:
    assert Sheet(".none,.lead,table,a:is(.x,.y){color:red}").used(PAGE) == (
        ".lead,a:is(.x,.y){color:red}"
    )


def test_the_order_of_the_rules_is_kept() -> None:
    sheet = "@layer a,b;a{x:1}.none{x:2}.lead{x:3}@media print{a{x:4}}.big{x:5}"
    assert Sheet(sheet).used(PAGE) == "@layer a,b;a{x:1}.lead{x:3}@media print{a{x:4}}.big{x:5}"


def test_groups_of_one_kind_that_follow_each_other_are_one() -> None:
    rules = "@layer x{a{color:red}}@layer x{p{margin:0}}@layer y{a{color:blue}}@layer x{a{top:0}}"
    assert Sheet(rules).used(PAGE) == (
        "@layer x{a{color:red}p{margin:0}}@layer y{a{color:blue}}@layer x{a{top:0}}"
    )


def test_a_sheet_is_parted_by_what_a_first_screen_needs() -> None:
    sheet = (
        "@layer a,b;@layer a{a{top:0}@media (min-width:9rem){a{top:1px}}@page{margin:0}}"
        "@media screen and (prefers-color-scheme:dark){a{top:2px}}"
        "@media print,(min-width:9rem){p{top:3px}}@media (max-width:9rem){a{top:4px}}"
    )
    assert parted(sheet) == (
        "@layer a,b;@layer a{a{top:0}}@media screen and (prefers-color-scheme:dark){a{top:2px}}"
        "@media (max-width:9rem){a{top:4px}}",
        "@layer a,b;@layer a-wide{@media (min-width:9rem){a{top:1px}}@page{margin:0}}"
        "@media print,(min-width:9rem){p{top:3px}}",
        "(min-width:9rem),print",
    )


def test_a_property_that_the_sheet_beside_it_refers_to_stays() -> None:
    sheet = ":root{--a:1px;--b:2px}"
    assert Sheet(sheet, "p{top:var(--a)}").used(PAGE) == ":root{--a:1px;}"
