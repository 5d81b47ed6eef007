"""Each component draws what its gallery promises, and refuses what it does not know."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from tilth.web.templatetags.tilth import register

TEMPLATES = Path(__file__).parents[2] / "tilth/web/templates/web"

# Each tag as its users write it.
USES = {
    "actions_row": '{% actions_row %}{% button "Save" %}{% endactions_row %}',
    "avatar": '{% avatar "Asha Rao" %}',
    "back_link": '{% back_link "/schools/" %}',
    "breadcrumbs": '{% breadcrumbs "Schools" "/schools/" "Hollins Primary" %}',
    "button": '{% button "Save" %}',
    "card": '{% card heading="Our schools" %}<p>Six.</p>{% endcard %}',
    "details": '{% details "How we work this out" %}<p>So.</p>{% enddetails %}',
    "empty": '{% empty "Nobody yet" button_text="Begin" button_href="/begin/" %}<p>Why.</p>{% endempty %}',
    "explain": '{% explain "JPD" %}Joint practice development.{% endexplain %}',
    "figure_number": '{% figure_number 14 "groups" href="/groups/" %}',
    "inset": "{% inset %}<p>Apart.</p>{% endinset %}",
    "item": '{% item "Asha Rao" href="/asha/" line="Year 3" %}{% tag "agreed" %}{% enditem %}',
    "meter": '{% meter 3 of=4 label="Social capital" %}',
    "needs": "{% needs None %}",
    "panel": '{% panel "One next step" %}<p>Ask.</p>{% endpanel %}',
    "pager": "{% pager page %}",
    "post_button": '{% post_button "Agree" to="/agree/" about="to join" %}',
    "row": '{% row "Town" change="/town/" %}Leeds{% endrow %}',
    "rows": "{% rows %}{% endrows %}",
    "search_form": '{% search_form "Search schools" value="elm" %}',
    "share": '{% share 4 6 "leaders have marked" %}',
    "stage": '{% stage 2 stages ring="agree" about="Hollins" %}',
    "summary_list": "{% summary_list %}{% endsummary_list %}",
    "table": '{% table "Schools" %}<tbody></tbody>{% endtable %}',
    "tag": '{% tag "Live" tone="leaf" %}',
    "warning": "{% warning %}<p>Careful.</p>{% endwarning %}",
    "words": "{% words as kept %} a {% endwords %}{{ kept }}",
}
STAGES = ("Beginning", "Developing", "Embedding", "Leading")
CHARTS = {"grid_chart", "ring_chart", "profile_chart", "picks_chart", "trend_chart", "weave_chart", "balance_chart"}
MATURITY = {"tube_map", "knot", "steps"}
NOT_COMPONENTS = CHARTS | MATURITY | {"field_markup", "form_errors", "form_fields"}  # tested elsewhere


def drawn(markup: str, **given: object) -> str:
    page = Paginator(range(200), 10).page(7)
    request = RequestFactory().get("/", {"q": "elm", "page": "7"})
    return Template(markup).render(
        Context({"page": page, "request": request, "csrf_token": "t", "stages": STAGES, **given})
    )


@pytest.mark.parametrize("markup", USES.values(), ids=USES.keys())
def test_each_component_draws(markup):
    assert drawn(markup).strip()


def test_every_tag_is_tried_here():
    assert set(register.tags) == set(USES) | NOT_COMPONENTS


@pytest.mark.parametrize("name", sorted(set(USES) - {"words"}))
def test_each_component_has_a_template_and_a_place_in_the_gallery(name):
    gallery = (TEMPLATES / "gallery/components.html").read_text()
    assert (TEMPLATES / f"components/{name}.html").exists()
    assert f"{{% {name} " in gallery or f"{{% {name} %}}" in gallery or name == "back_link"


@pytest.mark.parametrize("name", sorted(set(USES) - {"breadcrumbs"}))
def test_a_misspelt_attribute_fails_when_the_template_compiles(name):
    misspelt = re.sub(rf"{{% {name}\b", f"{{% {name} colur=1", USES[name], count=1)
    with pytest.raises(TemplateSyntaxError):
        Template(misspelt)


def test_an_unknown_tone_or_kind_is_refused():
    for markup in ('{% tag "x" tone="pink" %}', '{% button "x" kind="huge" %}'):
        with pytest.raises(TemplateSyntaxError):
            drawn(markup)


def test_words_from_people_are_escaped():
    for markup in ("{% card heading=name %}{% endcard %}", "{% item name %}{{ name }}{% enditem %}", "{% tag name %}"):
        html = drawn(markup, name="<b>Eve</b>")
        assert "<b>Eve" not in html
        assert "&lt;b&gt;Eve" in html
        assert "&amp;lt;" not in html


def test_markup_inside_a_block_is_kept_as_it_is():
    assert '<strong class="tilth-tag' in drawn(USES["item"])
    assert "&lt;" not in drawn(USES["explain"])


def test_a_pager_keeps_what_else_the_address_asks_for():
    html = drawn("{% pager page %}")
    assert "?q=elm&amp;page=8" in html
    assert html.count('aria-current="page"') == 1
    assert "page=20" in html


def test_a_list_of_one_page_has_no_pager():
    assert drawn("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_needs_shows_each_notice_with_its_link():
    notices = [
        {"headline": "Say yes", "body": "Tuesdays", "link": "/yes/"},
        {"headline": "Read", "body": "", "link": ""},
    ]
    html = drawn("{% needs notices %}", notices=notices)
    assert '<a class="tilth-row__heading" href="/yes/">Say yes</a>' in html
    assert "Tuesdays" in html
    assert '<span class="tilth-row__heading">Read</span>' in html


def test_a_share_of_nothing_is_no_share():
    assert 'class="tilth-share__part" width="0"' in drawn('{% share 0 0 "leaders have marked" %}')


def test_no_component_has_a_style_or_a_script_in_it():
    for template in TEMPLATES.parent.rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)", text), template
