"""The same system with its row locks taken out, to see that the fight notices."""
