import { readPlain } from './cleanLine';
import { readAnsi } from './readAnsi';
import { splitText } from './splitText';

const esc = '\u001b';

it('reads colours, and nothing else', () => {
  expect(readAnsi(`${esc}[32mok${esc}[0m ${esc}[1;91mbad${esc}[0m`)).toEqual([
    expect.objectContaining({ text: 'ok', looks: ['green'] }),
    expect.objectContaining({ text: ' ', looks: [] }),
    expect.objectContaining({ text: 'bad', looks: ['bright-red', 'bold'] }),
  ]);
  expect(readAnsi(`${esc}[38;5;208morange`)).toEqual([
    expect.objectContaining({ text: 'orange', color: 'rgb(255 135 0)' }),
  ]);
  expect(readAnsi(`${esc}[48;2;1;2;3mdark`)).toEqual([
    expect.objectContaining({ text: 'dark', background: 'rgb(1 2 3)' }),
  ]);
  expect(readAnsi('plain')).toEqual([{ text: 'plain', looks: [] }]);
});

it('shows what a line would hide', () => {
  expect(readAnsi(`${esc}[8mhidden`)[0]).toMatchObject({
    text: 'hidden',
    looks: [],
  });
});

it.each([
  ['a link', `${esc}]8;;javascript:alert(1)${esc}\\click${esc}]8;;${esc}\\`],
  ['a link ended by a bell', `${esc}]8;;javascript:alert(1)\u0007click`],
  ['a title', `${esc}]0;evil\u0007click`],
  ['a title that never ends', `click${esc}]0;evil`],
  ['a cleared screen', `${esc}[2J${esc}[Hclick`],
  ['a moved cursor', `${esc}[5Aclick${esc}[?25l`],
  ['a device control string', `${esc}P+q544e${esc}\\click`],
  ['a query that answers into the terminal', `click${esc}[6n${esc}[c`],
  ['eight-bit controls', `\u009b2J\u009d8;;javascript:x\u009cclick`],
  ['overprinting', `\rcl\bick`],
  ['a reset', `${esc}cclick${esc}(B`],
  ['an escape cut off', `click${esc}`],
  ['an escape sequence cut off', `click${esc}[3`],
])('leaves out %s', (_, line) => {
  const text = readAnsi(line)
    .map(part => part.text)
    .join('');
  expect(text).toBe('click');
  expect(readPlain(line)).toBe('click');
});

it('names characters that would turn the text', () => {
  const pieces = splitText(readAnsi('rm \u202egnp.exe\u2066'), '');
  expect(pieces.map(({ kind, text }) => [kind, text])).toEqual([
    ['text', 'rm '],
    ['control', 'U+202E'],
    ['text', 'gnp.exe'],
    ['control', 'U+2066'],
  ]);
});

it('marks what is searched for across colours, whatever the case', () => {
  const parts = readAnsi(`build FAI${esc}[31mLED${esc}[0m twice: failed`);
  expect(
    splitText(parts, 'failed').map(({ kind, text }) => [kind, text]),
  ).toEqual([
    ['text', 'build '],
    ['hit', 'FAI'],
    ['hit', 'LED'],
    ['text', ' twice: '],
    ['hit', 'failed'],
  ]);
});
