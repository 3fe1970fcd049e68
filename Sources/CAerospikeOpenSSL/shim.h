// OpenSSL 3, as the SDK uses it. Every header is named here, because ssl.h alone does not bring them all.
#ifndef AEROSPIKE_OPENSSL_SHIM_H
#define AEROSPIKE_OPENSSL_SHIM_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ripemd.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
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

// The functions below exist because what they call is a macro with arguments, or a constant of a kind that Swift does not
// import.

// The oldest and the newest version of the protocol that is offered: both are macros around SSL_CTX_ctrl.
static inline int aerospike_tls_set_versions(SSL_CTX *context, int oldest, int newest) {
    return SSL_CTX_set_min_proto_version(context, oldest) && SSL_CTX_set_max_proto_version(context, newest);
}

// SSL_OP_* are macros with arguments, SSL_CTX_set_mode is a macro. Renegotiation and compression have only ever been
// attacked. A write may take a part, and may be repeated from where the bytes have moved to, as arrays do.
static inline void aerospike_tls_set_habits(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

// Adds an intermediate certificate behind one's own; a macro. The context takes a reference of its own.
static inline int aerospike_tls_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

// The name that a client tells a server that stands for many (SNI); a macro.
static inline int aerospike_tls_set_server_name(SSL *connection, const char *name) {
    return (int)SSL_set_tlsext_host_name(connection, name);
}

// A key on the curve P-256, which every client knows; the call is a macro.
static inline EVP_PKEY *aerospike_tls_make_key(void) { return EVP_EC_gen("P-256"); }

// Adds an extension in OpenSSL's own words to a certificate, as X509V3_EXT_conf_nid reads them without a configuration
// to look things up in; that there is none is said by a macro.
static inline int aerospike_tls_extend(X509 *certificate, X509 *issuer, int kind, const char *words) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, words);
    int is_added = extension != NULL && X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return is_added;
}

#endif
