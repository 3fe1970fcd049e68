"""What nodes say of themselves and of each other."""

from aerospike import exception

from verdict import check, expect, refuses


def information(client, nodes, is_enterprise):
    expect("every node answers", len(client.get_node_names()), nodes)
    edition = f"Aerospike {'Enterprise' if is_enterprise else 'Community'} Edition"
    for name, wanted in (("build", "8.1.2.0"), ("edition", edition), ("status", "ok"),
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
