import {
  describePeople,
  describeService,
} from '../../scripts/testbed/entities.mjs';

/** Seconds without a sign of life after which another replica takes a release over. The least that is allowed. */
export const LEASE_SECONDS = 3;

/** A release has to go on in other hands within the lease and this many milliseconds. */
export const RECOVERY_SLACK_MS = 5_000;

/** How many services there are: as many releases can go on at the same time. */
export const SERVICES = 3;

/** Where a service lies on its hosts. */
const PATH = '/srv/shop';

/** How many lines a build prints, and so how many go through the log while things break. */
const BUILD_LINES = 40;

/** Numbers the services. */
export function serviceName(index) {
  return `shop-${index}`;
}

/** The hosts of a service: one for each of its two batches. */
export function hostNames(service) {
  return [`${service}-a`, `${service}-b`];
}

/** Where the service lies on a host of this machine, as seen from this machine. */
export function servicePath(testbed, host) {
  return `${testbed.hostDirectory(host)}${PATH}`;
}

/** Whether the version that a number stands for fails its verification, on the second host of two. */
export function isBroken(number) {
  return number % 10 === 0;
}

/**
 * Services with every kind of hook, which write down each of their runs, and a verification that fails for every tenth
 * version after the first host runs it.
 *
 * @param {string} git
 */
export function describeServices(git) {
  const note = name =>
    `echo "$STAGEDOOR_RELEASE ${name} $STAGEDOOR_HOST" >>"$STAGEDOOR_PATH/shared/hooks"`;
  const services = Array.from({ length: SERVICES }, (_, index) => {
    const name = serviceName(index);
    return describeService({
      name,
      source: { git, branch: 'main' },
      hosts: hostNames(name).map(host => ({ name: host })),
      build: {
        run: [
          `i=0; while [ $i -lt ${BUILD_LINES} ]; do i=$((i + 1)); echo "line $i of release $STAGEDOOR_RELEASE"; sleep 0.01; done`,
        ],
      },
      environment: {
        name: 'local',
        path: PATH,
        batches: [1],
        keep: 2,
        hooks: {
          beforeAll: [note('beforeAll')],
          beforeSwitch: [note('beforeSwitch')],
          afterSwitch: [note('afterSwitch')],
          afterRollback: [note('afterRollback')],
          afterAll: [note('afterAll')],
        },
        verify: [
          {
            command:
              'case "$STAGEDOOR_HOST $(cat version)" in *-b\\ *0) exit 1 ;; esac',
            within: '3s',
          },
        ],
      },
    });
  });
  return [...describePeople(), ...services.flat()];
}
