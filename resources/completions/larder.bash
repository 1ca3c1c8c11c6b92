# bash completion for larder. Names come from the home itself; nothing is ever asked of a source.

_larder_snapshots() { # larder, customer/dataset
    "$1" history "$2" --json 2>/dev/null | grep -o '"id":"[^"]*"' | cut -d'"' -f4
}

_larder_names() { # larder, what: datasets, customers, both
    local names
    names=$("$1" list --names 2>/dev/null) || return
    [ "$2" = customers ] || printf '%s\n' "$names"
    [ "$2" = datasets ] || printf '%s\n' "$names" | sed 's|/.*||' | sort -u
}

_larder_credentials() { # larder
    "$1" credentials list --names 2>/dev/null
}

_larder_zones() {
    awk '$1 == "Z" { print $2 } $1 == "L" { print $3 }' /usr/share/zoneinfo/tzdata.zi 2>/dev/null
}

_larder_inside() { # larder, NAME/PATH so far: the snapshot's files, found by `path --offline`, which never asks
    local rest=${2#*/*/} folder entry
    local name=${2%"/$rest"}
    folder=$("$1" path "$name" --offline 2>/dev/null)
    [ -d "$folder" ] || return
    for entry in "$folder/$rest"*; do
        [ -e "$entry" ] || continue
        [ -d "$entry" ] && entry+=/
        printf '%s\n' "$name${entry#"$folder"}"
    done
}

_larder_values() { # option or key: what may stand behind it
    case $1 in
        policy) echo 'daily daily@ every: weekdays@ cron: manual always' ;;
        zone) _larder_zones ;;
        unpack) echo 'auto keep never' ;;
        recheck) echo 'off 5m 15m 1h' ;;
        time-limit) echo '15m 1h 4h' ;;
        settle) echo '0 2m 5m' ;;
        expect) echo '06:00 weekdays@06:00' ;;
        addressing) echo 'path host' ;;
        credentials) _larder_credentials "$larder" ;;
        allow-empty | stale-if-error | anonymous | requester-pays) echo 'yes no' ;;
        until) echo 'fresh changed' ;;
        older) echo '1d 7d 30d' ;;
        state) echo 'whole partial ghost orphan leftover writing outside' ;;
        sort) echo 'name size age used' ;;
        expiry) echo '60s 1d 7d never' ;;
        metered | battery | quiet-rule) echo 'sync check nothing' ;;
        notify-reuploads | notify-trouble) echo 'yes no' ;;
        close) echo 'ask sync quit' ;;
        theme) echo 'system light dark' ;;
        budget | bandwidth | quiet) echo 'off' ;;
    esac
}

