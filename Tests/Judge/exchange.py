"""What the two clients leave for each other: the same records as in `Exchange`, under keys of every type."""

import aerospike

from verdict import expect

SET = "exchange"

BINS = {
    "int": -7, "big": 2**62, "double": 3.5, "text": "Grüße", "empty": "", "blob": bytes([0, 255]), "yes": True,
    "list": [1, "two", 3.0, [4, True], bytes([5])],
    "map": {"a": 1, "z": ["x", {"b": 2}], 7: "seven"},
    "large": bytes(i % 251 for i in range(300_000)),
}


def key(writer, kind):
    names = {"text": writer, "number": sum(writer.encode()), "bytes": bytearray(writer.encode())}
    return ("test", SET, names[kind])


def exchange(client):
    for kind in ("text", "number", "bytes"):
        client.put(key("python", kind), BINS, policy={"key": aerospike.POLICY_KEY_SEND})
        _, meta, bins = client.get(key("connector", kind))
        for name, wanted in BINS.items():
            expect(f"what the connector wrote under a key of {kind} is read: {name}", bins.get(name), wanted)
        expect(f"and nothing else, under a key of {kind}", sorted(bins), sorted(BINS))
    found = {row[2]["text"] for row in client.query("test", SET).results()}
    expect("a query finds what both wrote", found, {BINS["text"]})
    expect("in as many records as were written", len(client.query("test", SET).results()), 6)
