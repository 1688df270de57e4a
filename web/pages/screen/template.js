import { html, nothing } from 'lit-html';
import { icon } from '../../components/icon.js';
import { localeTag, nameOf, number, t } from '../../core/i18n.js';

/** Readable from afar: the calls large, the newest largest; beside them how long each queue is. */
export const content = (page) => html`
  <main class="screen">
    <header class="screen__head">
      <h1>${nameOf(page.state.screen?.name) || t('page.screen')}</h1>
      <time class="num">${clock(page.state.now, page.state.zone ?? page.city?.time_zone)}</time>
    </header>
    ${broken(page)}
    ${page.state.screen ? shown(page) : waiting(page)}
    ${foot(page)}
  </main>`;

const clock = (now, timeZone) => new Intl.DateTimeFormat(localeTag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(now);

function broken({ state, city }) {
  if (!state.hall || state.fault) {
    return nothing;
  }
  return state.live || state.seenAt === null
    ? nothing
    : html`<p class="screen__cut" role="status">${icon('offline')}<span>${t('screen.cut', { time: clock(state.seenAt, state.zone ?? city?.time_zone) })}</span></p>`;
}

const waiting = ({ state }) => html`
  <section class="screen__none" role="status">
    <h2>${t(!state.hall ? 'screen.noHall' : state.fault ? 'screen.unknown' : 'screen.opening')}</h2>
    <p>${t(!state.hall || state.fault ? 'screen.noHall.text' : 'state.loading')}</p>
  </section>`;

function shown({ state }) {
  const { called, queues } = state.screen;
  return html`
    <section class="screen__calls" aria-labelledby="calls-title">
      <h2 id="calls-title">${t('screen.calls')}</h2>
      ${called.length === 0
        ? html`<p class="screen__quiet">${t('screen.nobody')}</p>`
        : html`<ol id="calls">${called.map((ticket) => call(ticket, state.fresh))}</ol>`}
      <p class="sr" aria-live="assertive">${called.filter(({ label, serving }) => !serving && state.fresh.has(label)).map(({ label, counter }) => t('screen.say', { label, n: counter ?? '' })).join(' ')}</p>
    </section>
    <section class="screen__queues" aria-labelledby="queues-title">
      <h2 id="queues-title">${t('screen.queues')}</h2>
      <ul>${queues.map(({ name, waiting: people, wait_minutes: minutes }) => html`
        <li><span>${nameOf(name)}</span><b class="num">${number(people)}</b><small>${people === 0 ? t('screen.noWait') : t('screen.about', { n: minutes })}</small></li>`)}</ul>
    </section>`;
}

const call = ({ label, counter, serving }, fresh) => html`
  <li class="screen__call ${serving ? 'is-serving' : ''} ${fresh.has(label) ? 'is-new' : ''}" data-label=${label}>
    <b class="num">${label}</b><span class="screen__to">${icon('right')}</span><span>${t('screen.counter', { n: counter ?? '' })}</span>
    <small>${t(serving ? 'screen.serving' : 'screen.please')}</small>
  </li>`;

const foot = ({ state, actions }) => html`
  <footer class="screen__foot">
    ${state.sound
      ? html`<p role="status">${icon('check', '18')}${t('screen.soundOn')}</p>`
      : html`<button class="btn" id="sound" @click=${actions.sound}>${t('screen.sound')}</button><p>${t('screen.sound.text')}</p>`}
    <button class="btn btn--quiet" id="full" @click=${actions.full}>${t('screen.full')}</button>
  </footer>`;
