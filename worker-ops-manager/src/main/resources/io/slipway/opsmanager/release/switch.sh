# Makes a tree the live one: sh switch.sh VERB PARENT NAME JOBSEQ ATTEMPT TREE TIME ASIDE TARGET
# VERB enter only raises the fence. TREE is a directory of the store's trees, TIME what its mark says. ASIDE names the tree
# that a directory is moved to, - for not allowed; TARGET is the link that was seen, which may be replaced then.
# Exit: 31 place, 32 lock, 33 older than the fence, 34 no tree, 35 not ours, 36 disk full, 37 a rename failed.
# All that can be done before is done before the lock: under it is one rename where the fence was raised before.
set -u
umask 022
verb=$1 parent=$2 name=$3 seq=$4 attempt=$5 tree=$6 time=$7 aside=$8 target=$9
store=.slipway/$name
own=$seq-$attempt
to=$store/trees/$tree
next=$store/link.$own

# Exchanges two names at once where the host can; 1 where it cannot.
exchange() {
    mv --exchange -T -- "$1" "$2" 2> /dev/null && return 0
    case $(uname -m) in
        x86_64) call=316 ;;
        aarch64) call=276 ;;
        *) return 1 ;;
    esac
    command -v perl > /dev/null 2>&1 || return 1
    perl -e 'exit(syscall(0 + $ARGV[0], -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : 1)' "$call" "$1" "$2" 2> /dev/null
}

mark() {
    printf '%s\n' "$2" > "$store/done.$own" || exit 36
    mv -fT -- "$store/done.$own" "$store/done/$1" || exit 37
}

cd -- "$parent" || exit 31
mkdir -p -- "$store/trees" "$store/done" || exit 31
exec 9> "$store/lock" || exit 31
printf '%s %s\n' "$seq" "$attempt" > "$store/fence.$own" || exit 36
trap 'rm -f -- "$store/fence.$own"' EXIT
now=
if [ "$verb" = make ]; then
    [ -d "$to" ] || { echo "$to is gone"; exit 34; }
    if [ -L "$next" ]; then rm -f -- "$next"; fi
    [ ! -e "$next" ] || next=$next.again # a directory that an exchange left there, mended below
    ln -s -- "$to" "$next" || exit 36
    [ ! -L "$name" ] || now=$(readlink -- "$name")
fi

was=
flock -w 20 9 || { echo "another release holds the lock"; exit 32; }
if [ -f "$store/fence" ]; then
    read -r was_seq was_attempt < "$store/fence" || :
    was=$was_seq-$was_attempt
    if [ "$was_seq" -gt "$seq" ] || { [ "$was_seq" -eq "$seq" ] && [ "$was_attempt" -gt "$attempt" ]; }; then
        if [ -L "$next" ]; then rm -f -- "$next"; fi
        echo "stale $was_seq $was_attempt"
        exit 33
    fi
fi
[ "$was" = "$own" ] || mv -fT -- "$store/fence.$own" "$store/fence" || exit 37
for left in "$store"/link.*; do # where a take-over was cut off between its exchange and its rename
    if [ -d "$left" ] && [ ! -L "$left" ]; then
        mv -T -- "$left" "$store/trees/adopted-${left##*/link.}" || exit 37
        mark "adopted-${left##*/link.}" 1970-01-02T00:00:00Z
    fi
done
[ "$verb" = make ] || exit 0

how=switched
if [ -L "$name" ]; then
    case $now in
        "$store"/trees/*) ;;
        *) [ "$aside" != - ] && [ "$now" = "$target" ] || { echo "$name leads to $now"; exit 35; } ;;
    esac
elif [ -d "$name" ]; then
    [ "$aside" != - ] || { echo "$name is a directory"; exit 35; }
    old=$store/trees/$aside
    [ ! -e "$old" ] || old=$old-$attempt
    mark "${old##*/}" 1970-01-02T00:00:00Z
    if exchange "$next" "$name"; then
        mv -T -- "$next" "$old" || exit 37
        mark "$tree" "$time"
        sync -- "$parent" "$store" 2> /dev/null || :
        echo adopted
        exit 0
    fi
    mv -T -- "$name" "$old" || exit 37
    how=adopted-gap
elif [ -e "$name" ]; then
    echo "$name is no directory"
    exit 35
else
    how=created
fi
mv -fT -- "$next" "$name" || exit 37
mark "$tree" "$time"
sync -- "$parent" "$store" 2> /dev/null || :
echo "$how"
