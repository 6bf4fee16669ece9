# What Stagedoor runs on a host. Plain POSIX sh; every value arrives as an argument, none is part of this text.
#
# usage: sh -c PROGRAM stagedoor NONCE PATH RELEASE EPOCH COMPONENT VERB [WORD...]
#
# Answers are lines "@NONCE key value..." on the standard output, each after a line break of its own; whatever else is
# printed there belongs to hooks. The last answer is "exit CODE"; "error CODE MESSAGE" means that the host says no.
set -u
umask 022
nonce=$1 path=$2 release=$3 epoch=$4 component=$5 verb=$6
shift 6
state=$path/.stagedoor
partial=

say() {
  printf '\n@%s %s\n' "$nonce" "$*"
}

end() {
  say "exit $1"
  exit 0
}

# Ends with a reason for people, on one line.
refuse() {
  refusal=$1
  shift
  [ -z "$partial" ] || rm -rf -- "$partial"
  say "error $refusal $(printf '%s' "$*" | tr '\n\r' '  ' | cut -c 1-600)"
  end 3
}

is_number() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
}

# Replaces a file in one piece.
write_file() {
  { printf '%s\n' "$2" >"$1.new.$$" && mv -f -- "$1.new.$$" "$1"; } 2>/dev/null && return
  rm -f -- "$1.new.$$"
  refuse full "cannot write $1: is the disk full? $(df -Pk -- "$state" | tail -n 1)"
}

# Nobody else changes this folder until the program ends. Nothing long happens under it.
lock() {
  exec 9>>"$state/lock" || refuse write "cannot write $state/lock"
  tries=0
  until flock -n 9; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || refuse busy "another process of Stagedoor holds $state/lock"
    sleep 0.2 2>/dev/null || sleep 1
  done
}

# The greatest release, and of one release the latest worker, is the only one that may still change anything.
check_fence() {
  fence_release=0 fence_epoch=0
  if [ -e "$state/fence" ]; then
    read -r fence_release fence_epoch <"$state/fence" || :
    is_number "$fence_release" && is_number "$fence_epoch" ||
      refuse state "$state/fence is damaged; it has to hold two numbers: the last release and 0"
  fi
  if [ "$fence_release" -gt "$release" ] ||
    { [ "$fence_release" -eq "$release" ] && [ "$fence_epoch" -gt "$epoch" ]; }; then
    refuse fenced "$fence_release $fence_epoch"
  fi
  [ "$fence_release $fence_epoch" = "$release $epoch" ] || write_file "$state/fence" "$release $epoch"
}

check_owner() {
  if [ -e "$state/component" ]; then
    read -r owner <"$state/component" || :
    [ "$owner" = "$component" ] ||
      refuse owner "$path belongs to $owner; give each component a path of its own"
  else
    write_file "$state/component" "$component"
  fi
}

# Sets current to the number of the live folder, 0 if there is none.
read_current() {
  current=0
  if [ -L "$path/current" ]; then
    link=$(readlink "$path/current")
    current=${link#releases/}
    [ "$link" = "releases/$current" ] && is_number "$current" ||
      refuse link "$path/current points to $link instead of a folder below releases/; move it away"
  elif [ -e "$path/current" ]; then
    refuse link "$path/current is not a symbolic link; move it away"
  fi
}

# Sets live_release, live_folder and previous_folder from the record of what is live; zeros without one.
read_marker() {
  live_release=0 live_folder=0 previous_folder=0 marker=
  [ -f "$state/marker.json" ] || return 0
  read -r marker <"$state/marker.json" || :
  case $marker in
    '{"release":'*,'"folder":'*,'"previousFolder":'*) ;;
    *) return 0 ;;
  esac
  IFS=:, read -r _ live_release _ _ _ live_folder _ previous_folder _ <<MARKER
$marker
MARKER
  is_number "$live_release" && is_number "$live_folder" && is_number "$previous_folder" ||
    refuse state "$state/marker.json is damaged; remove it"
}

# Reads what a folder of releases/ says about itself; fails unless it is whole and belongs to this component.
is_ours() {
  said_component='' said_digest='' said_commit='' said_label=''
  [ -d "$path/releases/$1" ] && [ ! -L "$path/releases/$1" ] &&
    [ -f "$path/releases/$1/.stagedoor-release" ] || return 1
  while IFS= read -r said; do
    case $said in
      component=*) said_component=${said#*=} ;;
      digest=*) said_digest=${said#*=} ;;
      commit=*) said_commit=${said#*=} ;;
      label=*) said_label=${said#*=} ;;
    esac
  done <"$path/releases/$1/.stagedoor-release"
  [ "$said_component" = "$component" ]
}

# Says how many kilobytes are free on the disk of a folder.
say_free() {
  {
    read -r _ || :
    read -r _ _ _ free _ || free=0
  } <<DISK
$(df -Pk -- "$1")
DISK
  say "free $free"
}

# For people. That it cannot be written down, on a full disk, undoes nothing of what was done.
remember() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" 2>/dev/null >>"$state/history" || :
}
