# Sees to it that the package can be built on this machine. Sourced by the scripts beside this folder, which have gone
# to the package's folder first.

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "error: $*"
    exit 1
}

# A compiler's crash reporter that waits for an answer would keep a script without a terminal waiting for ever.
export SWIFT_BACKTRACE="${SWIFT_BACKTRACE:-enable=no}"

readonly NEEDED_SWIFT="6.2"

require_swift() {
    [ "$(uname -s)" = Linux ] || fail "this package runs on Linux: its event loops are made of epoll"
    command -v swift >/dev/null ||
        fail "there is no 'swift' in PATH; install Swift $NEEDED_SWIFT or later as https://www.swift.org/install says"
    local found
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ "$(printf '%s\n' "$NEEDED_SWIFT" "${found:-0}" | sort -V | head -n 1)" = "$NEEDED_SWIFT" ] ||
        fail "'swift' is version ${found:-unknown}; this package needs $NEEDED_SWIFT or later"
}

# Asks the compiler itself, so that the answer is right wherever the headers are.
headers_are_there() {
    printf 'import CAerospikeYAML\nimport CAerospikeOpenSSL\nimport CAerospikeCrypt\n' |
        swiftc -typecheck -I Sources/CAerospikeYAML -I Sources/CAerospikeOpenSSL -I Sources/CAerospikeCrypt - 2>&1
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# A list that cannot be refreshed need not be the one that is needed.
apt_install() {
    as_root apt-get update -qq || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
}

dnf_install() { as_root dnf install -q -y "$@"; }

# Says what it is going to do, then installs the headers with the system's package manager.
install_headers() {
    local install packages
    if command -v apt-get >/dev/null; then
        install=apt_install packages="libyaml-dev libssl-dev libcrypt-dev pkg-config"
    elif command -v dnf >/dev/null; then
        install=dnf_install packages="libyaml-devel openssl-devel libxcrypt-devel pkgconf-pkg-config"
    else
        fail "the headers of libyaml, OpenSSL 3 or libcrypt are missing, and there is neither apt-get nor dnf to install them"
    fi
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
        fail "headers are missing, and installing them needs root; install these packages: $packages"
    # Unquoted, because it is a list.
    # shellcheck disable=SC2086
    quietly "headers are missing; installing $packages with ${install%_install}" "$install" $packages
}

# Checks Swift and the headers, and installs what is missing of the latter.
prepare() {
    require_swift
    headers_are_there >/dev/null && return
    install_headers || fail "the packages could not be installed"
    local complaint
    complaint=$(headers_are_there) || fail "the headers are installed, but the compiler does not take them:
$complaint"
}

# Runs a command, tells how long it took, and shows what it printed only when it fails.
quietly() {
    local label=$1 log began
    shift
    log=$(mktemp)
    began=$SECONDS
    printf '%s … ' "$label" >&2
    if "$@" >"$log" 2>&1 </dev/null; then
        say "$((SECONDS - began)) s"
        rm -f "$log"
    else
        say "failed"
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}
