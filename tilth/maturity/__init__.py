"""Maturity: what people claim of their schools, beside what they did and what others said in confidence."""
