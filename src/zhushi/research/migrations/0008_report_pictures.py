import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0006_job_found"),
        ("research", "0007_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_in", models.PositiveIntegerField(null=True)),
                ("added_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("attachment", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="report_picture", to="core.attachment")),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="research.report")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
