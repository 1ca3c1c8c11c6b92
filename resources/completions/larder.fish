# fish completion for larder. Names come from the home itself; nothing is ever asked of a source.

# The words before the cursor that are no options and no values of one; the command comes first.
function __larder_arguments
    set -l takers --as-of --timeout --until -o --output --include --exclude --policy --zone --expect --settle \
        --recheck --newest --since --keep --unpack --endpoint --region --addressing --profile --credentials \
        --function --call --item --filter --older --larger --state --sort --expiry
    set -l is_value no
    for word in (commandline -opc)[2..]
        if test $is_value = yes
            set is_value no
        else if contains -- $word $takers
            set is_value yes
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __larder_needs_command
    test (count (__larder_arguments)) = 0
end

# __larder_at COMMAND… N: one of these commands is given, and N words behind it; "any": however many.
function __larder_at
    set -l arguments (__larder_arguments)
    contains -- "$arguments[1]" $argv[1..-2]
    and begin
        test $argv[-1] = any
        or test (math (count $arguments) - 1) = $argv[-1]
    end
end

function __larder_run
    set -l words (commandline -opc)
    command $words[1] $argv 2>/dev/null
end

function __larder_datasets
    __larder_run list --names
end

function __larder_customers
    __larder_datasets | string replace -r '/.*' '' | sort -u
end

function __larder_names
    __larder_datasets
    __larder_customers
end

function __larder_snapshots
    __larder_run history $argv[1] --json | string match -ar '"id":"[^"]*"' | string replace -r '"id":"(.*)"' '$1'
end

function __larder_snapshots_of_name
    echo latest
    __larder_snapshots (__larder_arguments)[2]
end

# Datasets; behind an @ their snapshots; behind a second slash, where `inside` is asked, the snapshot's files.
function __larder_places
    set -l token (commandline -ct)
    if string match -qr '^[^/]+/[^/@]+@' -- $token
        set -l name (string replace -r '@.*' '' -- $token)
        __larder_snapshots $name | string replace -r '^' "$name@"
    else if test "$argv[1]" = inside; and string match -qr '^[^/]+/[^/]+/' -- $token
        set -l name (string match -r '^[^/]+/[^/]+' -- $token)
        set -l folder (__larder_run path $name --offline)
        test -d "$folder"
        or return
        set -l rest (string sub -s (math (string length -- $name) + 2) -- $token)
        for entry in $folder/$rest*
            test -d $entry
            and set entry $entry/
            string replace -- $folder $name $entry
        end
    else
        __larder_datasets
    end
end

function __larder_credentials
    __larder_run credentials list --names
end

# The action of `credentials`, which stands behind it.
function __larder_first_argument
    contains -- (__larder_arguments)[2] $argv
end

function __larder_zones
    awk '$1 == "Z" { print $2 } $1 == "L" { print $3 }' /usr/share/zoneinfo/tzdata.zi 2>/dev/null
end

function __larder_settings
    set -l key (string match -r '^[^=]+=' -- (commandline -ct))
    switch "$key"
        case 'zone='
            __larder_zones | string replace -r '^' zone=
        case 'policy='
            printf "$key%s\n" daily daily@ every: weekdays@ cron: manual always
        case 'unpack='
            printf "$key%s\n" auto keep never
        case 'recheck='
            printf "$key%s\n" off 5m 15m 1h
        case 'time-limit='
            printf "$key%s\n" 15m 1h 4h
        case 'settle='
            printf "$key%s\n" 0 2m 5m
        case 'expect='
            printf "$key%s\n" 06:00 weekdays@06:00
        case 'addressing='
            printf "$key%s\n" path host
        case 'credentials='
            __larder_credentials | string replace -r '^' credentials=
        case 'allow-empty=' 'stale-if-error=' 'anonymous=' 'requester-pays='
            printf "$key%s\n" yes no
        case ''
            printf '%s=\n' url name include exclude policy zone expect settle recheck newest since keep unpack \
                allow-empty stale-if-error endpoint region addressing profile anonymous requester-pays credentials \
                after time-limit
    end
