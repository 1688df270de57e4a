import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { dayAt } from '../../core/hall-time.js';
import { nameOf, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { createRedraw } from '../../core/redraw.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { createActions } from './actions.js';
import { allHallsTab, createAllHalls } from './all-halls.js';
import { bindAddress, readAddress } from './address.js';
import { bindKeys } from './keys.js';
import { createModel } from './model.js';
import { scheduleTab } from './schedule.js';
import { createSchedule } from './schedule-model.js';
import { createStatistics, statisticsTab } from './statistics.js';
import { content, counterTab, dayTab } from './template.js';

const MINUTE = 60_000;

/** The hall's page: a counter calls, serves and lets in; leads set when the hall is open and see how it was used. */
async function start() {
  const city = await openPage();
  const works = hasRole('handler', 'lead', 'administrator');
  if (!works && !hasRole('supervisor', 'analyst')) {
    location.replace(loginHref());
    return;
  }
  const store = createStore({
    ...readAddress(location.search),
    screen: null, live: false, online: navigator.onLine, busy: false, fault: null, said: '', sure: null, transferring: false,
    number: '', wanted: '', chosen: [], ticket: null, pass: null, contacts: {}, now: Date.now(),
  });
  const redraw = createRedraw(draw);
  const model = createModel(store, redraw, works);
  const schedule = createSchedule(store, model, redraw, city?.time_zone ?? 'Asia/Shanghai');
  const statistics = createStatistics(store, model, redraw);
  const all = createAllHalls(store, redraw, city?.levels ?? []);
  const actions = { ...pageActions(redraw), ...createActions({ store, model }) };
  const timeZone = () => model.hall.get().data?.time_zone ?? city?.time_zone;
  const hallName = () => nameOf(model.hall.get().data?.name) || store.get().hall;

  function draw() {
    const tabs = [...(works ? [counterTab(), dayTab()] : []), ...(hasRole('lead', 'administrator') ? [scheduleTab()] : []), ...(hasRole('lead', 'supervisor', 'analyst', 'administrator') ? [statisticsTab(), allHallsTab()] : [])];
    const page = { state: store.get(), makes: hasRole('lead', 'administrator'), city, model, schedule, statistics, all, actions, tabs, timeZone, hallName, today: () => dayAt(Date.now(), timeZone()) };
    render(plainFrame({ city, page: 'hall', actions, content: content(page) }), document.getElementById('app'));
    document.title = [t('page.hall'), t('app.name')].join(' ');
  }

  store.subscribe(redraw);
  bindAddress(store);
  onSession(redraw);
  onThemeChange(redraw);
  works && bindKeys({ store, actions });
  setInterval(() => store.set({ now: Date.now() }), MINUTE / 2);
  window.addEventListener('beforeunload', (event) => schedule.view().changed && event.preventDefault());
  for (const event of ['online', 'offline']) {
    window.addEventListener(event, () => store.set({ online: navigator.onLine }));
  }
  draw();
  model.start();
}

start();
