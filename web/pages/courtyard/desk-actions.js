import { newKey, postJson, putJson } from '../../core/api.js';
import { t } from '../../core/i18n.js';
import { createAttempt, focus } from './actions.js';

const WEEK = 7;

/** What the community's staff can do, by name. */
export function createDeskActions({ store, city, level, model }) {
  const attempt = createAttempt(store, model);
  const step = (id, name, body, done) => attempt(() => postJson(`/proposals/${id}/${name}`, body, { key: newKey() }), done);
  const reason = () => store.get().draft.reason ?? '';
  const notice = (patch) => store.set({ notice: { ...store.get().notice, ...patch }, error: null });
  const pathOf = (code) => `/courtyard/${encodeURIComponent(code)}/notices`;

  async function post(code, body) {
    const { noticeKey, noticeDone } = store.get();
    if (!noticeDone.includes(code)) {
      await postJson(pathOf(code), body, { key: `${noticeKey}-${code}` });
      store.set({ noticeDone: [...noticeDone, code] });
    }
  }

  /**
   * One after the other, each with a key of its own: what is pressed again is not written twice. Other words need other keys, for those
   * that have none yet.
   */
  function postAll(codes, body) {
    const sent = JSON.stringify(body);
    const { noticeKey, noticeSent } = store.get();
    store.set({ noticeKey: noticeSent === null || noticeSent === sent ? noticeKey : newKey(), noticeSent: sent });
    return codes.reduce((before, code) => before.then(() => post(code, body)), Promise.resolve());
  }

  return {
    desk(view) {
      store.set({ view, proposal: null, form: null, doing: null, error: null, said: '' });
      focus('cy-name');
    },
    queue(queue) {
      store.set({ queue, doing: null, error: null, notice: null, register: '', having: null });
    },
    deskArea(area) {
      store.set({ area: area || null, doing: null, error: null, notice: null });
    },
    publish: ({ id, version }) => step(id, 'publish', { version }, t('cy.desk.published')),
    refuse: ({ id, version }) => step(id, 'refuse', { version, reason: reason() }, t('cy.desk.refused')),
    decline: ({ id, version }) => step(id, 'decline', { version, reason: reason() }, t('cy.desk.answered')),
    adopt({ id, version }) {
      const { as = 'request', category, grid } = store.get().draft;
      return step(id, 'adopt', { version, reason: reason(), as, ...(as === 'request' ? { category: category ?? null } : { grid: grid || null }) }, t('cy.desk.answered'));
    },
    close: ({ id, version }) => step(id, 'close', { version, reason: reason(), outcome: store.get().draft.outcome ?? 'implemented' }, t('cy.desk.closed')),
    settle: ({ id }) => step(id, 'reports/settle', undefined, t('cy.desk.settled')),
    act(proposal, name) {
      const key = `${name} ${proposal.id}`;
      store.set({ doing: store.get().doing === key ? null : key, draft: { outcome: 'implemented', as: 'request' }, error: null });
      name === 'adopt' && model.loadGrids(level.id, proposal.area);
      store.get().doing && focus('cy-reason');
    },
    /** Opens who it is, once each time: the audit log has it. */
    async checkResident({ account, status }) {
      const key = `check ${account}`;
      if (store.get().doing === key) {
        store.set({ doing: null, draft: {}, error: null });
        return;
      }
      store.set({ busy: true, error: null });
      try {
        const who = await postJson(`/residencies/${account}/identity`);
        store.set({ busy: false, doing: key, draft: { who } });
        focus(status === 'confirmed' ? 'cy-end' : 'cy-reference');
      } catch (error) {
        store.set({ busy: false, error });
        focus('cy-fault');
      }
    },
    confirmResident({ account, unit }) {
      const { reference = '' } = store.get().draft;
      if (reference.trim() === '') {
        store.set({ error: { kind: 'request', field: 'reference', detail: t('cy.residents.reference.needed') } });
        return focus('cy-reference');
      }
      return attempt(() => putJson(`/residencies/${account}`, { confirmed: true, unit, reference }), t('cy.residents.confirmed'));
    },
    /** Another number is another question: the former answer goes. */
    register: (register) => store.set({ register, having: null, error: null }),
    /** Whose number of the register it is: asked once each time, the audit log has that it was. */
    async findResident(reference) {
      if (reference.trim() === '' || store.get().busy) {
        return focus('cy-register');
      }
      store.set({ busy: true, error: null });
      try {
        const { items } = await postJson('/residencies/search', { reference });
        store.set({ busy: false, queue: 'confirmed', register: reference, having: items, doing: null, draft: {} });
        focus('cy-having');
      } catch (error) {
        store.set({ busy: false, error });
        focus(error.field === 'reference' ? 'cy-register' : 'cy-fault');
      }
    },
    allResidents() {
      store.set({ register: '', having: null, doing: null, draft: {}, error: null });
      focus('cy-register');
    },
    denyResident: ({ account, unit }) => attempt(() => putJson(`/residencies/${account}`, { confirmed: false, unit }), t('cy.residents.refused')),
    endResident: ({ account, unit }) => attempt(() => postJson(`/residencies/${account}/end`, { unit }, { key: newKey() }), t('cy.residents.ended'), { register: '', having: null }),
    notice,
    writeNotice(known) {
      const day = (ahead) => new Intl.DateTimeFormat('en-CA', { timeZone: city.time_zone }).format(new Date(Date.now() + ahead * 86400000));
      store.set({ error: null, notice: known ? { ...known } : { id: null, title: {}, words: {}, first_day: day(0), last_day: day(WEEK), withdrawn: false }, noticeKey: newKey(), noticeSent: null, noticeDone: [] });
      focus('cy-notice');
    },
    closeNotice: () => store.set({ notice: null, error: null }),
    saveNotice(withdrawn = false) {
      const { notice: { id, title, words, first_day: first, last_day: last, version, also = [] }, area } = store.get();
      const said = (text) => Object.fromEntries(Object.entries(text).filter(([, value]) => value.trim() !== ''));
      const body = { title: said(title), words: said(words), first_day: first, last_day: last, withdrawn, ...(id ? { version } : {}) };
      return attempt(() => (id ? putJson(`${pathOf(area)}/${id}`, body) : postAll([area, ...also], body)), t('cy.notices.saved'), { notice: null }).then((after) => after && model.refreshPage());
    },
  };
}
