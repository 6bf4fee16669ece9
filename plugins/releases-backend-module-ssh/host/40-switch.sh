# Makes a folder the current one in one step that nobody can see half of.
point_to() { # FOLDER
  new_link=$path/.current.$release-$epoch
  [ ! -L "$new_link" ] || rm -f -- "$new_link"
  ln -s -- "releases/$1" "$new_link" && mv -fT -- "$new_link" "$path/current" && return
  rm -f -- "$new_link"
  refuse switch "cannot replace $path/current"
}

do_switch() { # FOLDER MARKER
  lock
  check_fence
  # A connection that was given up may deliver late what was sent over it.
  ! grep -qsxF -e "$release" "$state/undone" || refuse undone 'this release was put back here'
  read_current
  read_marker
  if [ "$live_release" = "$release" ]; then
    [ "$current" = "$1" ] || refuse changed "somebody has pointed $path/current elsewhere"
    say already
    end 0
  fi
  is_ours "$1" || refuse missing "$path/releases/$1 is not there any more"
  [ "$current" = "$1" ] || point_to "$1"
  # Only now: as long as the record is the old one, a repetition completes what was begun.
  if [ -f "$state/marker.json" ]; then
    ln -f -- "$state/marker.json" "$state/marker.previous.json" ||
      refuse write "cannot write $state/marker.previous.json"
  elif [ -e "$state/marker.previous.json" ]; then
    rm -f -- "$state/marker.previous.json"
  fi
  write_file "$state/marker.json" "$2"
  remember "switch $release $epoch $current $1"
  end 0
}

# Returns to the version that was live on this host before this release.
do_back() { # FOLDER, the one that this release switches to
  lock
  check_fence
  printf '%s\n' "$release" 2>/dev/null >"$state/undone" || :
  read_current
  read_marker
  if [ "$live_release" != "$release" ]; then
    # Either it was never switched, or it is back already; only the link may still be the new one.
    if [ "$current" != "$live_folder" ]; then
      [ "$current" = "$1" ] || refuse changed "somebody has pointed $path/current elsewhere"
      previous_folder=$live_folder
    else
      say "untouched $current"
      end 0
    fi
  elif [ "$current" != "$live_folder" ] && [ "$current" != "$previous_folder" ]; then
    refuse changed "somebody has pointed $path/current elsewhere"
  fi
  if [ "$previous_folder" = 0 ]; then
    rm -f -- "$path/current" || refuse switch "cannot remove $path/current"
  else
    is_ours "$previous_folder" || refuse missing "$path/releases/$previous_folder is not there any more"
    [ "$current" = "$previous_folder" ] || point_to "$previous_folder"
  fi
  if [ "$live_release" = "$release" ]; then
    if [ -f "$state/marker.previous.json" ]; then
      mv -f -- "$state/marker.previous.json" "$state/marker.json"
    else
      rm -f -- "$state/marker.json"
    fi
  fi
  remember "back $release $epoch $current $previous_folder"
  say "back $previous_folder"
  end 0
}

# Keeps the live folder, the one before it and the last KEEP that have run; by our own record, never by age.
do_prune() { # KEEP
  lock
  check_fence
  read_current
  read_marker
  touch -- "$state/ran"
  kept=$(grep -vx -e "$current" -e '' -- "$state/ran")
  write_file "$state/ran" "$(printf '%s\n%s' "$kept" "$current" | grep . | tail -n 200)"
  keep=" $current $previous_folder $(printf '%s' "$kept" | tail -n "$1" | tr '\n' ' ') "
  for folder in "$path"/releases/*; do
    number=${folder##*/}
    is_number "$number" && is_ours "$number" || continue
    case $keep in
      *" $number "*) say "kept $number" ;;
      *)
        mv -T -- "$folder" "$folder.gone.$epoch" && rm -rf -- "$folder.gone.$epoch" &&
          say "removed $number"
        ;;
    esac
  done
  end 0
}
