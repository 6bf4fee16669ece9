#!/bin/sh
# Makes this Debian machine a bastion of Stagedoor. May be run again: to update the programs, or to change an answer.
# What is not said then stays as it is, also what somebody has set in bastion.json.
#
#   install.sh --platform https://stagedoor.example --token-file FILE --user-authority FILE
#              [--port 2222] [--listen 0.0.0.0] [--user jump] [--ca-file FILE] [--host-key FILE] [--host-certificate FILE]
#
# --token-file      holds the token of this bastion, as the platform's configuration has it (access.bastions)
# --user-authority  the public keys of the authority `bastion-users`, for TrustedUserCAKeys
#
# It leaves the machine's own sshd alone: the bastion has one of its own, on a port of its own.
set -eu
umask 022

here=$(cd "$(dirname "$0")" && pwd)
settings=/etc/stagedoor-bastion
programs=/usr/local/lib/stagedoor-bastion
state=/var/lib/stagedoor-bastion
host_key='' host_certificate=''
unset port listen user platform token_file user_authority ca_file

fail() { echo "install.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --platform) platform=$2 ;;
    --token-file) token_file=$2 ;;
    --user-authority) user_authority=$2 ;;
    --port) port=$2 ;;
    --listen) listen=$2 ;;
    --user) user=$2 ;;
    --ca-file) ca_file=$2 ;;
    --host-key) host_key=$2 ;;
    --host-certificate) host_certificate=$2 ;;
    *) fail "unknown option $1" ;;
  esac
  shift 2
done

[ "$(id -u)" = 0 ] || fail 'run it as root'
for program in /usr/sbin/sshd /usr/bin/ssh /usr/bin/ssh-keygen /usr/bin/python3; do
  [ -x "$program" ] || fail "$program is missing: apt-get install openssh-server openssh-client python3"
done
/usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || fail 'Python 3.9 or later is needed'

# What was said when it was run before.
kept() { # key of bastion.json
  [ ! -e "$settings/bastion.json" ] || /usr/bin/python3 -I -c 'import json, sys; print(json.load(open(sys.argv[1])).get(sys.argv[2], ""))' \
    "$settings/bastion.json" "$1" 2>/dev/null || fail "$settings/bastion.json cannot be read; mend it, or take it away"
}
listens() { # word of sshd_config
  [ ! -e "$settings/sshd_config" ] || sed -n "s/^$1 //p" "$settings/sshd_config"
}
platform=${platform-$(kept platform)}
ca_file=${ca_file-$(kept caFile)}
user=${user-$(kept user)}
user=${user:-jump}
port=${port-$(listens Port)}
port=${port:-2222}
listen=${listen-$(listens ListenAddress)}
listen=${listen:-0.0.0.0}
[ -n "${token_file-}" ] || [ ! -e "$settings/token" ] || token_file=$settings/token
[ -n "${user_authority-}" ] || [ ! -e "$settings/bastion-users.pub" ] || user_authority=$settings/bastion-users.pub

[ -n "$platform" ] && [ -n "${token_file-}" ] && [ -n "${user_authority-}" ] || fail 'say --platform, --token-file and --user-authority'
case $platform in https://*) ;; *) fail '--platform must be an https:// address: the token travels there' ;; esac
case $platform$ca_file in *[!A-Za-z0-9:/._@-]*) fail '--platform and --ca-file must not hold special characters' ;; esac
case $port in '' | *[!0-9]*) fail '--port must be a number' ;; esac
case $user in
  '' | [!a-z_]* | *[!a-z0-9_-]*) fail '--user must be the name of an account' ;;
  root | stagedoor-*) fail "--user must not be $user, which can do more than those who log in may" ;;
esac
case $listen in '' | *[!0-9a-fA-F.:]*) fail '--listen must be an IP address' ;; esac
for file in "$token_file" "$user_authority"; do [ -s "$file" ] || fail "$file is missing or empty"; done
[ -z "$(find "$token_file" -perm /007)" ] || fail "$token_file can be read by everybody; chmod 600 it and take a new token"
[ "$(wc -c < "$token_file")" -ge 32 ] || fail "the token in $token_file is too short"
[ "$(wc -w < "$token_file")" = 1 ] || fail "$token_file must hold the token alone, in one line"
ssh-keygen -l -f "$user_authority" >/dev/null 2>&1 || fail "$user_authority holds no public key"
! grep -q 'PRIVATE KEY' "$user_authority" || fail "$user_authority is a private key, which must not leave the platform: give the file that ends in .pub, and delete this one"
# Everything that is set already stays, as long as the programs know it.
described=$(/usr/bin/python3 -I "$here/describe_settings.py" "$settings/bastion.json" "platform=$platform" "caFile=$ca_file" \
  "user=$user" "revocations=$state/revoked-keys" "probeKey=$settings/ssh_host_ed25519_key.pub") || fail 'nothing was changed'

# Of accounts that are there already, only those that this has made: others are somebody's, or of a service.
add_account() { # name, home, shell
  if ! id "$1" >/dev/null 2>&1; then
    useradd --system --user-group --no-create-home --home-dir "$2" --shell "$3" "$1"
  fi
  [ "$(getent passwd "$1" | cut -d: -f6-7)" = "$2:$3" ] ||
    fail "$1 is the account of somebody, and would lose its password; name one that is not there yet"
}
add_account stagedoor-bastion /nonexistent /usr/sbin/nologin
add_account stagedoor-principals /nonexistent /usr/sbin/nologin
# A home that exists, of which nothing is ever read.
add_account "$user" / /bin/sh
# No password, and not locked either: sshd refuses locked accounts.
usermod --password '*' "$user"

