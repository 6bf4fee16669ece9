"""A root folder to try installers in: everything of this machine is there, and what changes is thrown away."""

import os
import shutil
import subprocess
import tempfile

HERE = os.path.realpath(os.path.join(os.path.dirname(__file__), ".."))

# In namespaces of its own, so that all of it is gone with the shell. Programs come in under /in.
ENTER = """
set -eu
mount -t tmpfs -o mode=0755 tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/all"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/all"
mount -t proc proc "$1/all/proc"
mount -t tmpfs -o mode=0755 tmpfs "$1/all/run"
mount --bind /dev "$1/all/dev"
mkdir "$1/all/in"
cp "$2"/*.sh "$2"/*.py "$2"/sshd_config "$2"/stagedoor-* "$1/all/in/"
mkdir "$1/all/in/stagedoor_bastion"
cp "$2"/stagedoor_bastion/*.py "$1/all/in/stagedoor_bastion/"
cp "$2"/tests/stand_in.py "$1/all/in/"
cd "$1/all/in"
exec chroot "$1/all" /bin/sh -euc 'cd /in; eval "$1"' sh "$3"
"""


def run_inside(script):
    """Runs a script as root in a root folder of its own. Returns the exit code and all that was said."""
    folder = tempfile.mkdtemp()
    try:
        done = subprocess.run(
            ["unshare", "--mount", "--pid", "--fork", "/bin/sh", "-c", ENTER, "sh", folder, HERE, script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return done.returncode, done.stdout


def is_possible():
    """Not without the rights to mount."""
    return os.geteuid() == 0 and run_inside("exit 42")[0] == 42
