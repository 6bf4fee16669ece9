#!/bin/sh
# Makes a host accept the platform's certificates for itself. May be run again.
#
#   onboard-host.sh --name prod-1 --accounts deploy,root --authority FILE [--revoked-keys FILE] [--host-certificate FILE]
#
# --name       the host's name in the catalog, in another namespace than `default` as NAMESPACE/NAME; a certificate for
#              another host is of no use here
# --authority  the public keys of the authority `hosts-users`
#
# It adds a file to /etc/ssh/sshd_config.d, tries it, and reloads sshd. Keys that are in use go on working. Accounts that are
# not named any more cannot be logged in to with certificates any more.
set -eu
umask 022

fail() { echo "onboard-host.sh: $*" >&2; exit 1; }
name='' accounts='' authority='' revoked='' certificate='' etc=/etc/ssh
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || fail "$1 needs a value"
  case $1 in
    --name) name=$2 ;;
    --accounts) accounts=$2 ;;
    --authority) authority=$2 ;;
    --revoked-keys) revoked=$2 ;;
    --host-certificate) certificate=$2 ;;
    --etc) etc=$2 ;;
    *) fail "unknown option $1" ;;
  esac
  shift 2
done
[ "$(id -u)" = 0 ] || fail 'run it as root'
case $name in '' | [!a-z0-9]* | *[!a-z0-9./-]* | */*/* | */ | */[!a-z0-9]*) fail '--name must be lower-case letters, digits, . and -' ;; esac
[ -s "$authority" ] && ssh-keygen -l -f "$authority" >/dev/null 2>&1 || fail '--authority must be a file with public keys'
! grep -q 'PRIVATE KEY' "$authority" || fail "$authority is a private key, which must not leave the platform: give the file that ends in .pub, and delete this one"
[ -n "$accounts" ] || fail 'say --accounts'
[ -d "$etc/sshd_config.d" ] || fail "$etc/sshd_config.d is missing; sshd has to include it"
grep -Eqi '^[[:space:]]*Include[[:space:]].*sshd_config\.d' "$etc/sshd_config" || fail "$etc/sshd_config does not include sshd_config.d"

# What is written below counts at once, whether sshd takes a new configuration or not.
/usr/sbin/sshd -t -f "$etc/sshd_config" || fail 'sshd does not accept its configuration as it is; mend that first'

# sshd takes one file of each kind, the first that it reads of. Who is revoked here, or let in, must not change unnoticed.
drop=$etc/sshd_config.d/20-stagedoor.conf
list=$etc/stagedoor/revoked-keys
in_effect() { /usr/sbin/sshd -T -f "$etc/sshd_config" | sed -n "s/^$1 //p"; }
refuse_other() { # word of sshd_config, the value that it gets here, what to do
  found=$(in_effect "$1")
  case $found in '' | none | "$2") ;; *) fail "this host already has $1 $found; $3" ;; esac
}
refuse_other trustedusercakeys "$etc/stagedoor/hosts-users.pub" 'take it out first, and add its keys to --authority'
refuse_other revokedkeys "$list" 'what is revoked there would be let in again: take it out first, and give that list as --revoked-keys'
refuse_other authorizedprincipalsfile "$etc/stagedoor/principals/%u" 'take it out first'
refuse_other authorizedprincipalscommand none 'take it out first'

old_ifs=$IFS
IFS=,
for account in $accounts; do
  case $account in '' | [!a-z_]* | *[!a-z0-9_-]*) fail "'$account' is not the name of an account" ;; esac
  id "$account" >/dev/null 2>&1 || fail "there is no account $account here"
done
if [ -n "$revoked" ]; then
  [ -s "$revoked" ] || fail "$revoked is empty"
  ssh-keygen -Q -f "$revoked" "$authority" >/dev/null || fail "$revoked is no revocation list, or revokes the authority"
fi
[ -z "$certificate" ] || [ -s "$certificate" ] || fail "$certificate is missing or empty"

principals=$etc/stagedoor/principals
rm -rf "$principals.new"
install -d -o root -g root -m 0755 "$etc/stagedoor" "$principals.new"
for account in $accounts; do
  echo "host:$name:$account" > "$principals.new/$account"
done
IFS=$old_ifs
rm -rf "$principals"
mv "$principals.new" "$principals"
[ "$authority" -ef "$etc/stagedoor/hosts-users.pub" ] || install -o root -g root -m 0644 "$authority" "$etc/stagedoor/hosts-users.pub"

# An empty file would let everybody in, also with revoked certificates.
if [ -n "$revoked" ]; then
  install -o root -g root -m 0644 "$revoked" "$list.new"
  mv "$list.new" "$list"
elif ! [ -s "$list" ]; then
  ssh-keygen -q -k -f "$list"
fi

before=''
if [ -e "$drop" ]; then before=$(cat "$drop"); fi
{
  echo "TrustedUserCAKeys $etc/stagedoor/hosts-users.pub"
  echo "AuthorizedPrincipalsFile $etc/stagedoor/principals/%u"
  echo "RevokedKeys $list"
  if [ -n "$certificate" ]; then
    install -o root -g root -m 0644 "$certificate" "$etc/stagedoor/host-cert.pub"
  fi
  if [ -s "$etc/stagedoor/host-cert.pub" ]; then echo "HostCertificate $etc/stagedoor/host-cert.pub"; fi
} > "$drop.new"
mv "$drop.new" "$drop"
take_back() {
  if [ -n "$before" ]; then printf '%s\n' "$before" > "$drop"; else rm -f "$drop"; fi
  fail "$1; sshd goes on with what it has"
}
/usr/sbin/sshd -t -f "$etc/sshd_config" || take_back 'sshd does not accept the configuration'
[ "$(in_effect revokedkeys)" = "$list" ] || take_back 'something before sshd_config.d sets RevokedKeys none; take it out'
if [ -d /run/systemd/system ]; then
  systemctl reload ssh.service 2>/dev/null || systemctl reload sshd.service
else
  echo 'systemd does not run here: reload sshd yourself.'
fi
echo "$name accepts certificates for: $accounts"