end

function __larder_configuration
    set -l token (commandline -ct)
    if string match -q 'store=*' -- $token
        for folder in (string replace store= '' -- $token)*/
            echo store=$folder
        end
        return
    end
    set -l key (string match -r '^[^=]+=' -- $token)
    switch "$key"
        case 'metered=' 'battery=' 'quiet-rule='
            printf "$key%s\n" sync check nothing
        case 'notify-reuploads=' 'notify-trouble='
            printf "$key%s\n" yes no
        case 'close='
            printf "$key%s\n" ask sync quit
        case 'theme='
            printf "$key%s\n" system light dark
        case 'budget=' 'bandwidth=' 'quiet='
            printf "$key%s\n" off
        case ''
            printf '%s=\n' budget bandwidth concurrency metered battery quiet quiet-rule notify-reuploads \
                notify-trouble close theme store
    end
end

complete -c larder -f
complete -c larder -s h -l help -d 'Show help'
complete -c larder -n __larder_needs_command -l version -d 'Show the version'
complete -c larder -l json -d 'One JSON document on stdout'
complete -c larder -l as-of -x -d 'Judge as if it were then'
complete -c larder -s q -l quiet -d 'Only results, warnings and errors'

complete -c larder -n __larder_needs_command -a add -d 'Bind a dataset to its source'
complete -c larder -n __larder_needs_command -a set -d 'Change a binding or a customer'
complete -c larder -n __larder_needs_command -a apply -d 'Make the bindings what a file says'
complete -c larder -n __larder_needs_command -a dump -d 'Print the bindings as a file'
complete -c larder -n __larder_needs_command -a credentials -d 'Keep sign-ins under a name'
complete -c larder -n __larder_needs_command -a forget -d 'Remove every byte of it'
complete -c larder -n __larder_needs_command -a path -d 'Print the directory, made fresh first'
complete -c larder -n __larder_needs_command -a ls -d 'List the files of a snapshot'
complete -c larder -n __larder_needs_command -a cat -d 'Print a file of a snapshot'
complete -c larder -n __larder_needs_command -a export -d 'Write a snapshot as one archive'
complete -c larder -n __larder_needs_command -a wait -d 'Wait until fresh or changed'
complete -c larder -n __larder_needs_command -a status -d 'Show how fresh everything is'
complete -c larder -n __larder_needs_command -a list -d 'Show what is bound'
complete -c larder -n __larder_needs_command -a check -d 'Ask the source, fetch nothing'
complete -c larder -n __larder_needs_command -a refresh -d 'Make datasets fresh now'
complete -c larder -n __larder_needs_command -a report -d 'Wait closely for a re-upload'
complete -c larder -n __larder_needs_command -a agent -d 'Keep everything fresh without a window'
complete -c larder -n __larder_needs_command -a pause -d 'Let the background rest'
complete -c larder -n __larder_needs_command -a resume -d 'End the pause'
complete -c larder -n __larder_needs_command -a log -d 'Print what the commands of a run said, its source and its `after`'
complete -c larder -n __larder_needs_command -a why -d 'Explain a state'
complete -c larder -n __larder_needs_command -a history -d 'List the snapshots'
complete -c larder -n __larder_needs_command -a diff -d 'Show what changed'
complete -c larder -n __larder_needs_command -a use -d 'Hold an older snapshot'
complete -c larder -n __larder_needs_command -a pin -d 'Keep a snapshot for good'
complete -c larder -n __larder_needs_command -a unpin -d 'Let a snapshot be pruned again'
complete -c larder -n __larder_needs_command -a verify -d 'Check every stored byte'
complete -c larder -n __larder_needs_command -a prune -d 'Remove what need not be kept'
complete -c larder -n __larder_needs_command -a caches -d 'What joblib and fsspec keep here'
complete -c larder -n __larder_needs_command -a config -d 'Show or change settings'
complete -c larder -n __larder_needs_command -a doctor -d 'Look for what is wrong'
complete -c larder -n __larder_needs_command -a demo -d 'A tour in a temporary home'

