# Takes a package from the standard input. It gets its name only when its checksum is right.
receive() { # DIGEST
  part=$state/incoming/$release-$epoch.part
  if ! complaint=$(cat 2>&1 >"$part"); then
    rm -f -- "$part"
    refuse full "the package could not be written: ${complaint##*: }"
  fi
  sum=$(sha256sum <"$part") || refuse write "cannot read $part"
  if [ "${sum%% *}" != "$1" ]; then
    rm -f -- "$part"
    refuse checksum "the package arrived damaged: its checksum is ${sum%% *}"
  fi
  mv -f -- "$part" "$state/incoming/$1.tar.gz" || refuse write "cannot write $state/incoming"
}

# Links one item of shared/ into the new folder. Neither the item nor the link may lie elsewhere.
link_shared() { # KIND:ITEM
  item=${1#*:}
  case $1 in
    # A folder that was never there is made; one behind a link that leads nowhere is a disk that is not mounted.
    folder:*) [ -d "$path/shared/$item" ] || mkdir -p -- "$path/shared/$item" 2>/dev/null ||
      refuse shared "the shared folder $path/shared/$item is missing and cannot be made; look at what it leads to on the host" ;;
    *) [ -f "$path/shared/$item" ] ||
      refuse shared "the shared file $path/shared/$item is missing; put it there and release again" ;;
  esac
  parent=$partial
  rest=$item
  while [ "$rest" != "${rest#*/}" ]; do
    parent=$parent/${rest%%/*}
    rest=${rest#*/}
    if [ -L "$parent" ]; then
      refuse shared "the link for shared/$item would leave the folder of the release: ${parent#"$partial"/} is a link itself"
    fi
    [ -d "$parent" ] || mkdir -- "$parent" 2>/dev/null ||
      refuse shared "the link for shared/$item cannot be made: ${parent#"$partial"/} is a file"
  done
  rm -rf -- "${partial:?}/$item" && ln -s -- "$path/shared/$item" "$partial/$item" ||
    refuse write "cannot make the link for shared/$item"
}

# Makes releases/RELEASE from a package that was received.
unpack() { # DIGEST COMMIT LABEL [KIND:ITEM...]
  digest=$1 commit=$2 label=$3
  shift 3
  partial=$path/releases/$release.partial.$release-$epoch
  [ ! -e "$partial" ] || rm -rf -- "$partial"
  mkdir -- "$partial" || refuse write "cannot create $partial"
  if ! complaint=$(tar -xzof "$state/incoming/$digest.tar.gz" -C "$partial" 2>&1); then
    refuse unpack "the package could not be unpacked: $(printf '%s' "$complaint" | head -n 1)"
  fi
  for shared in "$@"; do
    link_shared "$shared"
  done
  # Whatever the package has of that name, a link to elsewhere included, does not stay.
  rm -rf -- "$partial/.stagedoor-release"
  printf 'release=%s\ncomponent=%s\ndigest=%s\ncommit=%s\nlabel=%s\n' \
    "$release" "$component" "$digest" "$commit" "$label" >"$partial/.stagedoor-release" ||
    refuse full "cannot write $partial: is the disk full?"
  lock
  check_fence
  if is_ours "$release"; then
    rm -rf -- "$partial"
  else
    [ ! -e "$path/releases/$release" ] || rm -rf -- "$path/releases/$release"
    mv -T -- "$partial" "$path/releases/$release" || refuse write "cannot create $path/releases/$release"
  fi
  partial=
  rm -f -- "$state/incoming/"*.tar.gz
}

# Takes the folder over, tells what is there, and then does what the standard input asks for: nothing, to unpack a
# package that has arrived before, or to take one, which follows, and unpack it.
do_bring() { # DIGEST COMMIT LABEL [KIND:ITEM...]
  take_over "$1"
  say ready
  wish=
  IFS= read -r wish || :
  if [ "$wish" = send ]; then
    receive "$1"
    say arrived
  fi
  case $wish in send | unpack) unpack "$@" ;; esac
  end 0
}
