from django.db import migrations, models


def keep_postings(apps, schema_editor):
    """The one posting of a stand-in becomes the first of several."""
    for leave in apps.get_model("people", "Leave").objects.exclude(posting=None):
        leave.postings.add(leave.posting_id)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0008_publicity"),
    ]

    operations = [
        migrations.AddField(
            model_name="leave",
            name="postings",
            field=models.ManyToManyField(related_name="+", to="people.posting"),
        ),
        migrations.RunPython(keep_postings, migrations.RunPython.noop),
        migrations.RemoveField(model_name="leave", name="posting"),
    ]