complete -c larder -n '__larder_at add any' -l no-probe -d 'Do not ask the source now'
complete -c larder -n '__larder_at add any' -l include -x -d 'Take only files that match'
complete -c larder -n '__larder_at add any' -l exclude -x -d 'Leave out files that match'
complete -c larder -n '__larder_at add any' -l policy -x -a 'daily daily@ every: weekdays@ cron: manual always' -d 'Until when a copy is fresh'
complete -c larder -n '__larder_at add any' -l zone -x -a '(__larder_zones)' -d 'Time zone'
complete -c larder -n '__larder_at add any' -l expect -x -a '06:00 weekdays@06:00' -d 'Deadline for the upload'
complete -c larder -n '__larder_at add any' -l settle -x -a '0 2m 5m' -d 'How long a listing must hold still'
complete -c larder -n '__larder_at add any' -l recheck -x -a 'off 5m 15m 1h' -d 'How often the background looks'
complete -c larder -n '__larder_at add any' -l newest -x -d 'Take only the newest files'
complete -c larder -n '__larder_at add any' -l since -x -a '1d 7d' -d 'Take only younger files'
complete -c larder -n '__larder_at add any' -l keep -x -d 'How many snapshots are kept'
complete -c larder -n '__larder_at add any' -l unpack -x -a 'auto keep never' -d 'Open archives while fetching'
complete -c larder -n '__larder_at add any' -l allow-empty -d 'An empty source is no failure'
complete -c larder -n '__larder_at add any' -l stale-if-error -d 'A stale copy when the source is unreachable'
complete -c larder -n '__larder_at add any' -l endpoint -x -d 'The store of a bucket'
complete -c larder -n '__larder_at add any' -l region -x -d 'The region of a bucket'
complete -c larder -n '__larder_at add any' -l addressing -x -a 'path host' -d 'Where the bucket stands'
complete -c larder -n '__larder_at add any' -l profile -x -d 'A sign-in of this machine'
complete -c larder -n '__larder_at add any' -l anonymous -d 'Sign nothing'
complete -c larder -n '__larder_at add any' -l requester-pays -d 'Agree to be charged'
complete -c larder -n '__larder_at add any' -l credentials -x -a '(__larder_credentials)' -d 'The name of the credentials'
complete -c larder -n '__larder_at add any' -l after -x -d 'A command to run once new data landed'
complete -c larder -n '__larder_at add any' -l time-limit -x -a '15m 1h 4h' -d 'How long its commands may take'
complete -c larder -n '__larder_at apply any' -l allow-commands -d 'Agree to the commands of the file'
complete -c larder -n '__larder_at apply prune caches any' -l dry-run -d 'Only say what would be done'
complete -c larder -n '__larder_at forget credentials any' -l yes -d 'Do not ask'
complete -c larder -n '__larder_at credentials any' -l endpoint -x -d 'The store that the address is in'
complete -c larder -n '__larder_at path any' -l offline -d 'Never ask'
complete -c larder -n '__larder_at path any' -l stale-ok -d 'The old path when asking fails'
complete -c larder -n '__larder_at ls any' -s l -l long -d 'With sizes and times'
complete -c larder -n '__larder_at ls any' -s R -l recursive -d 'Everything below'
complete -c larder -n '__larder_at export any' -s o -l output -r -F -d 'The archive'
complete -c larder -n '__larder_at export any' -l force -d 'Replace a file that is there'
complete -c larder -n '__larder_at log any' -l list -d 'The runs'
complete -c larder -n '__larder_at agent any' -l dry-run -d 'Only say what would be looked at'
complete -c larder -n '__larder_at agent any' -l until -x -d 'Up to this time'
complete -c larder -n '__larder_at wait any' -l until -x -a 'fresh changed' -d 'What to wait for'
complete -c larder -n '__larder_at wait any' -l timeout -x -d 'Give up after'
complete -c larder -n '__larder_at list credentials any' -l names -d 'Only the names'
complete -c larder -n '__larder_at refresh any' -l all -d 'Everything that is bound'
complete -c larder -n '__larder_at refresh any' -l force -d 'Fetch everything again'
complete -c larder -n '__larder_at report any' -l close -d 'Wait no more'
complete -c larder -n '__larder_at doctor any' -l new-store -d 'Start an empty store, the old one is lost'
complete -c larder -n '__larder_at verify any' -l repair -d 'Fetch what is damaged'
complete -c larder -n '__larder_at caches any' -l items -d 'Each item'
complete -c larder -n '__larder_at caches any' -l function -x -d 'Items of this function'
complete -c larder -n '__larder_at caches any' -l call -x -d 'Items of this call'
complete -c larder -n '__larder_at caches any' -l item -x -d 'The item of this hash, file or URL'
complete -c larder -n '__larder_at caches any' -l filter -x -d 'Items with this text'
complete -c larder -n '__larder_at caches any' -l older -x -a '1d 7d 30d' -d 'Made longer ago'
complete -c larder -n '__larder_at caches any' -l larger -x -d 'Of at least this size'
complete -c larder -n '__larder_at caches any' -l state -x -a 'whole partial ghost orphan leftover writing outside' -d 'Items that are'
complete -c larder -n '__larder_at caches any' -l sort -x -a 'name size age used' -d 'The order'
complete -c larder -n '__larder_at caches any' -l expiry -x -a '60s 1d 7d never' -d 'The expiry_time of your fsspec'
complete -c larder -n '__larder_at caches any' -l check-files -d 'Your fsspec uses check_files'
complete -c larder -n '__larder_at caches any' -l all -d 'All items below the directories'

