"""A notice names what it tells of; which page that is belongs to the desk."""

import re

from django.db import migrations

MATTER = re.compile(r"/desk/matters/([^/]+)/$")
DAY = re.compile(r"/desk/receptions/([^/]+)/([^/]+)/$")


def about_of(link: str) -> str:
    if found := MATTER.match(link):
        return f"matter:{found[1]}"
    if found := DAY.match(link):
        return f"reception:{found[1]}:{found[2]}"
    return "look:"


def forwards(apps, editor):
    notices = apps.get_model("core", "Notice").objects
    for link in set(notices.values_list("about", flat=True)):
        notices.filter(about=link).update(about=about_of(link))


class Migration(migrations.Migration):
    dependencies = [("core", "0003_audit_append_only")]

    operations = [
        migrations.RenameField("notice", "link", "about"),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
