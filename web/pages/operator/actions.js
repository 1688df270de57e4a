import { placesOf } from '../../components/further-place.js';
import { nameOf, t } from '../../core/i18n.js';
import { BLANK } from './model.js';
import { placeOf } from './places.js';

/** What the operator can do, by key or by hand. */
export function createActions({ store, model, submission, bookings }) {
  const focus = (id) => requestAnimationFrame(() => document.getElementById(id)?.focus());

  async function attempt(work) {
    store.set({ fault: null });
    try {
      await work();
    } catch (fault) {
      store.set({ fault });
    }
  }

  /** What stands in the way of filing, as the id of the control that mends it. */
  function gap({ text, step, diversion, reply, outcome, parent, incident }) {
    if (text.trim() === '') {
      return 'said';
    }
    if (step === 'divert' && !diversion) {
      return 'diversions';
    }
    if (step === 'answer' && reply.trim() === '') {
      return 'reply';
    }
    if (step === 'answer' && model.isSuggestion() && !outcome) {
      return 'outcome';
    }
    return step === 'link' && !parent ? 'parent' : step === 'join' && !incident ? 'incident' : null;
  }

  function body({ text, where, further, category, kind, name, anonymous, step, diversion, reply, outcome, article, parent, incident }) {
    const request = { text: text.trim(), ...(category ? { category } : {}), ...(kind ? { kind } : {}), ...(where ? { where } : {}), ...placesOf(further), ...(name.trim() && !anonymous ? { contact: { name: name.trim() } } : {}) };
    const extra = {
      dispatch: {},
      answer: { reply: reply.trim(), ...(article ? { article } : {}), ...(model.isSuggestion() ? { outcome } : {}) },
      divert: { diversion, ...(reply.trim() ? { reply: reply.trim() } : {}) },
      link: { parent },
      join: { incident: incident?.id },
    }[step];
    return { request, anonymous, step, ...extra };
  }

  async function file() {
    const state = store.get();
    if (!state.call || submission.get().status === 'sending') {
      return;
    }
    const missing = gap(state);
    if (missing) {
      store.set({ missing });
      focus(missing === 'diversions' ? 'diversion-0' : missing);
      return;
    }
    if (state.where === null && state.step === 'dispatch' && !state.sure) {
      store.set({ missing: 'place', sure: true }); // pressed once more, it is filed without a place
      return;
    }
    const receipt = await submission.send(`/calls/${state.call}/requests`, body(state));
    if (receipt) {
      store.set({ ...BLANK, receipt, said: t('operator.filed', { number: receipt.number }) });
      model.reread(state.call);
      focus('said');
    }
  }

  /** What it is about is the incident's when the operator chose nothing else. */
  function join(incident) {
    const { category, text } = store.get();
    store.set({
      step: 'join', incident, missing: null, category: category ?? incident.categories[0]?.code ?? null,
      text: text.trim() === '' ? nameOf(incident.title) : text, said: t('operator.join', { what: nameOf(incident.title) }),
    });
  }

  return {
    file,
    /** One key: the call joins the first incident that is shown, and is filed. */
    joinFirst() {
      const [first] = model.incidents.get().data ?? [];
      if (!first) {
        store.set({ said: t('operator.nothingToJoin') });
        return;
      }
      join(store.get().incident ?? first);
      file();
    },
    set: (patch) => store.set({ missing: null, ...patch }),
    open: (id) => attempt(async () => {
      await model.open(id);
      focus('said');
    }),
    announce: () => attempt(async () => {
      await model.announce(store.get().caller.trim());
      store.set({ caller: '' });
      focus('said');
    }),
    end: () => attempt(async () => {
      const { call } = store.get();
      if (call) {
        await model.end(call);
        focus('caller');
      }
    }),
    openBooking: (id) => attempt(() => bookings.open(id)),
    tie: (number) => attempt(() => model.tie(store.get().call, number)),
    /** What the next press of «file» does: `dispatch`, `answer`, `divert` or `link`. */
    step(step) {
      store.set({ step, missing: null });
      focus({ answer: 'reply', divert: 'diversion-0', link: 'parent' }[step] ?? 'said');
    },
    /** Takes the n-th proposal. */
    choose(index) {
      const choice = model.choices()[index];
      if (!choice) {
        return;
      }
      const { group, item } = choice;
      if (group === 'place') {
        const { where, name, at } = placeOf(item);
        store.set({ where, whereName: name, at, missing: null, sure: false, said: t('operator.chosen', { what: name }) });
      } else if (group === 'category') {
        store.set({ category: item.code, missing: null, said: t('operator.chosen', { what: nameOf(item.name) }) });
      } else if (group === 'incident') {
        join(item);
      } else if (group === 'article') {
        store.set({ article: item.code, reply: nameOf(item.body), missing: null, said: t('operator.chosen', { what: nameOf(item.title) }) });
      } else {
        store.set({ parent: item.number, step: 'link', missing: null, said: t('operator.chosen', { what: item.number }) });
      }
    },
    divert: (index) => {
      const term = model.terms.get().data?.diversions[index];
      if (term) {
        store.set({ step: 'divert', diversion: term.id, missing: null });
      }
    },
    mark(by) {
      const count = model.choices().length;
      store.set({ marked: count === 0 ? -1 : (Math.max(store.get().marked, by > 0 ? -1 : 0) + by + count) % count });
    },
  };
}
