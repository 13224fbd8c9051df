"""Measures every main page through the real server, with very many matters."""
