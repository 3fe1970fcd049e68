"""Many records with one call."""

import aerospike
from aerospike_helpers.batch import records as batch
from aerospike_helpers.operations import operations as op

from verdict import COUNT, expect, key


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
