import { render } from 'lit-html';
import { plainFrame } from '../../components/plain-frame.js';
import { dayAt, plusDays } from '../../core/hall-time.js';
import { currentLanguage, t } from '../../core/i18n.js';
import { openPage, pageActions } from '../../core/plain-page.js';
import { hasRole, loginHref, onSession } from '../../core/session.js';
import { createStore } from '../../core/store.js';
import { onThemeChange } from '../../core/theme-choice.js';
import { bindAddress, readAddress } from './address.js';
import { createModel } from './model.js';
import { paperOf } from './paper.js';
import { content } from './template.js';
import { titleOf } from './words.js';

/** Of the city's calendar, whose days reports are made of. */
const yesterday = (city) => plusDays(dayAt(Date.now(), city.time_zone), -1);

/** The archive of reports, one report, and who gets which when. */
async function start() {
  const city = await openPage();
  if (!hasRole('supervisor', 'analyst', 'lead', 'administrator')) {
    location.replace(loginHref());
    return;
  }
  const mayMake = hasRole('supervisor', 'analyst', 'administrator');
  const empty = { kind: 'weekly', subject: 'city', level: city.levels[0].id, code: '', day: yesterday(city), language: currentLanguage(), on_day: 1, hour: 8, recipients: '', active: true };
  const store = createStore({ ...readAddress(location.search), form: null, draft: { ...empty }, editing: null, busy: false, fault: null });
  const model = createModel(store, draw, mayMake);

  const subjectOf = ({ subject, level, code }) => (subject === 'city' ? { kind: 'city' } : subject === 'area' ? { kind: 'area', level, code } : { kind: 'unit', code });
  const actions = {
    ...pageActions(draw),
    ...model,
    set: (patch) => store.set(patch),
    show: (patch) => store.set({ id: null, view: null, form: null, fault: null, ...patch }),
    open: (id) => store.set({ id, form: null, fault: null }),
    begin(form, schedule) {
      model.renew();
      const draft = schedule ? { ...schedule, subject: schedule.subject.kind, level: schedule.subject.level ?? city.levels[0].id, code: schedule.subject.code ?? '', day: yesterday(city), recipients: schedule.recipients.join('\n') } : { ...empty };
      store.set({ form, draft, editing: schedule ?? null, fault: null });
      model.offer(draft.subject, draft.level);
      requestAnimationFrame(() => document.getElementById('draft-kind')?.focus());
    },
    edit(patch) {
      store.set({ draft: { ...store.get().draft, ...patch }, fault: null });
      const { subject, level } = store.get().draft;
      model.offer(subject, level);
    },
    async make() {
      const { draft } = store.get();
      const made = await model.make({ kind: draft.kind, subject: subjectOf(draft), day: draft.day });
      made && actions.open(made.id);
    },
    async save() {
      const { draft, editing } = store.get();
      const body = {
        version: editing?.version ?? null, kind: draft.kind, subject: subjectOf(draft), language: draft.language, on_day: draft.kind === 'daily' ? null : Number(draft.on_day), hour: Number(draft.hour),
        recipients: draft.recipients.split(/[\s,;，；]+/).filter(Boolean), active: draft.active,
      };
      (await model.save(editing?.id, body)) && store.set({ form: null, editing: null });
    },
    async rest(schedule) {
      const { subject } = schedule;
      await model.save(schedule.id, { version: schedule.version, kind: schedule.kind, subject, language: schedule.language, on_day: schedule.kind === 'daily' ? null : schedule.on_day, hour: schedule.hour, recipients: schedule.recipients, active: !schedule.active });
    },
  };

  function draw() {
    const state = store.get();
    const head = state.id ? model.report.get().data?.head : null;
    paperOf(head, city);
    render(plainFrame({ city, page: 'briefings', actions, content: content({ state, city, model, actions, mayMake }) }), document.getElementById('app'));
    document.title = [head ? `${titleOf(head)} ${head.period}` : t('page.briefings'), t('app.name')].join(' ');
  }

  store.subscribe(draw);
  bindAddress(store);
  onSession(draw);
  onThemeChange(draw);
  draw();
  model.start();
}

start();
