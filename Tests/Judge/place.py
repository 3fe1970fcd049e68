"""Where a cluster is and how to reach it: an address, or a profile as `connector sandbox --write-profile` writes it."""

import json
import os
import re

import aerospike


class Place:
    """What a profile says, as the client's configuration."""

    def __init__(self, text):
        self.profile = {} if re.fullmatch(r"[^/]*:\d+", text) else read(text)
        self.folder = os.path.dirname(os.path.abspath(text))
        self.hosts = [host.rpartition(":")[::2] for host in self.profile.get("hosts", [text])]
        self.tls = self.profile.get("tls")
        self.auth = self.profile.get("auth")

    @property
    def is_enterprise(self):
        return bool(self.tls or self.auth)

    def configuration(self, **changes):
        """What the client is made of; changes are laid over what the profile says, `None` leaves something out."""
        tls_name = (self.tls or {}).get("name")
        configuration = {
            "hosts": [(name, int(port)) + ((tls_name,) if tls_name else ()) for name, port in self.hosts],
            "use_services_alternate": self.profile.get("services_alternate", False),
        }
        if self.tls:
            configuration["tls"] = {"enable": True} | {
                ours: self.tls[theirs] for ours, theirs in
                (("cafile", "ca_file"), ("certfile", "client_cert_file"), ("keyfile", "client_key_file"),
                 ("for_login_only", "for_login_only"))
                if theirs in self.tls}
        if self.auth and "user" in self.auth:
            configuration |= {"user": self.auth["user"], "password": self.password}
        configuration |= changes
        return {key: value for key, value in configuration.items() if value is not None}

    @property
    def password(self):
        with open(os.path.join(self.folder, self.auth["password_file"])) as file:
            return file.read().removesuffix("\n")

    def connect(self, **changes):
        return aerospike.client(self.configuration(**changes)).connect()


def read(path):
    """Reads the keys of a profile's cluster, and those of its sections: one a line, in YAML that is JSON as well."""
    cluster, section = {}, None
    with open(path) as file:
        for line in file:
            found = re.fullmatch(r"( {2,4})(\w+):(?: (.+))?\n", line)
            if not found:
                continue
            indent, name, value = found.groups()
            if value is None:
                section = cluster.setdefault(name, {})
            elif name != "ip_map":
                (cluster if len(indent) == 2 else section)[name] = scalar(value)
    return cluster


def scalar(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
