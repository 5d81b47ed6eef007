"""Tags of the templates: our components."""
