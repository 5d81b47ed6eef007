"""The Rowan Family: six invented schools, made by one seeded generator that does what people would do."""
