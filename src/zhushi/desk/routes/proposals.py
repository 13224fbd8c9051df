from django.urls import path

from zhushi.desk.views import proposals

urlpatterns = [
    path("", proposals.proposal_list, name="proposals"),
    path("new/", proposals.new, name="new_proposal"),
    path("<int:pk>/", proposals.proposal, name="proposal"),
    path("<int:pk>/signature/", proposals.sign, name="sign_proposal"),
    path("<int:pk>/signature/taking-back/", proposals.take_back, name="unsign_proposal"),
    path("<int:pk>/handing-in/", proposals.hand_in, name="hand_in_proposal"),
    path("<int:pk>/withdrawal/", proposals.withdraw, name="withdraw_proposal"),
]
