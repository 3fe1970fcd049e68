# Runs tests so that a failure is found at the end of what they print. Sourced by the scripts beside this folder.

# Passes its arguments to `swift test`; repeats what failed when all has run, because thousands of lines may lie between.
run_tests() {
    local log status=0
    log=$(mktemp)
    swift test "$@" 2>&1 | tee "$log" || status=$?
    if [ "$status" != 0 ]; then
        printf '\nWhat failed:\n'
        grep -E '^✘|^warning: |(WARNING|SUMMARY): ThreadSanitizer|error: ' "$log" | head -n 100 || echo "nothing that says so; see above"
    fi
    rm -f "$log"
    return "$status"
}
