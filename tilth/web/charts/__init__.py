"""Pictures of what we know, as SVG that is laid out here and drawn by templates: the same on a screen, on paper and in print."""
