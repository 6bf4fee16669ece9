import os
import re
import subprocess
import unittest

from .throwaway import HERE, is_possible, run_inside

PREPARE = """
ssh-keygen -q -t ed25519 -N '' -f /in/ca
openssl rand -hex 32 > /in/token
chmod 600 /in/token
describe() { find "$@" -printf '%p %u %g %m\\n' | sort; find "$@" -type f -exec sha256sum {} + | sort; }
install_bastion() {
  sh /in/install.sh --platform https://stagedoor.example --token-file /in/token --user-authority /in/ca.pub "$@"
}
"""


def run_as_nobody(script, *arguments):
    with open(os.path.join(HERE, script), encoding="utf-8") as stream:
        text = stream.read()
    command = ["/bin/sh", "-s", "--", *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    return subprocess.run(
        command, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", check=False
    )


class WithoutRootTest(unittest.TestCase):
    def test_says_that_it_has_to_be_run_as_root(self):
        for script, arguments in (
            ("install.sh", ()),
            ("install.sh", ("--platform", "https://stagedoor.example")),
            ("onboard-host.sh", ()),
            ("onboard-host.sh", ("--name", "prod-1", "--accounts", "root")),
        ):
            done = run_as_nobody(script, *arguments)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertEqual(done.stderr, "%s: run it as root\n" % script)


class UnitsTest(unittest.TestCase):
    def test_run_as_root_nothing_but_sshd(self):
        accounts = {}
        folder = os.path.join(HERE, "systemd")
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), encoding="utf-8") as stream:
                text = stream.read()
            if name.endswith(".service"):
                found = re.search(r"^User=(.+)$", text, re.MULTILINE)
                accounts[name] = found and found.group(1)
        self.assertEqual(
            accounts,
            {
                "stagedoor-bastion-sshd.service": None,
                "stagedoor-collector.service": "stagedoor-bastion",
                "stagedoor-krl.service": "stagedoor-bastion",
            },
        )


