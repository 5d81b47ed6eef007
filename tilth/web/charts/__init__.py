"""Pictures of what we know, as SVG laid out here and drawn by templates: the same on a screen and on paper."""
