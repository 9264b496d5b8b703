# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Reads apt's sources in both of their formats, and derives from the entries for Debian 12 the entry for Debian 13: same
# mirror, same key, same options. No mirror's name stands anywhere in this project.

# apt_entries FILE...: prints one line an enabled binary entry, with tabs between URIS, SUITES, COMPONENTS and the other
# fields of it in deb822 form; a line break in those is written as \001. (sources.list(5))
apt_entries() {
    local file
    for file in "$@"; do
        [[ -r $file ]] || continue
        case $file in
            *.sources) apt_entries_deb822 "$file" ;;
            *) apt_entries_one_line "$file" ;;
        esac
    done
}

apt_entries_deb822() {
    awk '
        function flush(   name, others, i) {
            if ((" " flat(value["types"]) " ") ~ / deb / && tolower(value["enabled"]) !~ /^(no|false|without|off|disable|0)$/) {
                others = ""
                for (i = 1; i <= count; i++) {
                    name = tolower(order[i])
                    if (name !~ /^(types|uris|suites|components|enabled|x-.*|description)$/)
                        others = others (others == "" ? "" : "\001") order[i] ":" raw[name]
                }
                printf "%s\t%s\t%s\t%s\n", flat(value["uris"]), flat(value["suites"]), flat(value["components"]), others
            }
            split("", value); split("", raw); split("", order); count = 0; field = ""
        }
        function flat(text) { gsub(/[ \t\001]+/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text); return text }
        { sub(/\r$/, "") }
        /^#/ { next }
        /^[ \t]*$/ { flush(); next }
        /^[ \t]/ {
            if (field != "") { raw[field] = raw[field] "\001" $0; value[field] = value[field] "\001" $0 }
            next
        }
        {
            colon = index($0, ":")
            if (!colon) next
            field = tolower(substr($0, 1, colon - 1))
            order[++count] = substr($0, 1, colon - 1)
            raw[field] = substr($0, colon + 1)
            value[field] = flat(raw[field])
        }
        END { flush() }' "$1"
}

apt_entries_one_line() {
    awk '
        BEGIN {
            known["arch"] = "Architectures"; known["lang"] = "Languages"; known["target"] = "Targets"
            known["signed-by"] = "Signed-By"; known["trusted"] = "Trusted"
            known["check-valid-until"] = "Check-Valid-Until"; known["check-date"] = "Check-Date"
        }
        { sub(/\r$/, ""); sub(/#.*/, "") }
        $1 != "deb" { next }
        {
            line = $0
            sub(/^[ \t]*deb[ \t]+/, "", line)
            others = ""
            if (line ~ /^\[/) {
                options = substr(line, 2, index(line, "]") - 2)
                line = substr(line, index(line, "]") + 1)
                n = split(options, pair, /[ \t]+/)
                for (i = 1; i <= n; i++) {
                    at = index(pair[i], "=")
                    if (!at) continue
                    name = tolower(substr(pair[i], 1, at - 1))
                    text = substr(pair[i], at + 1)
                    gsub(/,/, " ", text)
                    suffix = ""
                    if (name ~ /\+$/) suffix = "-Add"
                    if (name ~ /-$/) suffix = "-Remove"
                    sub(/[+-]$/, "", name)
                    others = others (others == "" ? "" : "\001") (name in known ? known[name] : name) suffix ": " text
                }
            }
            n = split(line, word, /[ \t]+/)
            first = word[1] == "" ? 2 : 1
            if (word[first] ~ /^cdrom:/) next
            components = ""
            for (i = first + 2; i <= n; i++) if (word[i] != "") components = components (components == "" ? "" : " ") word[i]
            printf "%s\t%s\t%s\t%s\n", word[first], word[first + 1], components, others
        }' "$1"
}

# derive_trixie OWN: reads apt_entries' lines, prints deb822 stanzas for Debian 13. OWN is a file of lines "URI SUITE" that
# says which entries are Debian's own: others, too, call their suites "bookworm".
derive_trixie() {
    awk -F '\t' -v own_file="$1" '
        function plain(uri) { sub(/\/+$/, "", uri); sub(/:\/\/\/+/, ":/", uri); return uri }
        BEGIN {
            while ((getline line < own_file) > 0) {
                split(line, part, " ")
                own[plain(part[1]) " " part[2]] = 1
            }
        }
        {
            if ((" " $3 " ") !~ / main /) next
            n = split($1, uri, " "); m = split($2, suite, " ")
            for (i = 1; i <= n; i++) {
                suites = ""
                for (j = 1; j <= m; j++) {
                    if (suite[j] !~ /^(bookworm|oldstable)(-updates|-security)?$/) continue
                    if (!((plain(uri[i]) " " suite[j]) in own)) continue
                    name = suite[j]
                    sub(/^(bookworm|oldstable)/, "trixie", name)
                    suites = suites " " name
                }
                if (suites == "") continue
                stanza = "Types: deb\nURIs: " uri[i] "\nSuites:" suites "\nComponents: main\n"
                if ($4 != "") { others = $4; gsub(/\001/, "\n", others); stanza = stanza others "\n" }
                if (!seen[stanza]++) print (printed++ ? "\n" : "") stanza
            }
        }' | cat -s
}

# Debian's own entries among those that apt knows, as lines "URI SUITE". Who made an entry is in its Release file: apt
# knows that once the lists were fetched.
debian_own_entries() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(SITE) $(RELEASE) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
        awk '$3 == "Debian" { print $1, $2 }' | sort -u
}

# Whether apt knows Debian 13's main suite, by whatever entry.
apt_knows_trixie() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
        grep -qx 'trixie main Debian'
}
