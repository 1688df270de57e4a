import { render } from 'lit-html';
import { getJson } from '../../core/api.js';
import { nameOf, t } from '../../core/i18n.js';
import { openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { follow } from '../../core/live.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createSound } from './sound.js';
import { content } from './template.js';

const NEW_MS = 20_000;
const CLOCK_MS = 5_000;

/** The hall's public screen: hangs on a wall for weeks, shows labels and counters and nothing of a person. */
async function start() {
  const query = new URLSearchParams(location.search);
  const hall = query.get('hall');
  await openLanguage(query.get('lang'));
  const city = await getJson('/city').catch(() => null);
  city && (await openCityLanguage(query.get('lang'), city));
  document.getElementById('boot')?.remove();
  const store = createStore({ hall, screen: null, fault: null, zone: null, live: false, seenAt: null, sound: false, fresh: new Map(), now: Date.now() });
  const sound = createSound();
  const actions = {
    async sound() {
      await sound.enable();
      store.set({ sound: sound.isOn() });
    },
    full: () => document.documentElement.requestFullscreen?.().catch(() => {}),
  };

  function draw() {
    const { screen } = store.get();
    render(content({ state: store.get(), city, actions }), document.getElementById('app'));
    document.title = [screen ? nameOf(screen.name) : t('page.screen'), t('app.name')].join(' ');
  }

  /** What was called since the last look, also once more: it is shown as new for a while, and heard. */
  function show(screen) {
    const before = store.get().screen;
    const known = new Set((before?.called ?? []).map(callOf));
    const news = before === null ? [] : screen.called.filter((ticket) => !ticket.serving && !known.has(callOf(ticket)));
    const fresh = new Map([...store.get().fresh, ...news.map(({ label }) => [label, Date.now()])]);
    store.set({ screen, fresh, seenAt: Date.now(), fault: null });
    [...news].reverse().forEach(sound.call);
  }

  store.subscribe(draw);
  onThemeChange(draw);
  draw();
  if (!hall) {
    return;
  }
  // the stream cannot say why it does not open
  getJson(`/halls/${encodeURIComponent(hall)}`).then(({ time_zone: zone }) => store.set({ zone }), (fault) => fault.kind === 'request' && store.set({ fault }));
  follow(`/halls/${encodeURIComponent(hall)}/display/events`, 'screen', show, (live) => store.set({ live }));
  setInterval(() => {
    const now = Date.now();
    store.set({ now, fresh: new Map([...store.get().fresh].filter(([, at]) => now - at < NEW_MS)) });
  }, CLOCK_MS);
  stayAwake();
}

const callOf = ({ label, counter, calls }) => `${label} ${counter} ${calls}`;

/** A screen that goes dark calls nobody. */
function stayAwake() {
  const ask = () => document.visibilityState === 'visible' && navigator.wakeLock?.request('screen').catch(() => {});
  document.addEventListener('visibilitychange', ask);
  ask();
}

start();
