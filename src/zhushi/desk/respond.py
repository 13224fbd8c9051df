"""A part of the page for htmx, all of it for everyone else."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def region(request, page: str, name: str, context: dict, *, status: int = 200):
    """Render one named region of a page for htmx, the whole page for everyone else."""
    part = f"#{name}" if request.headers.get("HX-Request") else ""
    response = render(request, page + part, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