complete -c larder -n '__larder_at add 0' -a '(__larder_customers)/'
complete -c larder -n '__larder_at add 1' -F
complete -c larder -n '__larder_at apply 0' -F
complete -c larder -n '__larder_at path export 0' -a '(__larder_places)'
complete -c larder -n '__larder_at ls cat 0' -a '(__larder_places inside)'
complete -c larder -n '__larder_at wait report log why history diff use pin unpin 0' -a '(__larder_datasets)'
complete -c larder -n '__larder_at use pin unpin diff 1' -k -a '(__larder_snapshots_of_name)'
complete -c larder -n '__larder_at diff 2' -k -a '(__larder_snapshots_of_name)'
complete -c larder -n '__larder_at set forget 0' -a '(__larder_names)'
complete -c larder -n '__larder_at status check refresh dump verify prune any' -a '(__larder_names)'
complete -c larder -n '__larder_at set any; and not __larder_at set 0' -a '(__larder_settings)'
complete -c larder -n '__larder_at credentials 0' -a 'add list test remove'
complete -c larder -n '__larder_at credentials 1; and __larder_first_argument add test remove' -a '(__larder_credentials)'
complete -c larder -n '__larder_at credentials 2; and __larder_first_argument add' -a 's3 gs az-key az-sas az-app basic bearer'
complete -c larder -n '__larder_at caches 0' -a 'list evict undo prune tie untie ties fsspec'
complete -c larder -n '__larder_at caches 1; and __larder_first_argument tie untie ties fsspec' -a '(__larder_datasets)'
complete -c larder -n '__larder_at caches any; and not __larder_at caches 0' -a '(__fish_complete_directories)'
complete -c larder -n '__larder_at caches any' -l remove -d 'What was laid out for fsspec goes'
complete -c larder -n '__larder_at pause 0' -a '1h tomorrow'
complete -c larder -n '__larder_at config 0' -a '(__larder_configuration)'
