import { render } from 'lit-html';
import { getJson } from '../../core/api.js';
import { currentLanguage, isSupported, setLanguage, t } from '../../core/i18n.js';
import { chooseLanguage, openCityLanguage, openLanguage } from '../../core/language-choice.js';
import { follow } from '../../core/live.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createActions } from './actions.js';
import { readCode } from './code.js';
import { watchIdling } from './idle.js';
import { readHall, takePass } from './model.js';
import { listenToScanner } from './scanner.js';
import { content } from './template.js';

/** Checking in: on the citizen's own phone from a QR code or link, or at the hall's kiosk, where the page begins anew for each. */
async function start() {
  const query = new URLSearchParams(location.search);
  const hall = query.get('hall')?.slice(0, 80) || null;
  const opened = hall ? null : readCode(location.hash);
  await openLanguage(query.get('lang'));
  const city = await getJson('/city').catch(() => null);
  city && (await openCityLanguage(query.get('lang'), city));
  document.getElementById('boot')?.remove();
  const store = createStore({
    place: hall, kiosk: hall !== null, opened, pass: hall ? takePass(hall) : null, hall: null, hallFault: null,
    step: opened ? 'mine' : hall ? 'home' : 'number', number: '', phone: '', active: 'number', chosen: [], wanted: '',
    busy: false, fault: null, booking: null, code: null, moved: false, ticket: null, wait: null, called: null, live: false, left: null, online: navigator.onLine,
  });
  const usual = currentLanguage();
  const steps = createActions({ store });
  const actions = {
    ...steps,
    /** On a kiosk for this person only. */
    async language(tag) {
      if (isSupported(tag)) {
        await (hall ? setLanguage(tag) : chooseLanguage(tag));
        draw();
      }
    },
    reset() {
      steps.reset();
      currentLanguage() === usual || actions.language(usual);
    },
  };

  function draw() {
    const { step } = store.get();
    render(content({ state: store.get(), city, actions }), document.getElementById('app'));
    document.title = [t(step === 'ticket' ? 'checkin.ticket' : 'page.checkin'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  onThemeChange(draw);
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  if (hall) {
    const read = () => readHall(hall).then((found) => store.set({ hall: found, hallFault: null }), (hallFault) => store.set({ hallFault }));
    store.subscribe((state, keys) => keys.has('online') && state.online && !state.hall && read());
    read();
    listenToScanner(actions.scanned);
    watchIdling(store, actions.reset);
  }
  opened && actions.open(opened);
  followTicket(store, actions.renew);
}

/**
 * On a phone the ticket tells when it is called. When it was and is not any more, it is done, waits again or goes on at another queue with
 * another number: then it is asked for. So it is after a time without news.
 */
function followTicket(store, askAgain) {
  let stream = null;
  let followed = null;
  let cut = false;

  const callOf = (called) => called.find(({ label }) => label === store.get().ticket?.label) ?? null;

  function news({ called }) {
    const before = store.get().called;
    store.set({ called: callOf(called) });
    if (before && !store.get().called) {
      askAgain();
    }
  }

  function state(live) {
    store.set({ live });
    live && cut && askAgain();
    cut = !live;
  }

  document.addEventListener('visibilitychange', () => stream && !document.hidden && askAgain());
  store.subscribe((now, keys) => {
    const place = now.ticket && !now.kiosk ? now.place : null;
    if (keys.has('ticket') && place !== followed) {
      stream?.close();
      followed = place;
      cut = false;
      stream = place ? follow(`/halls/${encodeURIComponent(place)}/display/events`, 'screen', news, state) : null;
    }
  });
}

start();
