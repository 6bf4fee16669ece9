/**
 * The colours of tokens.css once more, for code that computes with colours and so cannot use CSS
 * variables (the Material theme of the stock pages). tokens.test.ts fails when the two differ.
 */
export interface Palette {
  app: string;
  surface: string;
  raised: string;
  line: string;
  line2: string;
  control: string;
  fg: string;
  fg2: string;
  fg3: string;
  side: string;
  sideFg: string;
  brand: string;
  primary: string;
  primaryStrong: string;
  primaryFg: string;
  primarySoft: string;
  ok: string;
  okSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badSoft: string;
  run: string;
  runSoft: string;
  unk: string;
  unkSoft: string;
  hover: string;
}

export const lightPalette: Palette = {
  app: '#f5f6f8',
  surface: '#ffffff',
  raised: '#fafbfc',
  line: '#e3e6eb',
  line2: '#cfd4dc',
  control: '#868f9f',
  fg: '#131722',
  fg2: '#586174',
  fg3: '#626b7c',
  side: '#11152a',
  sideFg: '#c9cfe6',
  brand: '#f2b134',
  primary: '#3b49df',
  primaryStrong: '#2f3bc0',
  primaryFg: '#ffffff',
  primarySoft: '#eceeff',
  ok: '#187249',
  okSoft: '#e4f5ec',
  warn: '#8a5c00',
  warnSoft: '#fff3d6',
  bad: '#bb2f28',
  badSoft: '#fdeae8',
  run: '#1d60c9',
  runSoft: '#e6f0ff',
  unk: '#5f6777',
  unkSoft: '#eef0f3',
  hover: '#f0f2f6',
};

export const darkPalette: Palette = {
  app: '#0d1017',
  surface: '#151a23',
  raised: '#1b212c',
  line: '#262d3a',
  line2: '#374152',
  control: '#66728a',
  fg: '#e9edf5',
  fg2: '#a3adbf',
  fg3: '#929db0',
  side: '#0a0d16',
  sideFg: '#b7bfd9',
  brand: '#f2b134',
  primary: '#8b95ff',
  primaryStrong: '#a5adff',
  primaryFg: '#0d1017',
  primarySoft: '#1e2350',
  ok: '#4cc38a',
  okSoft: '#11301f',
  warn: '#e2b341',
  warnSoft: '#33270b',
  bad: '#ff7b72',
  badSoft: '#3a1614',
  run: '#6cb0ff',
  runSoft: '#10294a',
  unk: '#98a2b3',
  unkSoft: '#222936',
  hover: '#202735',
};
