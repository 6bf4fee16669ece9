import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../../scripts/launcher/paths.mjs';
import { benchDirectory } from './paths.mjs';

/**
 * Keeps the figures of a benchmark in one file, part by part: a part that was not run keeps those of its last run,
 * each with the time, the commit and the machine they belong to.
 */
export class Report {
  #file;

  /** @param {string} benchmark */
  constructor(benchmark) {
    this.#file = path.join(benchDirectory, `${benchmark}.json`);
  }

  get file() {
    return this.#file;
  }

  /** @returns {Record<string, { measuredAt: string, rows: object[] }>} */
  get parts() {
    return fs.existsSync(this.#file)
      ? JSON.parse(fs.readFileSync(this.#file, 'utf8')).parts
      : {};
  }

  /**
   * @param {string} part
   * @param {{ rows: object[], quick: boolean, versions: Record<string, string> }} figures
   */
  save(part, figures) {
    const parts = {
      ...this.parts,
      [part]: {
        measuredAt: new Date().toISOString(),
        commit: readCommit(),
        machine: describeMachine(),
        ...figures,
      },
    };
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.writeFileSync(
      `${this.#file}.new`,
      `${JSON.stringify({ parts }, undefined, 2)}\n`,
    );
    fs.renameSync(`${this.#file}.new`, this.#file);
  }
}

function describeMachine() {
  const cpus = os.cpus();
  return {
    cpus: `${cpus.length} × ${cpus[0]?.model.trim()}`,
    memory: `${Math.round(os.totalmem() / 1024 ** 3)} GB`,
    system: `${os.type()} ${os.release()}`,
    node: process.versions.node,
  };
}

function readCommit() {
  const git = (...args) =>
    spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim();
  const changed = git('status', '--porcelain', '--untracked-files=no');
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
}
