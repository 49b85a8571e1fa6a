"""The content security policy of a page (CSP Level 3), from the scripts and styles that stand in
it.

Nothing is allowed but what the page itself holds, by its hash, and files from the site itself; the
pages of search and of projects also load scripts of the site.
"""

import base64
import hashlib
import re

SLOT = "{content-security-policy}"
"""What the layout writes where the policy belongs."""

_LOADS_SCRIPTS = ('<link rel="preload" as="script" ', '<form data-script="')
_LOADS_STYLES = "@import url("
# Data in a script is not run; yet checkers ask for its hash.
_INLINE = re.compile(r'<(script|style)(?: type="application/ld\+json")?>(.*?)</\1>', re.DOTALL)


def content_security_policy(html: str) -> str:
    """The policy that lets exactly the inline scripts and styles of ``html`` work."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for tag, text in _INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[tag].append(f"'sha256-{digest}'")
    if _LOADS_STYLES in html:
        hashes["style"].append("'self'")
    if any(sign in html for sign in _LOADS_SCRIPTS):
        hashes["script"].append("'self'")
    parts = [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "img-src 'self'",
        "font-src 'self'",
        # Auditing tools fetch robots.txt from within a page.
        "connect-src 'self'",
        *(f"{tag}-src {' '.join(found)}" for tag, found in hashes.items() if found),
    ]
    return "; ".join(parts)


def with_policy(html: str) -> str:
    """``html`` with its policy in the slot that the layout left for it."""
    return html.replace(SLOT, content_security_policy(html), 1)
