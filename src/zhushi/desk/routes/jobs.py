from django.urls import path

from zhushi.desk.views import jobs

urlpatterns = [
    path("<int:pk>/", jobs.job, name="job"),
    path("<int:pk>/cancellation/", jobs.cancel, name="cancel_job"),
]
