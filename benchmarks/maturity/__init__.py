"""All figures of a family for one page, beside working out each on its own."""
