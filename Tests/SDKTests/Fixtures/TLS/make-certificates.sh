#!/bin/sh
# Makes the certificates and keys that the tests of TLS use, valid for a hundred years but for the expired one.
#
# Everything here is for tests only and known to everybody: never trust the authorities, never use the keys.
# Usage: run it in its own folder; it replaces what is there.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
days=36500

# authority NAME SUBJECT
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days $days -subj "/CN=$2" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign \
        -keyout "$scratch/$1.key" -out "$1.pem" 2>/dev/null
}

# certificate NAME AUTHORITY SUBJECT EXTENSIONS [FROM TO]
certificate() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$3" \
        -keyout "$1-key.pem" -out "$scratch/$1.csr" 2>/dev/null
    sign "$@"
}

sign() {
    printf '%b' "$4" >"$scratch/extensions"
    : >"$scratch/index"
    printf '[ca]\ndefault_ca=x\n[x]\ndatabase=%s\nnew_certs_dir=%s\npolicy=p\nrand_serial=yes\n[p]\ncommonName=supplied\n' \
        "$scratch/index" "$scratch" >"$scratch/ca.conf"
    from=${5:-20240101000000Z}
    to=${6:-21240101000000Z}
    openssl ca -batch -notext -config "$scratch/ca.conf" -md sha256 -startdate "$from" -enddate "$to" \
        -cert "$2.pem" -keyfile "$scratch/$2.key" -extfile "$scratch/extensions" \
        -in "$scratch/$1.csr" -out "$1.pem" 2>/dev/null
}

names='subjectAltName=DNS:server.test,DNS:*.wild.test,IP:127.0.0.1,IP:::1\n'
authority authority 'Test Authority'
authority other-authority 'Other Test Authority'
certificate server authority server.test "$names"
certificate server-by-name-only authority nameOnly ''
certificate expired authority server.test "$names" 20200101000000Z 20210101000000Z
certificate early authority server.test "$names" 21230101000000Z 21240101000000Z
certificate stranger other-authority stranger ''

# A server whose certificate leads over an intermediate one to the authority.
certificate intermediate authority 'Test Intermediate' 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n'
cp intermediate-key.pem "$scratch/intermediate.key"
certificate chained intermediate server.test "$names"
cat intermediate.pem >>chained.pem
rm intermediate.pem intermediate-key.pem

# A client with a key in every form that OpenSSL writes; the passphrase is "open sesame".
openssl genrsa -traditional -out client-key-pkcs1.pem 2048 2>/dev/null
openssl req -new -key client-key-pkcs1.pem -subj /CN=client -out "$scratch/client.csr"
sign client authority client ''
openssl pkcs8 -topk8 -nocrypt -in client-key-pkcs1.pem -out client-key-pkcs8.pem
openssl pkcs8 -topk8 -passout 'pass:open sesame' -in client-key-pkcs1.pem -out client-key-encrypted-pkcs8.pem
openssl rsa -traditional -aes256 -passout 'pass:open sesame' -in client-key-pkcs1.pem \
    -out client-key-encrypted-pkcs1.pem 2>/dev/null
