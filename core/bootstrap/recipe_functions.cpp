// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of a recipe that is the same in all of them.
#include "base/strings.h"
#include "bootstrap/recipe.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

const char *recipeFunctions()
{
    return R"SH(say() {
    printf '%s\n' "$*" >&2
}

absolute() {
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$PWD/$1" ;;
    esac
}

# compile DIR RUNS OWN SCOPES [NAME=VALUE...] -- COMMAND...
# Runs the compiler in DIR with an environment. RUNS: the build scripts whose directories the linker may look into; OWN:
# the one of the same package, or -. SCOPES: which libraries and link arguments of the scripts count here.
compile() {
    (
        cd "$1"
        runs=$2 own=$3 scopes=" $4 "
        shift 4
        while [ "$1" != -- ]; do
            export "${1?}"
            shift
        done
        shift
        for run in $runs; do
            while IFS= read -r word; do set -- "$@" -L "$word"; done <"$OUT/build/$run/written"
        done
        for run in $runs; do
            while IFS= read -r word; do set -- "$@" -L "$word"; done <"$OUT/build/$run/found"
        done
        for run in $runs; do
            while IFS= read -r word; do
                scope=${word%% *}
                case $scopes in *" $scope "*) ;; *) continue ;; esac
                # Of other packages only what is for C libraries.
                if [ "$run" != "$own" ] && [ "$scope" != cdylib ]; then continue; fi
                if [ "$scope" = libs ]; then
                    set -- "$@" -l "${word#* }"
                else
                    set -- "$@" -C "link-arg=${word#* }"
                fi
            done <"$OUT/build/$run/link"
        done
        if [ "$own" != - ]; then
            while IFS= read -r word; do set -- "$@" --cfg "$word"; done <"$OUT/build/$own/cfg"
            while IFS= read -r word; do set -- "$@" --check-cfg "$word"; done <"$OUT/build/$own/check-cfg"
            while IFS= read -r word; do export "${word?}"; done <"$OUT/build/$own/env"
        fi
        if [ -n "${RUSTC_WRAPPER:-}" ]; then set -- "$RUSTC_WRAPPER" "$@"; fi
        exec "$@"
    )
}

# run_script NAME LINKS OUT_DIR DIR PROGRAM NEEDS [VARIABLE=VALUE...]
# Runs a build script in DIR. NEEDS: the scripts whose metadata it is told.
run_script() {
    rm -rf "$OUT/build/$1"
    mkdir -p "$3"
    (
        output=$OUT/build/$1/output
        cd "$4" || exit
        program=$5 needs=$6
        shift 6
        for run in $needs; do
            while IFS= read -r word; do set -- "$@" "$word"; done <"$OUT/build/$run/metadata"
        done
        exec env "$@" "$program" >"$output" </dev/null
    ) || {
        say "the build script of $1 failed; it said:"
        tail -n 100 "$OUT/build/$1/output" >&2
        exit 1
    }
    hear "$1" "$2" "$3"
}

# said NAME LINKS OUT_DIR [LINE...]: what is known beforehand of a build script, which is not run.
said() {
    said_name=$1 said_links=$2 said_out=$3
    shift 3
    rm -rf "$OUT/build/$said_name"
    mkdir -p "$OUT/build/$said_name/out"
    printf '%s\n' "$@" >"$OUT/build/$said_name/output"
    hear "$said_name" "$said_links" "$said_out"
}