# The programs. sshd runs one of them as another account only if nobody but root can change it.
rm -rf "$programs.new"
install -d -o root -g root -m 0755 "$programs.new" "$programs.new/stagedoor_bastion"
install -o root -g root -m 0644 "$here"/stagedoor_bastion/*.py "$programs.new/stagedoor_bastion/"
for program in stagedoor-gate stagedoor-principals stagedoor-collector stagedoor-krl; do
  install -o root -g root -m 0755 "$here/$program" "$programs.new/$program"
done
rm -rf "$programs.old"
[ ! -d "$programs" ] || mv "$programs" "$programs.old"
mv "$programs.new" "$programs"
rm -rf "$programs.old"

install -d -o root -g root -m 0755 "$settings"
# The collector reads it. The account of sessions cannot.
[ "$token_file" -ef "$settings/token" ] || install -o root -g stagedoor-bastion -m 0640 "$token_file" "$settings/token"
chown root:stagedoor-bastion "$settings/token"
chmod 0640 "$settings/token"
[ "$user_authority" -ef "$settings/bastion-users.pub" ] || install -o root -g root -m 0644 "$user_authority" "$settings/bastion-users.pub"

key=$settings/ssh_host_ed25519_key
if [ -n "$host_key" ] && ! [ "$host_key" -ef "$key" ]; then
  install -o root -g root -m 0600 "$host_key" "$key"
  ssh-keygen -y -f "$key" > "$key.pub"
fi
[ -s "$key" ] || ssh-keygen -q -t ed25519 -N '' -C "$(hostname)" -f "$key"
chmod 0600 "$key"

printf '%s\n' "$described" > "$settings/bastion.json.new"
mv "$settings/bastion.json.new" "$settings/bastion.json"

# sshd lets everybody in while this file is empty, and nobody while it is missing: it begins as a list of nothing.
install -d -o stagedoor-bastion -g stagedoor-bastion -m 0755 "$state"
if ! [ -s "$state/revoked-keys" ]; then
  ssh-keygen -q -k -f "$state/revoked-keys"
  chown stagedoor-bastion:stagedoor-bastion "$state/revoked-keys"
  chmod 0644 "$state/revoked-keys"
fi

# sshd itself gives no reason when it lets somebody not in.
cat > "$settings/banner" <<END
Stagedoor: access to hosts lasts for a time, and so do certificates. If you are not let in, look at
$platform/access
END
chmod 0644 "$settings/banner"

sed -e "s|@port@|$port|" -e "s|@listen@|$listen|" -e "s|@hostKey@|$key|" -e "s|@user@|$user|" \
  -e 's|@rootLogin@|no|' -e "s|@userAuthorities@|$settings/bastion-users.pub|" \
  -e "s|@principalsCommand@|$programs/stagedoor-principals|" -e 's|@principalsUser@|stagedoor-principals|' \
  -e "s|@revocations@|$state/revoked-keys|" -e "s|@gate@|$programs/stagedoor-gate|" \
  -e "s|@banner@|$settings/banner|" \
  "$here/sshd_config" > "$settings/sshd_config.new"
if [ -n "$host_certificate" ]; then
  install -o root -g root -m 0644 "$host_certificate" "$key-cert.pub"
fi
[ ! -s "$key-cert.pub" ] || echo "HostCertificate $key-cert.pub" >> "$settings/sshd_config.new"
install -d -m 0755 /run/sshd
# OpenSSH 9.2 and later close connections that nothing runs on; earlier ones do not know the word.
cp "$settings/sshd_config.new" "$settings/sshd_config.try"
echo 'UnusedConnectionTimeout 30' >> "$settings/sshd_config.try"
if /usr/sbin/sshd -t -f "$settings/sshd_config.try" 2>/dev/null; then
  mv "$settings/sshd_config.try" "$settings/sshd_config.new"
else
  rm "$settings/sshd_config.try"
fi
/usr/sbin/sshd -t -f "$settings/sshd_config.new"
mv "$settings/sshd_config.new" "$settings/sshd_config"

# What lets somebody become root over this machine must not be writable by others.
for path in "$programs" "$programs"/stagedoor-* "$programs/stagedoor_bastion" "$settings" "$settings/sshd_config" "$settings/bastion-users.pub"; do
  [ "$(stat -c %u "$path")" = 0 ] && [ -z "$(find "$path" -maxdepth 0 -perm /022)" ] || fail "$path must belong to root and be writable by root alone"
done

if [ -d /run/systemd/system ]; then
  install -o root -g root -m 0644 "$here"/systemd/*.service "$here"/systemd/*.timer /etc/systemd/system/
  systemctl daemon-reload
  systemctl enable --quiet stagedoor-collector.service stagedoor-krl.timer stagedoor-bastion-sshd.service
  systemctl restart stagedoor-collector.service stagedoor-krl.timer stagedoor-bastion-sshd.service
  echo "The bastion listens on $listen:$port."
else
  echo 'systemd does not run here: start stagedoor-collector, sshd and stagedoor-krl --every 15 yourself.'
fi
echo 'Its host key, for access.bastions[].hostKey of the platform:'
cat "$key.pub"
