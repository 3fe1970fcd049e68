// bcrypt, in which a login sends its password: the C library's own crypt_r has it wherever libcrypt is libxcrypt, as on
// Debian, Ubuntu and Fedora. OpenSSL has none.
#ifndef AEROSPIKE_CRYPT_SHIM_H
#define AEROSPIKE_CRYPT_SHIM_H

#include <crypt.h>

#endif
