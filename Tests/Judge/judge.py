#!/usr/bin/env python3
"""Judges a sandbox cluster, or a real one, with the published Aerospike Python client.

usage: judge.py HOST:PORT [NODES]

Connects to HOST:PORT, expects a cluster of NODES nodes (1 unless given) with the namespaces test and bar, and prints
one line a check. Writes and truncates the set "judge" of both. Exits with 0 when every check holds, with 1 when one
does not, with 2 when it is called wrongly. Needs the package "aerospike" of PyPI in the environment.
"""

import sys
import time

try:
    import aerospike
    from aerospike import exception
    from aerospike_helpers.batch import records as batch
    from aerospike_helpers.operations import operations as op
except ImportError:
    sys.exit("judge.py needs the package aerospike: python -m pip install aerospike")

SET = "judge"
COUNT = 300
failures = 0


def check(what, condition, seen=None):
    """Prints one line and remembers whether it was a failure."""
    global failures
    if not condition:
        failures += 1
    print(("ok    " if condition else "WRONG ") + what + ("" if condition else f": saw {seen!r}"))


def expect(what, seen, wanted):
    check(what, seen == wanted, seen)


def refuses(what, error, call):
    """Checks that a call fails with one kind of error."""
    try:
        check(what, False, call())
    except exception.AerospikeError as raised:
        check(what, isinstance(raised, error), raised)


def key(name):
    return ("test", SET, name)


def values_and_keys(client):
    bins = {
        "int": -7, "big": 2**62, "double": 3.5, "text": "Grüße", "blob": b"\x00\xff", "yes": True,
        "list": [1, "two", 3.0, [4, None]], "map": {"a": 1, "z": [True, {"b": b"x"}]}, "empty": "",
    }
    for name in (1, -1, "alice", bytearray(b"\x01\x02")):
        client.put(key(name), bins)
        _, meta, seen = client.get(key(name))
        expect(f"values survive under the {type(name).__name__} key", seen, bins)
        expect("a new record has generation 1 and never expires", meta, {"gen": 1, "ttl": aerospike.TTL_NEVER_EXPIRE})
    expect("named bins alone are read", client.select(key(1), ["int", "missing"])[2], {"int": -7})
    point = aerospike.GeoJSON({"type": "Point", "coordinates": [-122.3, 47.6]})
    client.put(key("geo"), {"place": point})
    expect("a place survives", client.get(key("geo"))[2]["place"].unwrap(), point.unwrap())


def existence(client):
    expect("a record that is there exists", client.exists(key(1))[1]["gen"], 1)
    expect("a record that is not there does not", client.exists(key("nobody"))[1], None)
    refuses("reading a missing record fails", exception.RecordNotFound, lambda: client.get(key("nobody")))
    only = {"exists": aerospike.POLICY_EXISTS_CREATE}
    refuses("creating what exists fails", exception.RecordExistsError, lambda: client.put(key(1), {"a": 1}, policy=only))
    only = {"exists": aerospike.POLICY_EXISTS_UPDATE}
    refuses("updating what is missing fails", exception.RecordNotFound, lambda: client.put(key("nobody"), {"a": 1}, policy=only))
    only = {"exists": aerospike.POLICY_EXISTS_REPLACE}
    refuses("replacing what is missing fails", exception.RecordNotFound, lambda: client.put(key("nobody"), {"a": 1}, policy=only))
    client.put(key(-1), {"only": 1}, policy={"exists": aerospike.POLICY_EXISTS_CREATE_OR_REPLACE})
    expect("a replaced record has only the new bins", client.get(key(-1))[2], {"only": 1})
    equal = {"gen": aerospike.POLICY_GEN_EQ}
    refuses("a wrong generation fails", exception.RecordGenerationError,
            lambda: client.put(key(-1), {"a": 1}, meta={"gen": 77}, policy=equal))
    client.put(key(-1), {"a": 1}, meta={"gen": 2}, policy=equal)
    expect("the right generation does not", client.get(key(-1))[1]["gen"], 3)
    client.remove_bin(key(-1), ["only"])
    expect("a removed bin is gone", client.get(key(-1))[2], {"a": 1})
    client.remove_bin(key(-1), ["a"])
    expect("a record without bins is gone", client.exists(key(-1))[1], None)
    client.remove(key("alice"))
    refuses("removing twice fails", exception.RecordNotFound, lambda: client.remove(key("alice")))
    refuses("a durable delete is for enterprises", exception.AerospikeError,
            lambda: client.remove(key(1), policy={"durable_delete": True}))


