"""Users as the published client manages them: an administrator's requests, roles, and passwords that change."""

from aerospike import exception

from verdict import check, expect, key, refuses


def users(place, administrator, password):
    """Checks the users of a cluster, which have the roles that their names say.

    place         where the cluster is
    administrator the name of a user with the role user-admin, and its password
    """
    admin = place.connect(user=administrator, password=password)
    try:
        admin.admin_drop_user("judged")
    except exception.AerospikeError:
        pass
    admin.admin_create_user("judged", "first", ["read"])
    refuses("creating a user twice fails", exception.UserExistsError if hasattr(exception, "UserExistsError")
            else exception.AerospikeError, lambda: admin.admin_create_user("judged", "first", ["read"]))
    expect("the new user is found with its role", admin.admin_query_user_info("judged")["roles"], ["read"])
    check("among all users", "judged" in admin.admin_query_users_info(), None)
    check("the roles are listed", {"read", "read-write", "user-admin"} <= set(admin.admin_query_roles()), None)

    judged = place.connect(user="judged", password="first")
    refuses("a role that only reads does not write", exception.AerospikeError, lambda: judged.put(key("role"), {"a": 1}))
    refuses("but reads what is missing", exception.RecordNotFound, lambda: judged.get(key("role")))
    admin.admin_grant_roles("judged", ["write"])
    judged.put(key("role"), {"a": 1})
    expect("a role that is granted counts at once", judged.get(key("role"))[2], {"a": 1})
    admin.admin_revoke_roles("judged", ["read"])
    refuses("and one that is revoked as well", exception.AerospikeError, lambda: judged.get(key("role")))
    judged.remove(key("role"))
    refuses("who is no administrator manages nobody", exception.AerospikeError,
            lambda: judged.admin_create_user("other", "x", ["read"]))

    judged.admin_change_password("judged", "second")
    judged.close()
    refuses("the old password is refused", exception.AerospikeError,
            lambda: place.connect(user="judged", password="first"))
    place.connect(user="judged", password="second").close()
    admin.admin_drop_user("judged")
    refuses("a user that was dropped is refused", exception.AerospikeError,
            lambda: place.connect(user="judged", password="second"))
    admin.close()
