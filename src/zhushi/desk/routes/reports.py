from django.urls import path, register_converter

from zhushi.desk.views import period_reports
from zhushi.insight.periods import Period


class PeriodConverter:
    """A month as 2026-09, a half-year as 2026-2, a year as 2026; what is none is no address."""

    regex = r"[0-9]{4}(?:-[0-9]{1,2})?"

    def to_python(self, value: str) -> Period:
        found = Period.named(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: Period | str) -> str:
        return str(value)


register_converter(PeriodConverter, "period")

urlpatterns = [
    path("", period_reports.reports, name="reports"),
    path("visitors/", period_reports.visitors, name="report_visitors"),
    path("service/", period_reports.service, name="report_service"),
    path("district/<period:period>/", period_reports.district_report, name="district_report"),
    path("rooms/<str:code>/<period:period>/", period_reports.room_report, name="room_report"),
]
