import { Knex } from 'knex';

/** Of a recording that is found to be torn: for good, and what was found first is what is said of it. */
export function markTorn(knex: Knex, problem: string) {
  return {
    recording_state: 'torn',
    recording_problem: knex.raw(
      "CASE WHEN recording_state = 'torn' THEN recording_problem ELSE ? END",
      [problem],
    ),
  };
}

/** Of a recording of which every part has come in. Parts that were lost or changed since do not come back with the last. */
export function markWhole(knex: Knex) {
  return {
    recording_state: knex.raw(
      "CASE WHEN recording_state = 'torn' THEN 'torn' ELSE 'whole' END",
    ),
  };
}
