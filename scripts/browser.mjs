import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { CommandError, projectEnv, run, step } from './prepare.mjs';

const debian = '/usr/bin/chromium';

function playwrightBrowser() {
  const script = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))";
  const path =
    spawnSync('node', ['-e', script], { env: projectEnv(), encoding: 'utf8' }).stdout?.trim() ?? '';
  return path !== '' && existsSync(path) ? path : undefined;
}

function hasChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' });
  return list.status !== 0 || list.stdout.trim() !== '';
}

/** Debian's Chromium, and a font with Chinese glyphs: without it every one of them is a box. */
function installDebianChromium() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return;
  step('Installing Chromium and a Chinese font from Debian');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The browser for the end-to-end tests: CHROMIUM_PATH, Debian's, Playwright's, or one that can be installed. */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new CommandError(`CHROMIUM_PATH names no file: ${given}`);
  }
  if (existsSync(debian) && hasChineseFont()) return debian;
  const own = playwrightBrowser();
  if (own) return own;
  try {
    installDebianChromium();
  } catch {
    // Playwright's download is the other way
  }
  if (existsSync(debian)) return debian;
  step('Downloading Chromium through Playwright');
  try {
    run('playwright', ['install', 'chromium'], { env: projectEnv() });
  } catch {
    throw new CommandError('No browser: install Chromium, or name one in CHROMIUM_PATH.');
  }
  return playwrightBrowser() ?? debian;
}
