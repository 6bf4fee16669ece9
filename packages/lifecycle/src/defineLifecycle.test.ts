import { defineLifecycle } from './defineLifecycle';

const word = (title: string) => ({ title, description: `It is ${title}.` });

describe('defineLifecycle', () => {
  const door = defineLifecycle({
    states: {
      open: word('open'),
      shut: word('shut'),
      bricked: word('bricked up'),
    },
    initial: ['open'],
    transitions: [
      { from: 'open', event: 'close', to: 'shut' },
      { from: 'shut', event: 'open', to: 'open' },
      { from: 'shut', event: 'brick', to: 'bricked' },
    ],
  });

  it('answers where an event leads', () => {
    expect(door.next('open', 'close')).toBe('shut');
    expect(door.next('open', 'brick')).toBeUndefined();
    expect(door.sources('brick')).toEqual(['shut']);
  });

  it('knows the states that are final', () => {
    expect(door.terminal).toEqual(['bricked']);
    expect(door.isTerminal('bricked')).toBe(true);
    expect(door.isTerminal('shut')).toBe(false);
  });

  it('refuses contradictions and states that cannot be reached', () => {
    const states = { a: word('a'), b: word('b'), c: word('c') };
    expect(() =>
      defineLifecycle({
        states,
        initial: ['a'],
        transitions: [
          { from: 'a', event: 'go', to: 'b' },
          { from: 'a', event: 'go', to: 'c' },
        ],
      }),
    ).toThrow("'go' leads out of 'a' twice");
    expect(() =>
      defineLifecycle({
        states,
        initial: ['a'],
        transitions: [{ from: 'a', event: 'go', to: 'b' }],
      }),
    ).toThrow("No transition leads to 'c'");
  });
});
