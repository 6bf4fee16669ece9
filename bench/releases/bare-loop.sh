#!/bin/sh
# The least that a release to one host can be: one connection, over which an archive is copied, unpacked, made the
# current version in one step, and looked at.
#
# usage: bare-loop.sh PORT USER IDENTITY KNOWN_HOSTS SOCKET ARCHIVE FOLDER RELEASE
set -eu
port=$1 user=$2 identity=$3 known_hosts=$4 socket=$5 archive=$6 folder=$7 release=$8

run() {
  ssh -F none -T -o BatchMode=yes -p "$port" -l "$user" -i "$identity" -o IdentitiesOnly=yes \
    -o UserKnownHostsFile="$known_hosts" -o StrictHostKeyChecking=yes -o LogLevel=ERROR -S "$socket" "$@"
}

run -o ControlMaster=yes -o ControlPersist=60 127.0.0.1 "mkdir -p $folder/releases/$release"
run 127.0.0.1 "cat >$folder/$release.tar.gz" <"$archive"
run 127.0.0.1 "tar -xzf $folder/$release.tar.gz -C $folder/releases/$release && rm $folder/$release.tar.gz"
run 127.0.0.1 "ln -s releases/$release $folder/current.new && mv -fT $folder/current.new $folder/current"
run 127.0.0.1 "test -f $folder/current/version"
run -O exit 127.0.0.1 2>/dev/null
