import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/launcher/failure.mjs';

export const USAGE = `Usage: node bench/run.mjs [foundation | releases | access] [options]

  --quick          fewer and shorter repeats: for trying a change, not for publishing
  --repeats NUMBER how often everything is measured (default: 5, with --quick 2)
  --only PART      one part alone; may be repeated
                   foundation: start, catalog, page
                   releases: first-line, viewers, list, hosts, versions, large-log
                   access: certificates, session-end, replay
  --reuse          foundation: take the databases filled by an earlier run even if Stagedoor was built anew since
  --prepare        foundation: make the builds and databases that are needed, and measure nothing
  --help           this text

Figures lie in .stagedoor/bench/<benchmark>.json; parts that were not run keep their last figures.
`;

/**
 * Reads the options of `yarn bench`.
 *
 * @param {string[]} argv - without the program's own name
 * @param {Record<string, string[]>} benchmarks - those there are, with their parts
 * @returns {{ benchmark: string, quick: boolean, repeats: number, only: string[], reuse: boolean, prepare: boolean, help: boolean }}
 * @throws Failure that names the option
 */
export function readArguments(argv, benchmarks) {
  const { values, positionals } = parse(argv);
  const names = Object.keys(benchmarks);
  const [benchmark = names[0], ...more] = positionals;
  if (!names.includes(benchmark) || more.length) {
    throw new Failure(
      `There is no benchmark "${positionals.join(' ')}". There are: ${names.join(', ')}.`,
    );
  }
  const parts = benchmarks[benchmark];
  const wrong = values.only.find(part => !parts.includes(part));
  if (wrong) {
    throw new Failure(
      `--only of ${benchmark} knows ${parts.join(', ')}, but not "${wrong}". See: node bench/run.mjs --help`,
    );
  }
  const repeats = Number(values.repeats ?? (values.quick ? 2 : 5));
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > 50) {
    throw new Failure(
      `--repeats must be a whole number from 1 to 50, not "${values.repeats}".`,
    );
  }
  return {
    benchmark,
    quick: values.quick,
    repeats,
    only: values.only.length ? values.only : parts,
    reuse: values.reuse,
    prepare: values.prepare,
    help: values.help,
  };
}

function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        repeats: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        reuse: { type: 'boolean', default: false },
        prepare: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Failure(
      `${error.message.split('\n')[0]}. See: node bench/run.mjs --help`,
    );
  }
}
