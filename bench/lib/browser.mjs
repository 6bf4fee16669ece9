import { createRequire } from 'node:module';
import path from 'node:path';
import { Failure } from '../../scripts/launcher/failure.mjs';
import { root } from '../../scripts/launcher/paths.mjs';
import { findChromium } from '../../scripts/launcher/system-packages.mjs';

const { chromium } = createRequire(
  path.join(root, 'packages', 'e2e', 'package.json'),
)('@playwright/test');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Loads a page in a new Chromium with empty caches, and says what that cost.
 *
 * @param {{ url: string, remembered: { localStorage?: object, sessionStorage?: object }, visible: string }} options
 *   `remembered` is in the browser's storage before the page loads; the page counts as loaded when `visible`, a
 *   selector, is
 * @returns {Promise<{ visibleAfterMs: number, requests: number, scriptBytes: number, styleBytes: number, allBytes: number }>}
 */
export async function loadPage({ url, remembered, visible }) {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Failure(
      'Chromium is missing. Install it (on Debian or Ubuntu: apt-get install chromium), then run the same command again.',
    );
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
    });
    await page.addInitScript(entries => {
      for (const [storage, values] of Object.entries(entries)) {
        for (const [key, value] of Object.entries(values)) {
          window[storage].setItem(key, value);
        }
      }
    }, remembered);
    const traffic = await countTraffic(page);
    const started = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(visible).first().waitFor({ timeout: 60_000 });
    const visibleAfterMs = performance.now() - started;
    // What the page fetches right after its content belongs to the load as well.
    await page
      .waitForLoadState('networkidle', { timeout: 30_000 })
      .catch(() => {});
    return { visibleAfterMs, ...traffic };
  } finally {
    await browser.close();
  }
}

/** Counts what comes over the wire: compressed, with headers. */
async function countTraffic(page) {
  const traffic = { requests: 0, scriptBytes: 0, styleBytes: 0, allBytes: 0 };
  const types = new Map();
  const session = await page.context().newCDPSession(page);
  session.on('Network.responseReceived', ({ requestId, type }) => {
    types.set(requestId, type);
  });
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) {
      traffic.requests += 1;
    }
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    traffic.allBytes += encodedDataLength;
    if (types.get(requestId) === 'Script') {
      traffic.scriptBytes += encodedDataLength;
    }
    if (types.get(requestId) === 'Stylesheet') {
      traffic.styleBytes += encodedDataLength;
    }
  });
  await session.send('Network.enable');
  return traffic;
}