# hear NAME LINKS OUT_DIR: sorts what a build script printed into files, a line for each thing.
hear() {
    place=$OUT/build/$1
    for file in written found link cfg check-cfg env metadata; do : >"$place/$file"; done
    while read -r line || [ -n "$line" ]; do
        case $line in
        cargo::*=*) key=${line#cargo::} new=yes ;;
        cargo:*=*) key=${line#cargo:} new=no ;;
        cargo::*) say "the build script of $1 printed: $line" && exit 1 ;;
        *) continue ;;
        esac
        value=${key#*=}
        key=${key%%=*}
        case $key in
        rustc-link-search) search "$value" "$3" ;;
        rustc-link-lib) printf 'libs %s\n' "$value" >>"$place/link" ;;
        rustc-flags) flags "$value" "$3" ;;
        rustc-link-arg) printf 'all %s\n' "$value" >>"$place/arguments" ;;
        rustc-link-arg-bin) printf 'bin=%s %s\n' "${value%%=*}" "${value#*=}" >>"$place/arguments" ;;
        rustc-link-arg-bins) printf 'bins %s\n' "$value" >>"$place/arguments" ;;
        rustc-link-arg-cdylib | rustc-cdylib-link-arg) printf 'cdylib %s\n' "$value" >>"$place/arguments" ;;
        rustc-link-arg-tests | rustc-link-arg-examples | rustc-link-arg-benches) ;;
        rustc-cfg) printf '%s\n' "$value" >>"$place/cfg" ;;
        rustc-check-cfg) printf '%s\n' "$value" >>"$place/check-cfg" ;;
        rustc-env) printf '%s\n' "$value" >>"$place/env" ;;
        rerun-if-changed | rerun-if-env-changed) ;;
        warning) say "warning: $1: $value" ;;
        *)
            if [ "$new" = no ]; then
                metadata "$2" "$key" "$value"
            elif [ "$key" = metadata ]; then
                metadata "$2" "${value%%=*}" "${value#*=}"
            else
                say "the build script of $1 says: $value"
                exit 1
            fi
            ;;
        esac
    done <"$place/output"
    if [ -e "$place/arguments" ]; then cat "$place/arguments" >>"$place/link"; fi
}

# search [KIND=]PATH OUT_DIR: directories that a script filled come before those that it found.
search() {
    case ${1#*=} in
    "$2"*) printf '%s\n' "$1" >>"$place/written" ;;
    *) printf '%s\n' "$1" >>"$place/found" ;;
    esac
}

# flags TEXT OUT_DIR: -l and -L, with or without a space behind them.
flags() {
    option=
    for word in $1; do
        case $option$word in
        -l | -L) option=$word ;;
        -l*) word=$option$word option= && printf 'libs %s\n' "${word#-l}" >>"$place/link" ;;
        -L*) word=$option$word option= && search "${word#-L}" "$2" ;;
        *) say "only -l and -L are allowed: $1" && exit 1 ;;
        esac
    done
}

# metadata LINKS KEY VALUE: what scripts of packages that need this one are told.
metadata() {
    if [ "$1" = - ]; then return; fi
    name=$(printf '%s' "$1_$2" | LC_ALL=C tr '[:lower:]-' '[:upper:]_')
    printf 'DEP_%s=%s\n' "$name" "$3" >>"$place/metadata"
}
)SH";
}

std::string recipeVariables(const Recipe &recipe, const std::string &out)
{
    std::string text;
    const bool newlines = std::ranges::any_of(recipe.steps, [](const RecipeStep &step) {
        return std::ranges::any_of(step.words, [](const auto &word) { return word.contains("${NEWLINE}"); });
    });
    if (newlines)
        text += "NEWLINE='\n'\n\n";
    for (const auto &variable : recipe.variables)
        text += std::format("# {}\n{}=${{{}:-{}}}\n", variable.what, variable.name, variable.name,
                            process::quoted(variable.value));
    text += std::format("# where everything goes that is made\nOUT={}\n", out);
    text += "# how many threads a build script may use\n"
            "JOBS=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}\n\n";
    for (const auto &variable : recipe.variables) {
        // A compiler can be a name to be looked up.
        if (variable.name == "RUSTC")
            text += "case $RUSTC in */*) RUSTC=$(absolute \"$RUSTC\") ;; esac\n";
        else
            text += std::format("{0}=$(absolute \"${0}\")\n", variable.name);
    }
    text += "OUT=$(absolute \"$OUT\")\n"
            "export JOBS\n";
    text += std::format("unset {}\n", join(recipe.unset, " "));
    text += std::format("{0}=\"$OUT/host:$(\"$RUSTC\" --print sysroot)/lib${{{0}:+:${0}}}\"\nexport {0}\n",
                        recipe.libraryPath);
    return text + "mkdir -p \"$OUT/target\" \"$OUT/host\" \"$OUT/build\"\n";
}

} // namespace crossyard::bootstrap
