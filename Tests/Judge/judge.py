#!/usr/bin/env python3
"""Judges a sandbox cluster, or a real one, with the published Aerospike Python client.

usage: judge.py HOST:PORT|PROFILE [NODES [exchange]]

Connects to HOST:PORT, or to where a profile leads that `connector sandbox --write-profile` has written, expects a
cluster of NODES nodes (1 unless given) with the namespaces test and bar, and prints one line a check. Writes and
truncates the set "judge" of both; with `exchange`, reads what the tool Exchange has written to the set "exchange", and
leaves something for it there. Exits with 0 when every check holds, with 1 when one does not, with 2 when it is called
wrongly. Needs the package "aerospike" of PyPI in the environment.
"""

import sys
import time

try:
    import aerospike
except ImportError:
    sys.exit("judge.py needs the package aerospike: python -m pip install aerospike")

import verdict
from batches import batches
from cluster import information
from exchange import exchange
from place import Place
from queries import queries, truncation
from records import editions, existence, expiration, operate, values_and_keys
from security import encryption, logins, refusals
from users import users


def main(arguments):
    if len(arguments) not in (2, 3, 4) or not (":" in arguments[1] or arguments[1].endswith(".yaml")):
        print(__doc__.strip(), file=sys.stderr)
        return 2
    place = Place(arguments[1])
    client = place.connect()
    client.truncate("test", verdict.SET, 0)
    time.sleep(0.1)
    for part in (values_and_keys, existence, expiration, operate, batches, queries):
        part(client)
    editions(client, place.is_enterprise)
    information(client, int(arguments[2]) if len(arguments) > 2 else 1, place.is_enterprise)
    if len(arguments) == 4:
        exchange(client)
    if place.tls and not place.tls.get("for_login_only"):
        encryption(place, client)
    if place.tls:
        refusals(place)
    if place.auth and "user" in place.auth:
        logins(place)
        users(place, "admin", place.password)
    truncation(client)
    client.close()
    print(f"{verdict.failures} checks failed" if verdict.failures else "every check holds")
    return 1 if verdict.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
