"""A district of practice: a year of invented life, built through the actions from a fixed seed."""