def expiration(client):
    client.put(key("ttl"), {"a": 1}, meta={"ttl": 3600})
    expect("a time to live is kept", 3595 <= client.get(key("ttl"))[1]["ttl"] <= 3600, True)
    client.put(key("ttl"), {"a": 2}, meta={"ttl": aerospike.TTL_DONT_UPDATE})
    expect("a write can leave it", 3595 <= client.get(key("ttl"))[1]["ttl"] <= 3600, True)
    client.touch(key("ttl"), 100)
    expect("a touch changes it", 95 <= client.get(key("ttl"))[1]["ttl"] <= 100, True)
    client.touch(key("ttl"), aerospike.TTL_NEVER_EXPIRE)
    expect("or takes it away", client.get(key("ttl"))[1]["ttl"], aerospike.TTL_NEVER_EXPIRE)
    refuses("touching what is missing fails", exception.RecordNotFound, lambda: client.touch(key("nobody"), 100))
    client.put(key("brief"), {"a": 1}, meta={"ttl": 1})
    time.sleep(2.1)
    expect("a record expires", client.exists(key("brief"))[1], None)


def operate(client):
    client.put(key("op"), {"i": 1, "d": 1.5, "s": "b", "b": bytearray(b"b")})
    done = client.operate(key("op"), [
        op.increment("i", 5), op.increment("d", 0.25), op.append("s", "c"), op.prepend("s", "a"),
        op.append("b", bytearray(b"c")), op.increment("new", 3), op.read("i"), op.read("s"),
    ])
    expect("operations answer their reads", done[2], {"i": 6, "s": "abc"})
    expect("and change the rest", client.get(key("op"))[2], {"i": 6, "d": 1.75, "s": "abc", "b": b"bc", "new": 3})
    ordered = client.operate_ordered(key("op"), [op.read("s"), op.write("w", 1), op.increment("w", 1), op.read("w")])[2]
    expect("ordered operations answer in order", ordered, [("s", "abc"), ("w", 2)])
    expect("touching within operations", client.operate(key("op"), [op.touch(50), op.read("i")])[2], {"i": 6})
    refuses("adding to a text fails", exception.BinIncompatibleType, lambda: client.operate(key("op"), [op.increment("s", 1)]))
    refuses("appending to a number fails", exception.BinIncompatibleType, lambda: client.operate(key("op"), [op.append("i", "x")]))
    refuses("a long bin name fails", exception.AerospikeError, lambda: client.put(key("op"), {"sixteen-bytes-xx": 1}))
    refuses("a large record fails", exception.RecordTooBig, lambda: client.put(key("large"), {"b": bytearray(1 << 20)}))
    refuses("an unknown namespace fails", exception.AerospikeError, lambda: client.get(("nowhere", SET, 1)))
    expect("deleting within operations", client.operate(key("op"), [op.delete()])[1] is not None, True)
    expect("removes the record", client.exists(key("op"))[1], None)


