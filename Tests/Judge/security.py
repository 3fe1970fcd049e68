"""What a cluster that speaks TLS must refuse, and what the client must refuse of it."""

import os
from concurrent.futures import ThreadPoolExecutor

from aerospike import exception

from verdict import expect, key, refuses


def encryption(place, client):
    value = bytearray(os.urandom(900_000))
    client.put(key("tls"), {"b": value})
    expect("900 kB come back through TLS", client.get(key("tls"))[2]["b"], value)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda i: client.put(key(f"tls{i}"), {"i": i}), range(200)))
        seen = list(pool.map(lambda i: client.get(key(f"tls{i}"))[2]["i"], range(200)))
    expect("many threads at a time write and read through TLS", seen, list(range(200)))
    expect("every node has a TLS address", {name.strip() == "" for _, name in client.info_all("service-tls-std").values()},
           {False})


def refusals(place):
    def fails(what, **changes):
        refuses(what, exception.AerospikeError, lambda: place.connect(**changes))

    tls = place.configuration()["tls"]
    hosts = [(name, port, "somebody.else") for name, port, _ in place.configuration()["hosts"]]
    fails("another name than the certificate's is refused", hosts=hosts)
    # A certificate, but not of the authority that signed the server's.
    other = os.path.join(os.path.dirname(tls["cafile"]), "client.pem")
    fails("a certificate of another authority is refused", tls=tls | {"cafile": other})
    fails("a client in clear is refused", tls=None)
    if "certfile" in tls:
        fails("a client without a certificate is refused", tls={"enable": True, "cafile": tls["cafile"]})


def logins(place):
    refuses("a wrong password is refused", exception.AerospikeError, lambda: place.connect(password="wrong"))
    refuses("an unknown user is refused", exception.AerospikeError, lambda: place.connect(user="nobody"))
