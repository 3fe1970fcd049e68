"""Single records: values and keys, conditions, lives, operations."""

import time

import aerospike
from aerospike import exception
from aerospike_helpers.operations import operations as op

from verdict import SET, check, expect, key, refuses


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


def editions(client, is_enterprise):
    client.put(key("durable"), {"a": 1})
    durable = {"durable_delete": True}
    if is_enterprise:
        client.remove(key("durable"), policy=durable)
        expect("a durable delete removes", client.exists(key("durable"))[1], None)
    else:
        refuses("a durable delete is for enterprises", exception.AerospikeError,
                lambda: client.remove(key("durable"), policy=durable))
