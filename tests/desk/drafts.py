"""What the tests of drafts say of their pages."""

from django.urls import reverse

from zhushi.grouping.models import Draft

LIST = reverse("desk:grouping")


def page(answer) -> str:
    return answer.content.decode()


def rules(office, **changes) -> dict:
    """The form of the rules as it stands, with changes."""
    form = office.get(LIST).context["form"]
    first = {name: one.initial for name, one in form.fields.items() if one.initial is not None}
    return {**first, **changes}


def address(name: str, draft: Draft) -> str:
    return reverse(f"desk:{name}", kwargs={"pk": draft.pk})
