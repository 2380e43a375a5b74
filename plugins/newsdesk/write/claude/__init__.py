"""Asking Claude: from a request to a saved reply, once.

    providers   which environment each provider needs; told without importing anything heavy
    heard       what one call brought, and what follows from it: pure
    sdk         the only module that imports anthropic: a client, a call, a stream read again
    recording   a stream's bytes on disk as they arrive, so that a kill loses no paid answer
    booking     a call in the reply and in the ledger, before it is made and after
    asking      Asker: a recorded reply, else calls within their bounds

``import newsdesk.write.claude`` costs nothing; the SDK is imported with the first call.
"""

from __future__ import annotations

from newsdesk.write.claude.asking import Asker
from newsdesk.write.claude.providers import key_is_set

__all__ = ["Asker", "key_is_set"]
