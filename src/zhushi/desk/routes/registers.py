from django.urls import path

from zhushi.desk.views import registers
from zhushi.papers.registers import REGISTERS

urlpatterns = [
    path("", registers.registers, name="registers"),
    path("duty-files/", registers.duty_files, name="take_duty_files"),
]
for code, register in REGISTERS.items():
    urlpatterns += [
        path(f"{code}/print/", registers.print_of(register), name=f"print_{code}"),
        path(f"{code}/file/", registers.file_of(register), name=f"take_{code}"),
    ]
