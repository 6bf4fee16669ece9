/** @public */
export interface StateDescription {
  /** What people call it: "Waits for approval". */
  title: string;
  /** One sentence: what is the case while something is in this state. */
  description: string;
}

/** @public */
export interface Transition<TState extends string, TEvent extends string> {
  from: TState;
  event: TEvent;
  to: TState;
}

/**
 * A declared state machine. Pure data and lookups: whoever stores the state compares and sets it.
 *
 * @public
 */
export interface Lifecycle<TState extends string, TEvent extends string> {
  readonly states: Readonly<Record<TState, StateDescription>>;
  /** The states that something may be born in. */
  readonly initial: readonly TState[];
  readonly transitions: readonly Transition<TState, TEvent>[];
  /** States that nothing leads out of. */
  readonly terminal: readonly TState[];
  isTerminal(state: TState): boolean;
  /** Where an event leads; undefined if it is not allowed in that state. */
  next(state: TState, event: TEvent): TState | undefined;
  /** The states in which an event is allowed. */
  sources(event: TEvent): TState[];
}

/**
 * Checks a table of transitions and makes it answer questions.
 *
 * @throws if two transitions contradict each other, or a state can never be reached
 * @public
 */
export function defineLifecycle<
  TState extends string,
  TEvent extends string,
>(table: {
  states: Record<TState, StateDescription>;
  initial: readonly NoInfer<TState>[];
  transitions: readonly Transition<NoInfer<TState>, TEvent>[];
}): Lifecycle<TState, TEvent> {
  const { states, initial, transitions } = table;
  const names = Object.keys(states) as TState[];
  const targets = new Map<string, TState>();
  for (const { from, event, to } of transitions) {
    const key = `${from} ${event}`;
    if (targets.has(key)) {
      throw new Error(`'${event}' leads out of '${from}' twice`);
    }
    targets.set(key, to);
  }
  const unreachable = names.filter(
    name => !initial.includes(name) && !transitions.some(t => t.to === name),
  );
  if (unreachable.length > 0) {
    throw new Error(`No transition leads to '${unreachable.join("', '")}'`);
  }
  const terminal = names.filter(
    name => !transitions.some(({ from }) => from === name),
  );
  return {
    states,
    initial,
    transitions,
    terminal,
    isTerminal: state => terminal.includes(state),
    next: (state, event) => targets.get(`${state} ${event}`),
    sources: event =>
      transitions.filter(t => t.event === event).map(({ from }) => from),
  };
}
