"""Work done later: the timetable, the tick that keeps it, and a second try for what failed."""