if is_possible():

    class InstallTest(unittest.TestCase):
        def run_inside(self, script):
            code, said = run_inside(PREPARE + script)
            self.assertEqual(code, 0, said)
            return said

        def test_makes_a_bastion_whose_sshd_accepts_what_was_written(self):
            said = self.run_inside("install_bastion; /usr/sbin/sshd -T -f /etc/stagedoor-bastion/sshd_config")
            for line in (
                "disableforwarding yes",
                "allowtcpforwarding no",
                "allowstreamlocalforwarding no",
                "permittunnel no",
                "maxsessions 1",
                "permitrootlogin no",
                "authorizedkeysfile none",
                "forcecommand /usr/local/lib/stagedoor-bastion/stagedoor-gate",
                "authorizedprincipalscommanduser stagedoor-principals",
                "revokedkeys /var/lib/stagedoor-bastion/revoked-keys",
                "allowusers jump",
            ):
                self.assertIn("\n%s\n" % line, said)
            self.assertNotRegex(said, r"subsystem ")

        def test_keeps_the_token_from_whoever_logs_in(self):
            said = self.run_inside(
                """
                install_bastion
                for account in stagedoor-bastion stagedoor-principals jump; do
                  if setpriv --reuid=$account --regid=$account --init-groups cat /etc/stagedoor-bastion/token >/dev/null 2>&1
                  then echo "$account: reads"; else echo "$account: does not"; fi
                done
                """
            )
            for line in ("stagedoor-bastion: reads", "stagedoor-principals: does not", "jump: does not"):
                self.assertIn(line, said)

        def test_run_again_changes_only_what_is_said_anew(self):
            self.run_inside(
                """
                install_bastion > /in/first
                echo 'serial: 7' > /in/wanted
                ssh-keygen -q -k -f /var/lib/stagedoor-bastion/revoked-keys -s /in/ca.pub /in/wanted
                list() {
                  describe /etc/stagedoor-bastion /var/lib/stagedoor-bastion /usr/local/lib/stagedoor-bastion
                  cat /etc/passwd
                }
                list > /in/before
                install_bastion > /in/second
                list > /in/after
                diff /in/before /in/after
                diff /in/first /in/second
                install_bastion --port 2299
                list > /in/other
                diff /in/after /in/other | grep -c '^[<>]' | grep -qx 2
                grep -qx 'Port 2299' /etc/stagedoor-bastion/sshd_config
                """
            )

        def test_run_again_without_a_word_keeps_what_was_said_and_set(self):
            self.run_inside(
                """
                touch /in/tls.pem
                install_bastion --port 2299 --listen 127.0.0.1 --user gate --ca-file /in/tls.pem
                setting() { python3 -c 'import json, sys; f = json.load(open("/etc/stagedoor-bastion/bastion.json")); print(f.get(sys.argv[1]))' "$1"; }
                sed -i 's|^{|{ "graceSeconds": 20, "temporary": "/in",|' /etc/stagedoor-bastion/bastion.json
                sh /in/install.sh
                describe /etc/stagedoor-bastion > /in/before
                [ "$(setting graceSeconds) $(setting temporary) $(setting caFile) $(setting user)" = "20 /in /in/tls.pem gate" ]
                grep -qx 'Port 2299' /etc/stagedoor-bastion/sshd_config
                grep -qx 'ListenAddress 127.0.0.1' /etc/stagedoor-bastion/sshd_config
                grep -qx 'AllowUsers gate' /etc/stagedoor-bastion/sshd_config
                sh /in/install.sh
                describe /etc/stagedoor-bastion > /in/after
                diff /in/before /in/after

                sh /in/install.sh --ca-file '' --platform https://other.example
                [ "$(setting graceSeconds) $(setting caFile) $(setting platform)" = "20  https://other.example" ]
                """
            )

        def test_refuses_settings_that_it_does_not_understand_and_leaves_everything(self):
            said = self.run_inside(
                """
                install_bastion
                list() { describe /etc/stagedoor-bastion /usr/local/lib/stagedoor-bastion; }
                for mistake in '{ "gracSeconds": 20,' '{{' '[] {'; do
                  sed -i "s|^{.*|$mistake|" /etc/stagedoor-bastion/bastion.json
                  list > /in/before
                  if sh /in/install.sh --platform https://x.example --user jump --ca-file ''; then exit 1; fi
                  list > /in/after
                  diff /in/before /in/after
                done
                if sh /in/install.sh; then exit 1; fi
                """
            )
            self.assertIn("unknown settings: gracSeconds", said)
            self.assertIn("bastion.json cannot be read", said)

        def test_can_be_run_again_while_somebody_is_logged_in(self):
            self.run_inside(
                """
                install_bastion
                setpriv --reuid=jump --regid=jump --init-groups sleep 60 &
                install_bastion
                kill $!
                """
            )

        def test_refuses_what_would_be_a_hole_and_writes_nothing(self):
            said = self.run_inside(
                """
                echo short > /in/short; chmod 600 /in/short
                cp /in/token /in/open; chmod 644 /in/open
                : > /in/empty
                useradd --uid 1777 --create-home somebody
                refused() { if install_bastion "$@" >/in/said 2>&1; then echo "accepted: $*"; exit 1; fi; cat /in/said; }
                refused --platform http://stagedoor.example
                refused --platform 'https://x"y'
                refused --token-file /in/short
                refused --token-file /in/open
                refused --token-file /in/empty
                refused --user-authority /in/token
                refused --user-authority /in/ca
                cat /in/token /in/token > /in/two; chmod 600 /in/two
                refused --token-file /in/two
                refused --user 'a b'
                refused --user root
                refused --user stagedoor-bastion
                refused --user stagedoor-principals
                refused --user daemon
                refused --user -x
                refused --port 22x
                refused --listen 'x;y'
                refused --nonsense 1
                [ ! -e /etc/stagedoor-bastion/sshd_config ]
                refused --user somebody
                [ ! -e /etc/stagedoor-bastion/sshd_config ]
                """
            )
            self.assertIn("can be read by everybody", said)
            self.assertIn("is the account of somebody", said)
            self.assertIn("/in/ca is a private key", said)
            self.assertIn("/in/two must hold the token alone", said)

    class OnboardTest(unittest.TestCase):
        def run_inside(self, script):
            code, said = run_inside(
                PREPARE
                + """
                etc=/etc/ssh
                mkdir -p /run/sshd $etc/sshd_config.d
                printf 'Include /etc/ssh/sshd_config.d/*.conf\\nHostKey /in/ca\\n' > $etc/sshd_config
                useradd --system deploy
                onboard() { sh /in/onboard-host.sh --name prod-1 --authority /in/ca.pub "$@"; }
                list() { describe $etc; }
                """
                + script
            )
            self.assertEqual(code, 0, said)
            return said

        def test_lets_in_the_accounts_that_are_named_and_no_others(self):
            said = self.run_inside(
                """
                onboard --accounts deploy,root
                onboard --accounts deploy
                ls $etc/stagedoor/principals
                cat $etc/stagedoor/principals/deploy
                /usr/sbin/sshd -T
                """
            )
            self.assertIn("\ndeploy\nhost:prod-1:deploy\n", said)
            self.assertIn("\ntrustedusercakeys /etc/ssh/stagedoor/hosts-users.pub\n", said)
            self.assertIn("\nauthorizedprincipalsfile /etc/ssh/stagedoor/principals/%u\n", said)
            self.assertIn("\nrevokedkeys /etc/ssh/stagedoor/revoked-keys\n", said)

        def test_tells_a_host_of_another_namespace_from_its_namesake(self):
            self.run_inside(
                """
                onboard --accounts deploy --name shop/prod-1
                [ "$(cat $etc/stagedoor/principals/deploy)" = host:shop/prod-1:deploy ]
                """
            )

        def test_run_again_changes_nothing(self):
            self.run_inside(
                """
                onboard --accounts deploy,root
                list > /in/before
                onboard --accounts deploy,root
                list > /in/after
                diff /in/before /in/after
                """
            )

        def test_leaves_a_host_as_it_is_that_it_cannot_help(self):
            said = self.run_inside(
                """
                refused() { list > /in/before; if onboard "$@"; then echo "accepted: $*"; exit 1; fi; list > /in/after; diff /in/before /in/after; }
                : > /in/empty
                refused --accounts deploy --name 'Prod 1'
                refused --accounts deploy --name -x
                refused --accounts deploy --name shop/
                refused --accounts deploy --name /prod-1
                refused --accounts deploy --name shop/-x
                refused --accounts deploy --name shop/../prod-1
                refused --accounts deploy,nobody-here
                refused --accounts 'deploy,../root'
                refused --accounts deploy --authority /in/token
                refused --accounts deploy --authority /in/ca
                refused --accounts deploy --revoked-keys /in/empty
                refused --accounts deploy --revoked-keys /in/token
                refused --accounts deploy --revoked-keys /in/ca.pub
                refused --accounts deploy --host-certificate /in/empty
                cp /in/ca.pub /etc/ssh/others.pub
                for word in TrustedUserCAKeys RevokedKeys AuthorizedPrincipalsFile; do
                  # Before ours it would count, and behind it no more.
                  echo "$word /etc/ssh/others.pub" > $etc/sshd_config.d/10-others.conf
                  refused --accounts deploy
                  rm $etc/sshd_config.d/10-others.conf
                  echo "$word /etc/ssh/others.pub" >> $etc/sshd_config
                  refused --accounts deploy
                  sed -i '$d' $etc/sshd_config
                done
                onboard --accounts deploy
                echo 'RevokedKeys none' > $etc/sshd_config.d/10-others.conf
                refused --accounts deploy
                rm $etc/sshd_config.d/10-others.conf
                echo 'Nonsense yes' >> $etc/sshd_config
                refused --accounts root
                """
            )
            for word in ("trustedusercakeys", "revokedkeys", "authorizedprincipalsfile"):
                self.assertIn("this host already has %s /etc/ssh/others.pub" % word, said)
            self.assertIn("something before sshd_config.d sets RevokedKeys none", said)
            self.assertIn("/in/ca is a private key", said)
            self.assertIn("mend that first", said)


if __name__ == "__main__":
    unittest.main()
