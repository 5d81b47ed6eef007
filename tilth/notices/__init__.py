"""What a person is asked or told: the list of what needs them, and the e-mail that carries it."""
