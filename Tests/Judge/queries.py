"""Queries and scans of sets, whole or in parts, and what truncation leaves of them."""

import time

import aerospike
from aerospike import exception

from verdict import COUNT, SET, check, expect, key, refuses


def queries(client):
    client.truncate("test", SET, 0)
    time.sleep(0.1)
    for i in range(COUNT):
        client.put(key(i), {"i": i, "s": f"v{i}"}, policy={"key": aerospike.POLICY_KEY_SEND})
    client.put(("test", "other", 1), {"i": -1})
    everything = client.query("test", SET).results()
    expect("a query finds every record of the set once", sorted(row[2]["i"] for row in everything), list(range(COUNT)))
    expect("with the key that was sent", sorted(row[0][2] for row in everything), list(range(COUNT)))
    scan = client.scan("test", SET)
    expect("a scan finds them too", len(scan.results()), COUNT)
    scan = client.scan("test", SET)
    scan.select("i")
    expect("a scan of one bin", {tuple(row[2]) for row in scan.results()}, {("i",)})
    bare = []
    client.scan("test", SET).foreach(lambda row: bare.append(row[2]), {}, {"nobins": True})
    expect("a scan without bins", bare, [{}] * COUNT)
    whole = {row[0][2] for row in client.query("test").results() if row[2].get("i") == -1}
    expect("a query of the namespace finds other sets", len(whole), 1)
    halves = []
    for begin in (0, 2048):
        part = client.query("test", SET)
        halves.append([row[2]["i"] for row in part.results({"partition_filter": {"begin": begin, "count": 2048}})])
    expect("two halves of the partitions are the whole", sorted(halves[0] + halves[1]), list(range(COUNT)))
    pages(client)
    expect("an unknown set is empty", client.query("test", "nothing").results(), [])
    refuses("an index that is not there fails", exception.AerospikeError, lambda: indexed(client).results())


def indexed(client):
    query = client.query("test", SET)
    query.where(aerospike.predicates.equals("i", 1))
    return query


def pages(client):
    query = client.query("test", SET)
    query.max_records = 70
    query.paginate()
    seen, rounds = [], 0
    while not query.is_done() and rounds < 50:
        seen += [row[2]["i"] for row in query.results()]
        rounds += 1
    expect("pages of 70 hold every record once", sorted(seen), list(range(COUNT)))
    check("in several pages", rounds >= COUNT // 70, rounds)


def truncation(client):
    client.truncate("test", SET, 0)
    time.sleep(0.1)
    expect("a truncated set is empty", client.query("test", SET).results(), [])
    expect("another set is not", client.exists(("test", "other", 1))[1] is not None, True)
    client.remove(("test", "other", 1))
