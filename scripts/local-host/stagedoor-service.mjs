import path from 'node:path';
import process from 'node:process';
import { LocalService, ServiceError } from './service.mjs';

const USAGE = `usage:
  stagedoor-service restart NAME [--in FOLDER] -- COMMAND [ARGUMENT...]
  stagedoor-service stop NAME
  stagedoor-service status [NAME]

Keeps services of a host that is a folder of this machine, as systemd does on a real one. The host is the one whose
folder is HOME. A service starts in FOLDER, by default here, with the environment of this command; when the platform is
started again, so is the service, in the same folder.
`;

async function main([verb, ...words]) {
  const home = process.env.HOME;
  if (!home || !path.isAbsolute(home)) {
    throw new ServiceError('HOME has to be the folder of the host');
  }
  if (verb === 'status') {
    return showStatus(home, words);
  }
  const [name, ...rest] = words;
  if (verb === 'stop' && name !== undefined && rest.length === 0) {
    await new LocalService(home, name).stop();
    return 0;
  }
  const separator = rest.indexOf('--');
  const options = rest.slice(0, separator);
  const command = rest.slice(separator + 1);
  const isWell =
    separator >= 0 &&
    command.length > 0 &&
    (options.length === 0 || (options.length === 2 && options[0] === '--in'));
  if (verb !== 'restart' || !isWell) {
    process.stderr.write(USAGE);
    return 64;
  }
  const service = new LocalService(home, name);
  await service.restart({
    command,
    folder: path.resolve(options[1] ?? '.'),
    environment: process.env,
  });
  process.stdout.write(
    `${name} runs as process ${service.pid}; it writes to ${service.log}\n`,
  );
  return 0;
}

function showStatus(home, [name]) {
  const services = name
    ? [new LocalService(home, name)]
    : LocalService.list(home);
  for (const service of services) {
    const { pid } = service;
    process.stdout.write(
      `${service.name} ${pid === undefined ? 'does not run' : `runs as process ${pid}`}\n`,
    );
  }
  return services.every(service => service.pid !== undefined) ? 0 : 3;
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(
      `${error instanceof ServiceError ? error.message : error.stack}\n`,
    );
    process.exit(1);
  },
);
