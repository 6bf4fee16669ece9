say_folders() {
  for folder in "$path"/releases/*; do
    number=${folder##*/}
    if is_number "$number" && is_ours "$number"; then
      say "folder $number $said_digest $said_commit $said_label"
    fi
  done
}

say_live() {
  read_current
  read_marker
  say "current $current"
  [ -z "$marker" ] || say "marker $marker"
}

# Tells what is there and changes nothing.
do_look() {
  if [ -d "$path" ]; then
    say_live
    say_folders
  fi
  end 0
}

# Takes the folder over for this release and worker, and tells what is there.
take_over() { # DIGEST
  mkdir -p -- "$path/releases" "$path/shared" "$state/incoming" 2>/dev/null ||
    refuse write "$(id -un) cannot create $path; as root: install -d -o $(id -un) $path"
  lock
  check_owner
  check_fence
  # What an earlier worker left half done.
  for left in "$path/releases/"*.partial.* "$path/releases/"*.gone.* "$state/incoming/"*.part; do
    [ ! -e "$left" ] || [ "${left##*.partial.}" = "$release-$epoch" ] || rm -rf -- "$left"
  done
  # Files that were to take the place of others: whoever holds the lock is alone with them.
  rm -f -- "$path"/.current.* "$state"/*.new.*
  for left in "$state/incoming/"*.tar.gz; do
    [ ! -e "$left" ] || [ "$left" = "$state/incoming/$1.tar.gz" ] || rm -f -- "$left"
  done
  if [ -f "$state/done" ] && ! grep -q "^$release " "$state/done"; then
    rm -f -- "$state/done"
  fi
  say_live
  say_folders
  [ ! -f "$state/incoming/$1.tar.gz" ] || say received
  say_free "$path"
  exec 9>&-
}

do_begin() {
  take_over -
  end 0
}

nearest_folder() {
  nearest=$path
  until [ -d "$nearest" ]; do nearest=${nearest%/*}; done
  nearest=${nearest:-/}
}

# Checks what a release will need and changes nothing.
do_inspect() {
  missing=
  for tool in tar gzip sha256sum flock setsid timeout readlink df; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
  done
  mv --help 2>&1 | grep -q -e '-[a-zA-Z]*T' || missing="$missing mv(-T)"
  if [ -z "$missing" ]; then say 'check tools passed All programs are there'; else say "check tools failed Missing:$missing"; fi
  nearest_folder
  if [ -w "$nearest" ] && [ -x "$nearest" ]; then
    if [ "$nearest" = "$path" ]; then say "check write passed $(id -un) may write to $path"; else say "check write passed $(id -un) may create $path"; fi
  else
    say "check write failed $(id -un) may not write to $nearest; as root: install -d -o $(id -un) $path"
  fi
  say_free "$nearest"
  if [ -e "$state/component" ] && ! grep -qxF "$component" "$state/component"; then
    say "check owner failed $path belongs to $(cat "$state/component")"
  fi
  if [ -L "$path/current" ]; then
    link=$(readlink "$path/current")
    number=${link#releases/}
    if [ "$link" = "releases/$number" ] && is_number "$number" && is_ours "$number"; then
      say "check link passed $path/current points to $link"
    else
      say "check link failed $path/current points to $link, which is not a release that Stagedoor put there"
    fi
  elif [ -e "$path/current" ]; then
    say "check link failed $path/current is not a symbolic link; move it away"
  else
    say 'check link passed Nothing was released here yet'
  fi
  end 0
}
