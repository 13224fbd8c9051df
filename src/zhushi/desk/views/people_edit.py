"""Registering a person and putting right what is known of them."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import allowed, in_scope
from zhushi.desk.forms.people import EditPersonForm, NewPersonForm
from zhushi.desk.views.people import people_in
from zhushi.people.actions.edit_person import edit_person
from zhushi.people.actions.grant_mandate import grant_mandate
from zhushi.people.actions.register_person import register_person
from zhushi.people.choices import MandateLevel
from zhushi.people.models import Person
from zhushi.rooms.models import Unit

PLAIN = (
    "name",
    "sex",
    "ethnicity",
    "born",
    "joined",
    "education",
    "employer",
    "post_title",
    "occupation_field",
    "expertise",
    "residence",
    "email",
    "is_frontline",
    "publicity",
)


@allowed(Perm.PERSON_EDIT)
def new_person(request, scope):
    form, status = NewPersonForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                person = _register(request, scope, form.cleaned_data)
                messages.success(request, f"{person.name}已登记，编号 {person.ref}。")
                return redirect("desk:person", ref=person.ref)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return render(request, "desk/people/form.html", {"form": form}, status=status)


@in_scope(Perm.PERSON_EDIT, people_in)
def edit(request, person):
    initial = {name: getattr(person, name) for name in PLAIN}
    form, status = (
        EditPersonForm(request.POST if request.method == "POST" else None, initial=initial),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            phone = "" if data["no_phone"] else data["phone"] or None
            try:
                changed = edit_person(
                    person,
                    phone=phone,
                    by=request.user,
                    at=clock.now(),
                    **{name: data[name] for name in PLAIN},
                )
                messages.success(request, "资料已改。" if changed else "没有改动。")
                return redirect("desk:person", ref=person.ref)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "person": person}
    return render(request, "desk/people/form.html", context, status=status)


def _register(request, scope, data: dict) -> Person:
    """Person and seats in one act; the district is the login's own."""
    at = clock.now()
    own = request.user.person.district_id
    district = Unit.objects.get(pk=own if own in scope.districts else min(scope.districts))
    with transaction.atomic():
        person = register_person(
            district,
            phone=data["phone"],
            by=request.user,
            at=at,
            **{name: data[name] for name in PLAIN},
        )
        for level in data["levels"]:
            grant_mandate(
                person,
                level=MandateLevel(level),
                starts_on=clock.today(),
                electing_unit=data["electing_unit"],
                by=request.user,
                at=at,
            )
    return person
