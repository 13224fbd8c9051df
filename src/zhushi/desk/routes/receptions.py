from datetime import date

from django.urls import path, register_converter

from zhushi.desk.views import (
    new_letter,
    reception_days,
    reception_papers,
    reception_queue,
    reception_rooms,
)


class DayConverter:
    """A day as 2026-09-16; anything that is no day is no address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

DAY = "<str:code>/<day:on>/"

urlpatterns = [
    path("", reception_rooms.receptions, name="receptions"),
    path("provisional/", reception_rooms.provisional, name="provisional_days"),
    path("<str:code>/", reception_rooms.room_receptions, name="room_receptions"),
    path("<str:code>/rules/", reception_rooms.create_rule, name="create_reception_rule"),
    path("<str:code>/rules/end/", reception_rooms.end_one_rule, name="end_reception_rule"),
    path("<str:code>/plan/", reception_rooms.plan, name="plan_receptions"),
    path(DAY, reception_days.reception, name="reception"),
    path(DAY + "duties/", reception_days.create_duty, name="create_duty"),
    path(DAY + "duties/release/", reception_days.release, name="release_duty"),
    path(DAY + "announcement/", reception_days.announce_day, name="announce_reception"),
    path(DAY + "opening/", reception_days.begin, name="open_reception"),
    path(DAY + "closing/", reception_days.close, name="close_reception"),
    path(DAY + "cancellation/", reception_days.cancel, name="cancel_reception"),
    path(DAY + "letter/", new_letter.of_day, name="letter_of_day"),
    path(DAY + "queue/", reception_queue.queue, name="reception_queue"),
    path(DAY + "turns/", reception_queue.create_turn, name="create_turn"),
    path(DAY + "turns/next/", reception_queue.call_next, name="call_next"),
    path(DAY + "turns/<int:number>/<str:verb>/", reception_queue.move_turn, name="move_turn"),
    path(DAY + "register/", reception_papers.register, name="reception_register"),
    path(DAY + "register/names/", reception_papers.register_with_names, name="full_register"),
    path(DAY + "notice/", reception_papers.notice, name="reception_notice"),
]
