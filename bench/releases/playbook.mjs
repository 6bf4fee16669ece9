import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { FOLDER, USER } from './ssh-hosts.mjs';

/** What Ansible calls itself here; undefined where it is not installed. */
export function findAnsible() {
  const { stdout, status } = spawnSync('ansible-playbook', ['--version'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/**
 * Writes what Ansible needs to do the work of a release: all hosts at a time, no facts, and with the settings that make it
 * fast: pipelining, and connections that are kept.
 *
 * @param {string} directory
 * @param {import('./ssh-hosts.mjs').SshHosts} hosts
 * @returns {{ args: string[], env: NodeJS.ProcessEnv }} of `ansible-playbook`, without its variables
 */
export function writePlaybook(directory, hosts) {
  fs.mkdirSync(directory, { recursive: true });
  const inventory = path.join(directory, 'inventory');
  const common = `-o UserKnownHostsFile=${hosts.knownHostsFile} -o ControlMaster=auto -o ControlPersist=60s`;
  fs.writeFileSync(
    inventory,
    hosts.hosts
      .map(
        ({ name, port }) =>
          `${name} ansible_host=127.0.0.1 ansible_port=${port} ansible_user=${USER}`,
      )
      .join('\n'),
  );
  const settings = path.join(directory, 'ansible.cfg');
  fs.writeFileSync(
    settings,
    `[defaults]
forks = ${hosts.hosts.length}
gathering = explicit
private_key_file = ${hosts.identityFile}
remote_tmp = ${FOLDER}/.ansible
interpreter_python = ${findPython()}
[ssh_connection]
pipelining = True
ssh_args = -F none ${common}
control_path_dir = ${directory}/cp
`,
  );
  const playbook = path.join(directory, 'release.yaml');
  // JSON is YAML.
  fs.writeFileSync(
    playbook,
    JSON.stringify([
      {
        hosts: 'all',
        gather_facts: false,
        tasks: [
          {
            file: {
              path: `${FOLDER}/ansible/releases/{{ release }}`,
              state: 'directory',
            },
          },
          {
            unarchive: {
              src: '{{ archive }}',
              dest: `${FOLDER}/ansible/releases/{{ release }}`,
            },
          },
          {
            shell: `ln -s releases/{{ release }} ${FOLDER}/ansible/current.new && mv -fT ${FOLDER}/ansible/current.new ${FOLDER}/ansible/current`,
          },
          { command: `test -f ${FOLDER}/ansible/current/version` },
        ],
      },
    ]),
  );
  return {
    args: ['-i', inventory, playbook],
    env: { ...process.env, ANSIBLE_CONFIG: settings, LC_ALL: 'C.UTF-8' },
  };
}

function findPython() {
  return ['/usr/bin/python3', '/usr/local/bin/python3'].find(file =>
    fs.existsSync(file),
  );
}
