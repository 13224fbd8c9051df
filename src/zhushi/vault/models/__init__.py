from zhushi.vault.models.consent import Consent
from zhushi.vault.models.identity import Identity
from zhushi.vault.models.look import Look

__all__ = ["Consent", "Identity", "Look"]
