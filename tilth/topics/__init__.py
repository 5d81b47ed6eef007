"""The words for practice: topics of teaching and leading that people offer, want and look for."""