def batches(client):
    keys = [key(f"n{i}") for i in range(COUNT)]
    for i, one in enumerate(keys):
        client.put(one, {"i": i, "s": f"v{i}"}, policy={"key": aerospike.POLICY_KEY_SEND})
    rows = client.batch_read(keys + [key("nobody")]).batch_records
    expect("a batch reads every record", [row.record[2]["i"] for row in rows[:-1]], list(range(COUNT)))
    expect("and says what is missing", rows[-1].result, 2)
    rows = client.batch_read(keys[:9], ["s"]).batch_records
    expect("a batch reads named bins", [row.record[2] for row in rows], [{"s": f"v{i}"} for i in range(9)])
    rows = client.batch_read(keys[:9], []).batch_records
    expect("a batch asks what exists", [row.record[1]["gen"] for row in rows], [1] * 9)
    rows = client.batch_operate(keys[:20], [op.increment("i", 1000), op.read("i")]).batch_records
    expect("a batch operates", [row.record[2]["i"] for row in rows], [1000 + i for i in range(20)])
    mixed = batch.BatchRecords([
        batch.Write(keys[0], [op.write("i", 5), op.read("i")]),
        batch.Read(keys[1], [op.read("s")]),
        batch.Remove(keys[2]),
        batch.Read(keys[2], None),
        batch.Write(key("fresh"), [op.write("i", 9)], policy={"exists": aerospike.POLICY_EXISTS_CREATE}),
        batch.Write(keys[3], [op.write("i", 9)], policy={"exists": aerospike.POLICY_EXISTS_CREATE}),
        batch.Write(keys[4], [op.write("i", 9)], meta={"gen": 77}, policy={"gen": aerospike.POLICY_GEN_EQ}),
        batch.Write(keys[5], [op.write("t", 9)], meta={"ttl": 100}),
    ])
    client.batch_write(mixed)
    expect("a mixed batch has a result for each row",
           [row.result for row in mixed.batch_records[:3] + mixed.batch_records[4:]], [0, 0, 0, 0, 5, 3, 0])
    expect("its write answers its read", mixed.batch_records[0].record[2], {"i": 5})
    expect("its read answers", mixed.batch_records[1].record[2], {"s": "v1"})
    expect("its time to live is kept", 95 <= client.get(keys[5])[1]["ttl"] <= 100, True)
    rows = client.batch_remove(keys[:10] + [key("nobody")]).batch_records
    expect("a batch removes", [row.result for row in rows], [0, 0, 2] + [0] * 7 + [2])
    expect("for good", client.exists(keys[0])[1], None)
    client.remove(key("fresh"))


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


def information(client, nodes):
    expect("every node answers", len(client.get_node_names()), nodes)
    for name, wanted in (("build", "8.1.2.0"), ("edition", "Aerospike Community Edition"), ("status", "ok"),
                         ("partitions", "4096"), ("namespaces", "test;bar")):
        values = {answer.strip() for _, answer in client.info_all(name).values()}
        expect(f"info {name}", values, {wanted})
    objects = [dict(pair.split("=", 1) for pair in answer.strip().split(";") if "=" in pair)
               for _, answer in client.info_all("namespace/test").values()]
    expect("info namespace/test", {int(stats["ns_cluster_size"]) for stats in objects}, {nodes})
    masters = [len(client.info_single_node(name, node["node_name"])) for node in client.get_node_names()
               for name in ("replicas", "peers-clear-std", "statistics", "features")]
    check("every node has its map, peers, statistics and features", min(masters) > 10, masters)
    refuses("an unknown request fails", exception.AerospikeError, lambda: client.info_all("no-such-thing"))


def truncation(client):
    client.truncate("test", SET, 0)
    time.sleep(0.1)
    expect("a truncated set is empty", client.query("test", SET).results(), [])
    expect("another set is not", client.exists(("test", "other", 1))[1] is not None, True)
    client.remove(("test", "other", 1))


def main(arguments):
    if len(arguments) not in (2, 3) or ":" not in arguments[1]:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    host, _, port = arguments[1].rpartition(":")
    nodes = int(arguments[2]) if len(arguments) == 3 else 1
    client = aerospike.client({"hosts": [(host, int(port))]}).connect()
    client.truncate("test", SET, 0)
    time.sleep(0.1)
    for part in (values_and_keys, existence, expiration, operate, batches, queries):
        part(client)
    information(client, nodes)
    truncation(client)
    client.close()
    print(f"{failures} checks failed" if failures else "every check holds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
