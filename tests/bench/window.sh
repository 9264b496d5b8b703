#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The window, without a display and with the software renderer: how soon it shows, what a flood of lines does to it, how long a
# frame takes. There is no peer: the bars are limits.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"

bench=${program%/*}/window_bench
[[ -x $bench ]] || fail "there is no $bench" "packaging/dev bench builds it"
rows=()
missed=0
while IFS=$'\t' read -r what value unit bar; do
    result=pass
    # A bar with >= is a least, the others are a most.
    if ! LC_ALL=C awk -v v="$value" -v b="${bar#>= }" -v least="${bar:0:1}" \
        'BEGIN { exit !(least == ">" ? v + 0 >= b + 0 : v + 0 <= b + 0) }'; then
        result=MISS
        missed=$((missed + 1))
    fi
    printf '%s\n    %s %s, bar %s: %s\n' "$what" "$value" "$unit" "$bar" "$result"
    rows+=("| $what | $value $unit | $bar | ${result/MISS/**miss**} |")
done < <("$bench")
[[ ${#rows[@]} -eq 8 ]] || fail "$bench measured ${#rows[@]} things of 8"
[[ $missed -eq 0 ]] || warn "$missed of ${#rows[@]} bars missed"
if [[ -n $output ]]; then
    {
        machine
        printf '\n\n| work | measured | bar | |\n|---|---|---|---|\n'
        printf '%s\n' "${rows[@]}"
        cat <<'TEXT'

The start is that of a whole process, the median of 9, with what it knows from the time before; a frame is from the action to the
end of the picture that shows it. The lines come from a program through a pipe, as those of any job; the pause is the longest time
that the window answered nothing.
TEXT
    } | section "The window"
fi
