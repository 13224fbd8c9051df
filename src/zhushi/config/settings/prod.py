"""A district's server: HTTPS only, and no start with anything left at its default."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403

if os.environ.get("ZHUSHI_DEBUG", "0") != "0":
    raise ImproperlyConfigured("生产环境不得打开调试模式(ZHUSHI_DEBUG)")
if len(SECRET_KEY) < 50 or len(VAULT_KEY) < 50:
    raise ImproperlyConfigured("密钥过短或为默认值: 请删除 keys 下的空文件后重新启动以生成密钥")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("请用 ZHUSHI_HOSTS 写明本系统的域名, 多个用逗号分隔, 不得为 *")

PROXIES = int(os.environ.get("ZHUSHI_PROXIES", "1"))
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
JOBS_IN_BACKGROUND = True
