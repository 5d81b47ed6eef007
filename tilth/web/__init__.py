"""How every page looks and speaks: templates, components, forms, assets."""
