"""The anonymous door: where slips become sheets. Nothing here knows who somebody is, or could find out."""

PLACE = "/door/"
