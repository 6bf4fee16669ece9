import socket
import unittest

from .throwaway import is_possible, run_inside

PREPARE = """
for key in bastion-users hosts-users host-keys person; do ssh-keygen -q -t ed25519 -N '' -f /in/$key; done
ssh-keygen -q -k -f /in/revoked
openssl rand -hex 32 > /in/token
chmod 600 /in/token
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \\
  -addext subjectAltName=IP:127.0.0.1 -keyout /in/tls.key -out /in/tls.pem 2>/dev/null
chmod 644 /in/tls.pem

useradd --system --shell /bin/sh deploy
usermod --password '*' deploy
mkdir -p /run/sshd /etc/ssh/sshd_config.d
ssh-keygen -q -t ed25519 -N '' -f /in/host
ssh-keygen -q -s /in/host-keys -I prod-1 -h -n prod-1 /in/host.pub
cat > /etc/ssh/sshd_config <<END
Include /etc/ssh/sshd_config.d/*.conf
Port $HOST
ListenAddress 127.0.0.1
HostKey /in/host
UsePAM no
END
sh /in/onboard-host.sh --name prod-1 --accounts deploy --authority /in/hosts-users.pub --host-certificate /in/host-cert.pub
sh /in/install.sh --platform https://127.0.0.1:$PLATFORM --ca-file /in/tls.pem --token-file /in/token \\
  --user-authority /in/bastion-users.pub --port $BASTION --listen 127.0.0.1

# As the units of systemd do it.
as() { account=$1; shift; setpriv --reuid="$account" --regid="$account" --init-groups "$@"; }
until_there() { for i in $(seq 100); do eval "$1" && return; sleep 0.1; done; echo "never: $1"; exit 1; }
install -d -o stagedoor-bastion -g stagedoor-bastion -m 0755 /run/stagedoor-bastion
python3 /in/stand_in.py /in $PLATFORM 127.0.0.1:$HOST &
as stagedoor-bastion /usr/local/lib/stagedoor-bastion/stagedoor-collector &
/usr/sbin/sshd -D -e &
/usr/sbin/sshd -D -e -f /etc/stagedoor-bastion/sshd_config &
until_there '[ -S /run/stagedoor-bastion/collector.sock ]'
until_there 'as stagedoor-bastion /usr/local/lib/stagedoor-bastion/stagedoor-krl 2>/dev/null'
until_there 'ssh-keyscan -p $BASTION 127.0.0.1 2>/dev/null | grep -q ed25519'
until_there 'ssh-keyscan -p $HOST 127.0.0.1 2>/dev/null | grep -q ed25519'

certify() { ssh-keygen -q -s /in/bastion-users -I grant:1:ana -n grant-1 -z "$1" -V -5m:+1h -O clear -O permit-pty /in/person.pub; }
certify 7
log_in() {
  ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/in/known \\
    -i /in/person -p $BASTION ${LOGIN:-jump}@127.0.0.1 "$@"
}
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


if is_possible():

    class LoginTest(unittest.TestCase):
        """What the installers have made of a machine, from a login to the end of a session."""

        def run_inside(self, script):
            ports = "PLATFORM=%d BASTION=%d HOST=%d\n" % tuple(free_ports(3))
            code, said = run_inside(ports + PREPARE + script)
            self.assertEqual(code, 0, said)
            return said

        def test_lets_somebody_in_records_them_and_runs_nothing_of_it_as_root(self):
            said = self.run_inside(
                """
                log_in prod-1 'echo in as $(id -un); touch /tmp/is-in; while ! [ -e /tmp/go ]; do sleep 0.1; done' > /in/shown &
                session=$!
                until_there '[ -e /tmp/is-in ]'
                for process in /proc/[0-9]*; do
                  # It may have ended meanwhile.
                  command=$(cat $process/cmdline 2>/dev/null | tr '\\0' ' ')
                  uid=$(sed -n 's/^Uid:[^0-9]*\\([0-9]*\\)[^0-9]*\\([0-9]*\\).*/\\1 \\2/p' $process/status 2>/dev/null || true)
                  case $command in
                    /usr/bin/python3*/stagedoor-gate*) echo "the gate: $uid" ;;
                    /usr/bin/ssh\\ -F\\ none*--\\ 127.0.0.1*) echo "ssh to the host: $uid" ;;
                    /usr/bin/python3*/stagedoor-collector*) echo "the collector: $uid" ;;
                  esac
                done > /in/processes
                touch /tmp/go
                wait $session
                cat /in/shown /in/recorded /in/processes
                echo "jump is $(id -u jump), the collector $(id -u stagedoor-bastion)"
                """
            )
            self.assertIn("\nin as deploy\n", said)
            self.assertIn('"in as deploy\\n"', said)
            jump, collector = said.rsplit("jump is ", 1)[1].split(", the collector ")
            for who, uid in (("the gate", jump), ("ssh to the host", jump), ("the collector", collector.strip())):
                self.assertIn("\n%s: %s %s\n" % (who, uid, uid), "\n" + said)
                self.assertNotIn("\n%s: 0 " % who, said)

        def test_lets_nobody_in_who_is_revoked_nor_straight_to_the_host(self):
            said = self.run_inside(
                """
                log_in prod-1 true
                echo 'serial: 7' > /in/wanted
                ssh-keygen -q -k -f /in/revoked -s /in/bastion-users.pub /in/wanted
                as stagedoor-bastion /usr/local/lib/stagedoor-bastion/stagedoor-krl
                if log_in prod-1 true; then exit 1; fi
                certify 8
                log_in prod-1 true
                if LOGIN=deploy BASTION=$HOST log_in true; then exit 1; fi
                """
            )
            self.assertIn("revoked by file", said)

        def test_says_where_to_look_when_the_host_lets_nobody_in(self):
            said = self.run_inside(
                """
                rm /etc/ssh/stagedoor/principals/deploy
                if log_in prod-1 true; then exit 1; fi
                """
            )
            self.assertIn("*** prod-1 does not take the platform's certificate", said)

        def test_lets_nobody_in_whose_platform_is_another(self):
            self.run_inside(
                """
                log_in prod-1 true
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=other -out /in/tls.pem -keyout /in/other 2>/dev/null
                if log_in prod-1 true; then exit 1; fi
                """
            )


if __name__ == "__main__":
    unittest.main()
