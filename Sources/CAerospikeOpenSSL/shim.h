// OpenSSL 3, as the SDK uses it. Every header is named here, because ssl.h alone does not bring them all.
#ifndef AEROSPIKE_OPENSSL_SHIM_H
#define AEROSPIKE_OPENSSL_SHIM_H

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ripemd.h>
#include <stddef.h>

// A record's digest is RIPEMD-160. OpenSSL 3 marks the plain functions deprecated in favour of EVP, but EVP finds the
// digest only from 3.0.7 on, and never in FIPS mode, where the digest of a database key (not a secret) is still needed.
// The plain functions work everywhere and need no allocation. Swift cannot silence one deprecation, C can.
static inline int aerospike_ripemd160(const unsigned char *first, size_t first_length, unsigned char type,
                                      const unsigned char *second, size_t second_length, unsigned char *digest) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    RIPEMD160_CTX context;
    return RIPEMD160_Init(&context) && RIPEMD160_Update(&context, first, first_length) &&
           RIPEMD160_Update(&context, &type, 1) && RIPEMD160_Update(&context, second, second_length) &&
           RIPEMD160_Final(digest, &context);
#pragma GCC diagnostic pop
}

#endif
