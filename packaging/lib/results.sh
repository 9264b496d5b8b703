# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Counts what ctest did, from the JUnit files that it writes.

# count_results FILE...: prints "PASSED FAILED SKIPPED". A test that ctest could not start counts as failed: ctest writes
# it down like one that was skipped, but for the message.
count_results() {
    cat -- /dev/null "$@" | awk '
        /<testcase / {
            status = $0
            sub(/.* status="/, "", status)
            sub(/".*/, "", status)
            if (status == "run") passed++
            else if (status == "disabled") skipped++
            else if (status == "notrun") pending = 1
            else failed++
        }
        pending && /<skipped / {
            if ($0 ~ /message="SKIP_/) skipped++; else failed++
            pending = 0
        }
        END { print passed + 0, failed + 0, skipped + 0 }'
}

# failures FILE...: prints each test that failed, with the last lines of what it said, indented.
failures() {
    cat -- /dev/null "$@" | awk -v most=30 '
        function plain(text) {
            gsub(/<\/?system-out>/, "", text)
            gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
            gsub(/&amp;/, "\\&", text)
            return text
        }
        /<testcase / {
            lines = 0
            failed = !/ status="(run|disabled)"/
            name = $0
            sub(/.*<testcase name="/, "", name)
            sub(/" classname=.*/, "", name)
            next
        }
        /<skipped message="SKIP_/ { failed = 0 }
        /<\/testcase>/ {
            if (!failed) next
            print "FAILED " plain(name)
            for (i = lines > most ? lines - most : 0; i < lines; i++) print "    " said[i]
            next
        }
        { if (plain($0) !~ /^[ \t]*(<(failure|properties|\/properties).*)?$/) said[lines++] = plain($0) }'
}

# totals PASSED FAILED SKIPPED
totals() { printf '%d passed, %d failed, %d skipped\n' "$@"; }
