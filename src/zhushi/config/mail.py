"""Outgoing mail is off until somebody configures it by ``EMAIL_URL``."""

from urllib.parse import parse_qs, unquote, urlsplit

BACKENDS = "django.core.mail.backends."


def mail_settings(url: str, *, default: str) -> dict[str, object]:
    """Django's mail settings for ``smtp://user:password@host:port?security=tls|ssl``.

    An empty ``url`` gives the backend named ``default`` (``console`` or ``dummy``).
    Raises ValueError for any other scheme, so that a typing error does not lose mail silently.
    """
    if not url:
        return {"EMAIL_BACKEND": f"{BACKENDS}{default}.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError("EMAIL_URL 应为 smtp://用户:口令@主机:端口?security=tls")
    query = parse_qs(parts.query)
    security = query.get("security", ["tls"])[0]
    return {
        "EMAIL_BACKEND": f"{BACKENDS}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"ssl": 465, "tls": 587}.get(security, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": security == "tls",
        "EMAIL_USE_SSL": security == "ssl",
        "EMAIL_TIMEOUT": 10,
    }
