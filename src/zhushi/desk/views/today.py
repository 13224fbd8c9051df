"""The first page, by what a person is here."""

from django.shortcuts import render

from zhushi.desk.access import everybody


@everybody
def today(request):
    """What to do next."""
    return render(request, "desk/today/plain.html", {})