_larder() {
    local larder=$1 line=${COMP_LINE:0:COMP_POINT} cur='' words
    # Cut by blanks alone: readline would also cut at = @ and :, which stand inside our words.
    read -ra words <<<"$line"
    if [[ $line == *[[:blank:]] ]]; then
        words+=('')
    else
        cur=${words[-1]}
    fi

    local commands='add set apply dump credentials forget path ls cat export wait status list check refresh report agent pause
        resume log why history diff
        use pin unpin verify prune caches config doctor demo'
    local valued='include exclude policy zone expect settle recheck newest since keep unpack endpoint region addressing
        profile credentials after time-limit'
    local flags='allow-empty stale-if-error anonymous requester-pays'
    # shellcheck disable=SC2086 -- one word each
    local takers=" --as-of --timeout --until -o --output --function --call --item --filter --older --larger --state --sort \
        --expiry $(printf -- '--%s ' $valued)"

    local command='' arguments=() i
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        if [[ ${words[i]} == -* ]]; then
            [[ $takers == *" ${words[i]} "* ]] && ((i++))
        elif [ -z "$command" ]; then
            command=${words[i]}
        else
            arguments+=("${words[i]}")
        fi
    done

    local options='--help --json --as-of --quiet'
    case $command in
        '') options+=' --version' ;;
        # shellcheck disable=SC2086 -- one word each
        add) options+=" --no-probe $(printf -- '--%s ' $valued $flags)" ;;
        agent) options+=' --dry-run --until' ;;
        apply) options+=' --dry-run --allow-commands' ;;
        prune) options+=' --dry-run' ;;
        caches)
            options+=' --items --function --call --item --filter --older --larger --state --sort --expiry --check-files
                --all --dry-run --remove'
            ;;
        forget) options+=' --yes' ;;
        credentials) options+=' --endpoint --yes --names' ;;
        path) options+=' --offline --stale-ok' ;;
        ls) options+=' --long --recursive' ;;
        export) options+=' --output --force' ;;
        log) options+=' --list' ;;
        wait) options+=' --until --timeout' ;;
        list) options+=' --names' ;;
        refresh) options+=' --all --force' ;;
        verify) options+=' --repair' ;;
        report) options+=' --close' ;;
        doctor) options+=' --new-store' ;;
    esac

    local found='' isFile='' previous=${words[-2]}
    if [[ $previous == -* && $takers == *" $previous "* ]]; then
        case $previous in
            -o | --output) isFile=yes ;;
            --until) [ "$command" = agent ] || found=$(_larder_values until) ;;
            *) found=$(_larder_values "${previous#--}") ;;
        esac
    elif [[ $cur == --*=* ]]; then
        found=$(_larder_values "$(cut -c3- <<<"${cur%%=*}")" | tr ' ' '\n' | sed "s|^|${cur%%=*}=|")
    elif [[ $cur == -* ]]; then
        found=$options
    elif [ -z "$command" ]; then
        found=$commands
    else
        case $command-${#arguments[@]} in
            path-0 | export-0 | ls-0 | cat-0)
                if [[ $cur == */*@* ]]; then
                    found=$(_larder_snapshots "$larder" "${cur%%@*}" | sed "s|^|${cur%%@*}@|")
                elif [[ $cur == */*/* && ($command == ls || $command == cat) ]]; then
                    compopt -o nospace 2>/dev/null
                    found=$(_larder_inside "$larder" "$cur")
                else
                    found=$(_larder_names "$larder" datasets)
                fi
                ;;
            wait-0 | report-0 | log-0 | why-0 | history-0 | diff-0 | use-0 | pin-0 | unpin-0) found=$(_larder_names "$larder" datasets) ;;
            use-1 | pin-1 | unpin-1 | diff-1 | diff-2) found="latest $(_larder_snapshots "$larder" "${arguments[0]}")" ;;
            set-0 | forget-0 | status-* | check-* | refresh-* | dump-* | verify-* | prune-*)
                found=$(_larder_names "$larder" both)
                ;;
            add-0)
                compopt -o nospace 2>/dev/null
                found=$(_larder_names "$larder" customers | sed 's|$|/|')
                ;;
            add-1 | apply-0) isFile=yes ;;
            set-*)
                if [[ $cur == *=* ]]; then
                    local key=${cur%%=*}
                    found=$(_larder_values "$key" | tr ' ' '\n' | sed "s|^|$key=|")
                else
                    compopt -o nospace 2>/dev/null
                    # shellcheck disable=SC2086 -- one word each
                    found=$(printf '%s= ' url name $valued $flags)
                fi
                ;;
            pause-0) found='1h tomorrow' ;;
            caches-0)
                found='list evict undo prune tie untie ties fsspec'
                [[ $cur != */* ]] || isFile=folder
                ;;
            caches-1)
                case ${arguments[0]} in
                    tie | untie | ties | fsspec) found=$(_larder_names "$larder" datasets) ;;
                    *) isFile=folder ;;
                esac
                ;;
            caches-*) isFile=folder ;;
            credentials-0) found='add list test remove' ;;
            credentials-1) [ "${arguments[0]}" = list ] || found=$(_larder_credentials "$larder") ;;
            credentials-2) [ "${arguments[0]}" != add ] || found='s3 gs az-key az-sas az-app basic bearer' ;;
            config-0)
                if [[ $cur == store=* ]]; then
                    compopt -o nospace 2>/dev/null
                    isFile=directory
                elif [[ $cur == *=* ]]; then
                    found=$(_larder_values "${cur%%=*}" | tr ' ' '\n' | sed "s|^|${cur%%=*}=|")
                else
                    compopt -o nospace 2>/dev/null
                    found='budget= bandwidth= concurrency= metered= battery= quiet= quiet-rule= notify-reuploads=
                        notify-trouble= close= theme= store='
                fi
                ;;
        esac
    fi

    if [ -n "$isFile" ]; then
        compopt -o filenames 2>/dev/null
        if [ "$isFile" = folder ]; then
            mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        elif [ "$isFile" = directory ]; then
            mapfile -t COMPREPLY < <(compgen -d -- "${cur#*=}" | sed "s|^|${cur%%=*}=|")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        fi
    else
        mapfile -t COMPREPLY < <(compgen -W "$found" -- "$cur")
    fi
    # readline replaces no more than what it takes for the word, which begins behind a = or a :, or at an @.
    local before=${cur%"$2"}
    COMPREPLY=("${COMPREPLY[@]#"$before"}")
}

complete -F _larder larder
