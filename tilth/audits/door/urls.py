"""What the door knows. The rest of Tilth does not know these addresses: `middleware` alone leads to them."""

from django.urls import path

from tilth.audits.door import views

urlpatterns = [
    path("door/", views.begin, name="begin"),
    path("door/sheet/", views.sheet, name="sheet"),
    path("door/redeem/", views.redeem, name="redeem"),
    path("door/cast/", views.cast, name="cast"),
    path("door/kiosk/", views.begin, {"kiosk": True}, name="kiosk"),
    path("door/kiosk/sheet/", views.sheet, {"kiosk": True}, name="kiosk_sheet"),
    path("door/kiosk/cast/", views.cast, {"kiosk": True}, name="kiosk_cast"),
]
