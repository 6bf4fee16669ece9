# Reads exports up to a line with the nonce: values, secrets among them, that must not show in a list of processes.
read_settings() {
  settings=
  while IFS= read -r line && [ "$line" != "@$nonce" ]; do
    settings="$settings$line
"
  done
  [ "$line" = "@$nonce" ] || refuse lost 'nobody waits for the command any more'
}

# Runs one command in a session of its own. It ends with the time, or when the standard input does: then nobody waits
# for it any more. What a command leaves running after a good end stays.
run_command() { # SECONDS FOLDER COMMAND
  cd -- "$2" || refuse missing "$2 is not there any more"
  exec 3<&0
  (
    eval "$settings"
    export STAGEDOOR_PATH="$path"
    exec setsid timeout -s KILL "$1" sh -c "$3"
  ) </dev/null 3<&- 8>&- 9>&- &
  job=$!
  (
    while IFS= read -r line; do :; done
    # By its own number, too: it may not have a session yet.
    kill -s KILL -- "-$job" "$job"
  ) <&3 >/dev/null 2>&1 8>&- 9>&- &
  watcher=$!
  exec 3<&-
  wait "$job"
  code=$?
  kill "$watcher" 2>/dev/null
}

# Runs a command of the release once: what has ended well is not run again.
do_hook() { # KEY SECONDS FOLDER COMMAND
  # First of all: whoever waits here for a worker that stands still must not keep the next one waiting.
  read_settings
  exec 8>>"$state/hook.lock" || refuse write "cannot write $state/hook.lock"
  tries=0
  until flock -n 8; do
    tries=$((tries + 1))
    [ "$tries" -lt "$2" ] || refuse busy "a command that an earlier worker started is still running"
    sleep 1
  done
  lock
  check_fence
  exec 9>&-
  if [ -f "$state/done" ] && grep -qxF "$release $1" "$state/done"; then
    say already
    end 0
  fi
  run_command "$2" "$path/releases/$3" "$4"
  [ "$code" != 0 ] || printf '%s %s\n' "$release" "$1" >>"$state/done"
  end "$code"
}

# Runs a command that looks whether all is well.
do_check() { # SECONDS FOLDER COMMAND
  read_settings
  run_command "$1" "$path/releases/$2" "$3"
  end "$code"
}
