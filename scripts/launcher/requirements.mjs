import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { Failure } from './failure.mjs';

const GIGABYTE = 1024 ** 3;

/** Refuses to go on when a program that everything needs is missing. */
export function requirePrograms(names) {
  for (const name of names) {
    if (!hasProgram(name)) {
      throw new Failure(
        `The program "${name}" is missing. Install it with your system's package manager (on Debian or Ubuntu: apt-get install ${PACKAGES[name] ?? name}), then run the same command again.`,
      );
    }
  }
}

const PACKAGES = { 'g++': 'g++', make: 'make', python3: 'python3', git: 'git' };

/** Whether a program can be run. */
export function hasProgram(name) {
  return (
    spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
  );
}

/**
 * Refuses to go on when a folder's disk has too little room.
 *
 * @param {string} directory - an existing folder
 * @param {number} gigabytes - how much is needed
 * @param {string} purpose - what for, in words that follow "for"
 */
export function requireDiskSpace(directory, gigabytes, purpose) {
  const { bavail, bsize } = fs.statfsSync(directory);
  const free = (bavail * bsize) / GIGABYTE;
  if (free < gigabytes) {
    throw new Failure(
      `The disk is almost full: ${directory} has ${free.toFixed(1)} GB free and ${gigabytes} GB are needed for ${purpose}. Free some space, then run the same command again.`,
    );
  }
}
